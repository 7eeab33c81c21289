package date

import (
	"strings"

	"github.com/seed-9eb1e60f/ssr/internal/cldr"
	"github.com/seed-9eb1e60f/ssr/internal/intl/timezone"
)

// zoneName is the text of a pattern's time zone field.
func (f *Format) zoneName(it item, at *fields) string {
	n := zoneNames{f.locale, cldr.Zones.Table(f.locale), f}
	isLong := it.count >= 4
	name := ""
	switch it.letter {
	case 'z':
		name = n.specific(f.zone, at.epoch, isLong)
	case 'v':
		name = n.generic(f.zone, at.epoch, isLong)
	}
	if name == "" {
		name = n.offset(at.offset, isLong)
	}
	return name
}

// zoneNames are the names of time zones in a locale, chosen as ICU's TimeZoneFormat does.
type zoneNames struct {
	locale string
	table  *cldr.Table
	format *Format
}

// own is a zone's own name: kind is "standard", "daylight" or "generic".
func (n zoneNames) own(id string, isLong bool, kind string) string {
	return clean(n.table.Get("zone/" + id + "/" + lengthName(isLong) + "/" + kind))
}

func (n zoneNames) metazone(name string, isLong bool, kind string) string {
	if name == "" {
		return ""
	}
	return clean(n.table.Get("metazone/" + name + "/" + lengthName(isLong) + "/" + kind))
}

func lengthName(isLong bool) string {
	if isLong {
		return "long"
	}
	return "short"
}

// clean is a name, empty where CLDR says that there is none although the parent locale has it.
func clean(name string) string {
	if name == "∅∅∅" {
		return ""
	}
	return name
}

func (n zoneNames) named(zone *timezone.Zone, epoch int64, isLong bool, kind string) string {
	if name := n.own(zone.ID, isLong, kind); name != "" {
		return name
	}
	return n.metazone(zone.Metazone(epoch), isLong, kind)
}

// specific is the name of the time that a zone has: "Central European Summer Time", "CEST".
func (n zoneNames) specific(zone *timezone.Zone, epoch int64, isLong bool) string {
	kind := "standard"
	if _, saving := zone.Split(epoch); saving != 0 {
		kind = "daylight"
	}
	return n.named(zone, epoch, isLong, kind)
}

// generic is the name of a zone whatever the season: "Pacific Time", "PT", "Germany Time".
func (n zoneNames) generic(zone *timezone.Zone, epoch int64, isLong bool) string {
	if name := n.nonLocation(zone, epoch, isLong); name != "" {
		return name
	}
	return n.location(zone)
}

func (n zoneNames) nonLocation(zone *timezone.Zone, epoch int64, isLong bool) string {
	if name := n.own(zone.ID, isLong, "generic"); name != "" {
		return name
	}
	metazone := zone.Metazone(epoch)
	if metazone == "" {
		return ""
	}
	standard, saving := zone.Split(epoch)
	general := n.metazone(metazone, isLong, "generic")
	if saving == 0 && !zone.ChangesNear(epoch) {
		if name := n.named(zone, epoch, isLong, "standard"); name != "" && !strings.EqualFold(name, general) {
			return name
		}
	}
	if general == "" {
		return ""
	}
	golden := timezone.Golden(metazone, regionOf(n.locale))
	if golden == "" || golden == zone.ID {
		return general
	}
	reference := timezone.Get(golden)
	if reference == nil {
		return general
	}
	if s, d := reference.SplitWall(epoch + int64(standard+saving)); s == standard && d == saving {
		return general
	}
	return n.partialLocation(zone, metazone, general)
}

// partialLocation is a metazone's name with the place that its time is meant for: "Pacific Time (Canada)".
func (n zoneNames) partialLocation(zone *timezone.Zone, metazone, name string) string {
	place := ""
	region := timezone.Region(zone.ID)
	if region != "" && region != "001" && timezone.Golden(metazone, region) == zone.ID {
		place = regionName(n.locale, region)
	} else if place = n.city(zone.ID); place == "" {
		place = zone.ID
	}
	return simpleFormat(n.table.Get("fallbackFormat"), place, name)
}

// location is the name of a zone after its country or city, empty where it is in no country.
func (n zoneNames) location(zone *timezone.Zone) string {
	region := timezone.Region(zone.ID)
	if region == "" || region == "001" {
		return ""
	}
	place := ""
	if timezone.Primary(zone.ID) {
		place = regionName(n.locale, region)
	} else {
		place = n.city(zone.ID)
	}
	return simpleFormat(n.table.Get("regionFormat"), place)
}

// city is the city that stands for a zone, empty for zones that are no place.
func (n zoneNames) city(id string) string {
	if name := n.table.Get("zone/" + id + "/exemplarCity"); name != "" {
		return name
	}
	i := strings.LastIndexByte(id, '/')
	if i < 0 || strings.HasPrefix(id, "Etc/") {
		return ""
	}
	return strings.ReplaceAll(id[i+1:], "_", " ")
}

// offset is an offset from UTC: "GMT+1", "GMT+01:00".
func (n zoneNames) offset(milliseconds int, isLong bool) string {
	positive, negative, _ := strings.Cut(n.table.Get("hourFormat"), ";")
	pattern := positive
	if milliseconds < 0 {
		pattern = negative
		milliseconds = -milliseconds
	}
	seconds := milliseconds / 1000
	hour, minute, second := seconds/3600, seconds/60%60, seconds%60
	var b strings.Builder
	separator, ended := ":", false
	for i, t := range tokens(pattern) {
		switch {
		case t.letter == 'H' && isLong:
			b.WriteString(n.format.number(hour, 2, 0))
		case t.letter == 'H':
			b.WriteString(n.format.number(hour, 1, 0))
		case t.letter == 'm':
			ended = isLong || minute != 0 || second != 0
			if ended {
				b.WriteString(separator + n.format.number(minute, 2, 0))
			}
			if second != 0 {
				b.WriteString(separator + n.format.number(second, 2, 0))
			}
		case i == 0 || ended:
			b.WriteString(t.text)
		default:
			separator = t.text
		}
	}
	return simpleFormat(n.table.Get("gmtFormat"), b.String())
}
