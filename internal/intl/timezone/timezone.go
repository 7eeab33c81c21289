// Package timezone has the time zones of Intl: their identifiers as CLDR and ICU canonicalize them, their offsets from an
// embedded copy of the IANA database, and their metazones. The host's zone files are not needed.
package timezone

import (
	"os"
	"slices"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // the database

	"github.com/seed-9eb1e60f/ssr/internal/cldr"
)

// Zone is a time zone. It is immutable and safe for concurrent use.
type Zone struct {
	// ID is the canonical identifier of CLDR: "Asia/Calcutta", "Etc/UTC".
	ID       string
	location *time.Location
}

// UTC is the zone without offset.
var UTC = &Zone{ID: "Etc/UTC", location: time.UTC}

// legacy are identifiers of ICU that CLDR doesn't list (the abbreviations of Java's first version).
var legacy = map[string]string{
	"ACT": "Australia/Darwin", "AET": "Australia/Sydney", "AGT": "America/Buenos_Aires", "ART": "Africa/Cairo", "AST": "America/Anchorage",
	"BET": "America/Sao_Paulo", "BST": "Asia/Dhaka", "CAT": "Africa/Maputo", "CNT": "America/St_Johns", "CST": "America/Chicago",
	"CTT": "Asia/Shanghai", "EAT": "Africa/Nairobi", "IET": "America/Indianapolis", "IST": "Asia/Calcutta",
	"ECT": "Europe/Paris", //nolint:misspell // an identifier
	"JST": "Asia/Tokyo", "MIT": "Pacific/Apia", "NET": "Asia/Yerevan", "NST": "Pacific/Auckland", "PLT": "Asia/Karachi",
	"PNT": "America/Phoenix", "PRT": "America/Puerto_Rico", "PST": "America/Los_Angeles", "SST": "Pacific/Guadalcanal", "VST": "Asia/Saigon",
}

func facts() *cldr.Table { return cldr.ZoneFacts.Table("root") }

// names maps the lower-case form of every known identifier to the canonical one.
var names = sync.OnceValue(func() map[string]string {
	all := map[string]string{}
	for id := range facts().Under("region/") {
		if id != "Etc/Unknown" {
			all[strings.ToLower(id)] = id
		}
	}
	for alias, id := range facts().Under("alias/") {
		if id != "Etc/Unknown" {
			all[strings.ToLower(alias)] = id
		}
	}
	for alias, id := range legacy {
		all[strings.ToLower(alias)] = id
	}
	return all
})

// Names are the canonical identifiers as Intl.supportedValuesOf lists them.
var Names = sync.OnceValue(func() []string {
	var list []string
	for id := range facts().Under("region/") {
		if region := Region(id); region != "001" && !strings.HasPrefix(id, "Etc/") {
			list = append(list, id)
		}
	}
	slices.Sort(list)
	return list
})

// zones has the zones of canonical identifiers, nil where the database has none.
var zones = cldr.NewCache(func(id string) *Zone {
	location, err := time.LoadLocation(id)
	if err != nil {
		return nil
	}
	return &Zone{ID: id, location: location}
})

// Get is the zone of an identifier in any case, nil where there is none.
func Get(name string) *Zone {
	id, ok := names()[strings.ToLower(name)]
	if !ok {
		return nil
	}
	return zones.Get(id)
}

// Of is the zone of a location: that of its name, or one with the location's offsets and the name Etc/Unknown.
func Of(location *time.Location) *Zone {
	if z := Get(location.String()); z != nil {
		return z
	}
	return &Zone{ID: "Etc/Unknown", location: location}
}

// Name is the identifier as Intl shows it: UTC for those zones that are it.
func (z *Zone) Name() string {
	if z.ID == "Etc/UTC" || z.ID == "Etc/GMT" {
		return "UTC"
	}
	return z.ID
}

// Offset is the offset from UTC at a moment (milliseconds since 1970), in milliseconds.
func (z *Zone) Offset(epoch int64) int {
	_, seconds := time.UnixMilli(epoch).In(z.location).Zone()
	return seconds * 1000
}

// Split is the offset at a moment, as the zone's standard offset and what daylight saving adds to it, in milliseconds.
func (z *Zone) Split(epoch int64) (standard, saving int) {
	t := time.UnixMilli(epoch).In(z.location)
	_, seconds := t.Zone()
	if !z.daylight(t) {
		return seconds * 1000, 0
	}
	saving = 3600
	start, end := t.ZoneBounds()
	for _, neighbour := range []time.Time{start.Add(-time.Second), end} {
		if neighbour.Add(time.Second).IsZero() || neighbour.IsZero() || z.daylight(neighbour) {
			continue
		}
		if _, other := neighbour.Zone(); other < seconds {
			saving = seconds - other
			break
		}
	}
	return (seconds - saving) * 1000, saving * 1000
}

// negative are the zones for which the database has a standard time in summer and takes an hour off in winter, with the years of
// that. ICU turns them round.
var negative = map[string][2]int{
	"Europe/Dublin": {1968, 9999}, "Africa/Casablanca": {2018, 9999}, "Africa/El_Aaiun": {2018, 9999}, "Africa/Windhoek": {1994, 2017},
}

func (z *Zone) daylight(t time.Time) bool {
	if years, ok := negative[z.ID]; ok && t.Year() >= years[0] && t.Year() <= years[1] {
		_, seconds := t.Zone()
		base := 0
		if z.ID == "Africa/Windhoek" {
			base = 3600
		}
		return seconds > base
	}
	return t.IsDST()
}

// nearDaylight is how near a change of the clocks must be for a zone to have daylight saving time: about half a year.
const nearDaylight = 184 * 24 * time.Hour

// ChangesNear reports whether the zone has daylight saving time within half a year of a moment in standard time.
func (z *Zone) ChangesNear(epoch int64) bool {
	t := time.UnixMilli(epoch).In(z.location)
	start, end := t.ZoneBounds()
	if !start.IsZero() && t.Sub(start) < nearDaylight && z.daylight(start.Add(-time.Second)) {
		return true
	}
	return !end.IsZero() && end.Sub(t) < nearDaylight && z.daylight(end)
}

// SplitWall is Split for a moment given as local time.
func (z *Zone) SplitWall(local int64) (standard, saving int) {
	// The later of the two offsets that a wall clock can have decides, as in ICU.
	offset := z.Offset(local - int64(z.Offset(local)))
	return z.Split(local - int64(offset))
}

// Region is the territory of a canonical identifier, "001" where it is in none.
func Region(id string) string { return facts().Get("region/" + id) }

// Primary reports whether a zone stands for its territory: the only one in it, or the one that CLDR names.
func Primary(id string) bool {
	region := Region(id)
	if facts().Get("primary/"+region) == id {
		return true
	}
	return perRegion()[region] == 1
}

var perRegion = sync.OnceValue(func() map[string]int {
	count := map[string]int{}
	for _, region := range facts().Under("region/") {
		count[region]++
	}
	return count
})

// Metazone is the metazone that a zone is in at a moment, empty for none. ICU knows none before 1970.
func (z *Zone) Metazone(epoch int64) string {
	if epoch < 0 {
		return ""
	}
	for use := range strings.SplitSeq(facts().Get("uses/"+z.ID), ",") {
		name, when, limited := strings.Cut(use, "@")
		if !limited {
			return name
		}
		from, to, _ := strings.Cut(when, "/")
		if (from == "" || epoch >= instant(from)) && (to == "" || epoch < instant(to)) {
			return name
		}
	}
	return ""
}

func instant(text string) int64 {
	t, err := time.Parse("2006-01-02 15:04", text)
	if err != nil {
		panic("timezone: damaged data: " + err.Error())
	}
	return t.UnixMilli()
}

// Golden is the zone that stands for a metazone in a territory.
func Golden(metazone, region string) string {
	if id := facts().Get("golden/" + metazone + "/" + region); id != "" {
		return id
	}
	return facts().Get("golden/" + metazone + "/001")
}

// Local is the host's zone: the one that the process's time.Local has, by the name under which the host's configuration has it.
func Local() *Zone {
	if name := time.Local.String(); name != "Local" {
		return Of(time.Local)
	}
	if target, err := os.Readlink("/etc/localtime"); err == nil {
		if _, name, ok := strings.Cut(target, "zoneinfo/"); ok {
			if z := Get(name); z != nil {
				return z
			}
		}
	}
	if _, offset := time.Unix(0, 0).Zone(); offset == 0 && time.Local.String() == "Local" {
		if _, now := time.Now().Zone(); now == 0 {
			return UTC
		}
	}
	return &Zone{ID: "Etc/Unknown", location: time.Local}
}
