package intl

import (
	"math"
	"strings"
	"time"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/internal/cldr"
	"github.com/seed-9eb1e60f/ssr/internal/intl/calendar"
	"github.com/seed-9eb1e60f/ssr/internal/intl/date"
	"github.com/seed-9eb1e60f/ssr/internal/intl/locale"
	"github.com/seed-9eb1e60f/ssr/internal/intl/timezone"
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

const dateTimeFormat = "Intl.DateTimeFormat"

// dateFormat is the slot of a DateTimeFormat.
type dateFormat struct {
	*date.Format
	locale string
	bound  goja.Value // the function that the getter format returns; nil before it was asked for
}

// defineDateTimeFormat is Intl.DateTimeFormat.
func defineDateTimeFormat(r *realm) {
	c := newClass(r, "DateTimeFormat", 0, true, func(call goja.ConstructorCall) *dateFormat {
		return r.newDateFormat(call.Argument(0), call.Argument(1), anyField, dateDefaults)
	})
	c.method("resolvedOptions", 0, func(f *dateFormat, _ goja.FunctionCall) goja.Value { return r.resolvedDateOptions(f) })
	c.method("formatToParts", 1, func(f *dateFormat, call goja.FunctionCall) goja.Value {
		return r.dateParts(f.Parts(r.dateValue(call.Argument(0))))
	})
	c.getter("format", "UnwrapDateTimeFormat", func(f *dateFormat) goja.Value {
		if f.bound == nil {
			f.bound = r.vm.Function("", 1, func(call goja.FunctionCall) goja.Value {
				return r.rt.ToValue(f.Format.Format(r.dateValue(call.Argument(0))))
			})
		}
		return f.bound
	})
	c.method("formatRange", 2, func(f *dateFormat, call goja.FunctionCall) goja.Value {
		from, to := r.dateRange(call)
		return r.rt.ToValue(f.Range(from, to))
	})
	c.method("formatRangeToParts", 2, func(f *dateFormat, call goja.FunctionCall) goja.Value {
		from, to := r.dateRange(call)
		return r.dateParts(f.RangeParts(from, to))
	})
	c.end()
	c.supportedLocalesOf(nil)
}

// maxTime is the end of JavaScript's time in milliseconds.
const maxTime = 8.64e15

// clipTime is TimeClip; what is no time throws.
func (r *realm) clipTime(f float64) int64 {
	if math.IsNaN(f) || math.Abs(f) > maxTime {
		r.rangeError("Invalid time value")
	}
	return int64(f)
}

// dateValue is the moment that an argument of format stands for: now where there is none.
func (r *realm) dateValue(v goja.Value) int64 {
	if goja.IsUndefined(v) {
		return time.Now().UnixMilli()
	}
	return r.clipTime(r.toNumber(v))
}

func (r *realm) dateRange(call goja.FunctionCall) (from, to int64) {
	a, b := call.Argument(0), call.Argument(1)
	if goja.IsUndefined(a) || goja.IsUndefined(b) {
		r.typeError("Invalid time value")
	}
	x, y := r.toNumber(a), r.toNumber(b)
	return r.clipTime(x), r.clipTime(y)
}

func (r *realm) dateParts(parts []date.Part) goja.Value {
	values := make([]any, len(parts))
	for i, p := range parts {
		o := r.rt.NewObject()
		r.put(o, "type", p.Type)
		r.put(o, "value", p.Value)
		if p.Source != "" {
			r.put(o, "source", p.Source)
		}
		values[i] = o
	}
	return r.rt.NewArray(values...)
}

// fieldSet says which fields make defaults unnecessary, and which defaults there are (ECMA-402 before 2023: ToDateTimeOptions).
type fieldSet int

const (
	dateDefaults fieldSet = 1 << iota
	timeDefaults
	anyField = dateDefaults | timeDefaults
)

// Values of options.
var (
	textWidths   = []string{"narrow", "long", "short"}
	numberWidths = []string{"2-digit", "numeric"}
	monthWidths  = []string{"narrow", "long", "short", "2-digit", "numeric"}
	zoneNames    = []string{"long", "short", "longOffset", "shortOffset", "longGeneric", "shortGeneric"}
	styles       = []string{"full", "long", "medium", "short"}
	hourCycles   = []string{"h11", "h12", "h23", "h24"}
)

// newDateFormat is InitializeDateTimeFormat on ToDateTimeOptions: required are the fields one of which must be there, or else
// those of defaults are added.
func (r *realm) newDateFormat(locales, opts goja.Value, required, defaults fieldSet) *dateFormat {
	list := r.canonicalLocales(locales)
	if goja.IsNull(opts) {
		r.typeError("Cannot convert undefined or null to object")
	}
	o := r.coerceOptions(dateTimeFormat, opts)
	o.matcher()
	var q date.Options
	calendarName := r.keyword(o, "calendar", "ca")
	system := r.keyword(o, "numberingSystem", "nu")
	if on, given := o.boolean("hour12"); given {
		q.Hour12 = -1
		if on {
			q.Hour12 = 1
		}
	}
	q.HourCycle = o.text("hourCycle", "", hourCycles...)
	resolved := r.resolve(list, nil, map[string]func(string, string) bool{
		"ca": func(_, v string) bool { return calendar.Get(locale.CanonicalValue("ca", v)) != nil },
		"nu": func(_, v string) bool { return cldr.Fact("digits/"+v) != "" },
		"hc": func(_, v string) bool { return strings.Contains("h11 h12 h23 h24", v) && len(v) == 3 },
	})
	q.Locale = resolved.Data
	q.Calendar, q.NumberingSystem, q.LocaleHourCycle = resolved.Keywords["ca"], resolved.Keywords["nu"], resolved.Keywords["hc"]
	if calendarName != "" {
		resolved.Override("ca", calendarName)
		q.Calendar = calendarName
	}
	if calendar.Get(q.Calendar) == nil {
		q.Calendar = ""
	}
	if system != "" {
		resolved.Override("nu", system)
		q.NumberingSystem = system
	}
	q.Zone = r.zone(o)
	r.readFields(o, &q)
	o.text("formatMatcher", "best fit", "best fit", "basic")
	q.DateStyle = o.text("dateStyle", "", styles...)
	q.TimeStyle = o.text("timeStyle", "", styles...)
	r.addDefaults(&q, required, defaults)
	f := date.Get(q)
	if (q.Hour12 != 0 || q.HourCycle != "") && q.LocaleHourCycle != "" {
		resolved.Override("hc", f.ResolvedHourCycle)
	}
	return &dateFormat{Format: f, locale: resolved.Locale()}
}

// keyword reads an option that is the value of a Unicode extension keyword.
func (r *realm) keyword(o options, name, key string) string {
	v := o.text(name, "")
	if v == "" && o.get(name) == nil {
		return ""
	}
	if !locale.IsType(v) {
		r.rangeError("Invalid %s : %s", name, v)
	}
	return locale.CanonicalValue(key, strings.ToLower(v))
}

// zone reads the option timeZone; the default is the process's zone.
func (r *realm) zone(o options) *timezone.Zone {
	v := o.get("timeZone")
	if v == nil {
		return r.defaultZone()
	}
	name := o.string(v)
	zone := timezone.Get(name)
	if zone == nil {
		r.rangeError("Invalid time zone specified: %s", name)
	}
	return zone
}

// defaultZone is the zone of TZ, or the host's.
func (r *realm) defaultZone() *timezone.Zone {
	return node.Shared(r.vm, zoneKey{}, func() *timezone.Zone {
		if zone := timezone.Get(strings.TrimPrefix(r.vm.Host.Env["TZ"], ":")); zone != nil {
			return zone
		}
		return timezone.Local()
	})
}

type zoneKey struct{}

func (r *realm) readFields(o options, q *date.Options) {
	q.Weekday = o.text("weekday", "", textWidths...)
	q.Era = o.text("era", "", textWidths...)
	q.Year = o.text("year", "", numberWidths...)
	q.Month = o.text("month", "", monthWidths...)
	q.Day = o.text("day", "", numberWidths...)
	q.DayPeriod = o.text("dayPeriod", "", textWidths...)
	q.Hour = o.text("hour", "", numberWidths...)
	q.Minute = o.text("minute", "", numberWidths...)
	q.Second = o.text("second", "", numberWidths...)
	q.FractionalSecondDigits = o.number("fractionalSecondDigits", 1, 3, 0)
	q.TimeZoneName = o.text("timeZoneName", "", zoneNames...)
}

// addDefaults adds the fields that the options leave out, and refuses styles that don't go with what else is asked for.
func (r *realm) addDefaults(q *date.Options, required, defaults fieldSet) {
	styled := q.DateStyle != "" || q.TimeStyle != ""
	if styled {
		if required == dateDefaults && q.TimeStyle != "" {
			r.typeError("Invalid option : timeStyle")
		}
		if required == timeDefaults && q.DateStyle != "" {
			r.typeError("Invalid option : dateStyle")
		}
		style := "dateStyle"
		if q.DateStyle == "" {
			style = "timeStyle"
		}
		if name := firstField(q); name != "" {
			r.typeError("Can't set option %s when %s is used", name, style)
		}
		return
	}
	if required&dateDefaults != 0 && q.Weekday+q.Year+q.Month+q.Day != "" {
		return
	}
	if required&timeDefaults != 0 && (q.DayPeriod+q.Hour+q.Minute+q.Second != "" || q.FractionalSecondDigits > 0) {
		return
	}
	if defaults&dateDefaults != 0 {
		q.Year, q.Month, q.Day = "numeric", "numeric", "numeric"
	}
	if defaults&timeDefaults != 0 {
		q.Hour, q.Minute, q.Second = "numeric", "numeric", "numeric"
	}
}

// firstField is the name of the first field that is set.
func firstField(q *date.Options) string {
	for _, f := range []struct{ name, value string }{
		{"weekday", q.Weekday}, {"era", q.Era}, {"year", q.Year}, {"month", q.Month}, {"day", q.Day}, {"dayPeriod", q.DayPeriod},
		{"hour", q.Hour}, {"minute", q.Minute}, {"second", q.Second},
	} {
		if f.value != "" {
			return f.name
		}
	}
	switch {
	case q.FractionalSecondDigits > 0:
		return "fractionalSecondDigits"
	case q.TimeZoneName != "":
		return "timeZoneName"
	}
	return ""
}

// shownFields are the fields of resolvedOptions with the letters of the pattern that show them, the first found counts (V8's
// PatternItems).
var shownFields = []struct {
	name    string
	letters []string // letters, value …
}{
	{"weekday", []string{"EEEEE", "narrow", "EEEE", "long", "EEE", "short", "ccccc", "narrow", "cccc", "long", "ccc", "short"}},
	{"era", []string{"GGGGG", "narrow", "GGGG", "long", "GGG", "short"}},
	{"year", []string{"yy", "2-digit", "y", "numeric"}},
	{"month", []string{
		"MMMMM", "narrow", "MMMM", "long", "MMM", "short", "MM", "2-digit", "M", "numeric",
		"LLLLL", "narrow", "LLLL", "long", "LLL", "short", "LL", "2-digit", "L", "numeric",
	}},
	{"day", []string{"dd", "2-digit", "d", "numeric"}},
	{"dayPeriod", []string{"BBBBB", "narrow", "bbbbb", "narrow", "BBBB", "long", "bbbb", "long", "B", "short", "b", "short"}},
	{"hour", []string{"HH", "2-digit", "H", "numeric", "hh", "2-digit", "h", "numeric", "kk", "2-digit", "k", "numeric", "KK", "2-digit", "K", "numeric"}},
	{"minute", []string{"mm", "2-digit", "m", "numeric"}},
	{"second", []string{"ss", "2-digit", "s", "numeric"}},
	{"timeZoneName", []string{"zzzz", "long", "z", "short", "OOOO", "longOffset", "O", "shortOffset", "vvvv", "longGeneric", "v", "shortGeneric"}},
}

func (r *realm) resolvedDateOptions(f *dateFormat) goja.Value {
	o := r.rt.NewObject()
	r.put(o, "locale", f.locale)
	r.put(o, "calendar", f.ResolvedCalendar)
	r.put(o, "numberingSystem", f.ResolvedNumberingSystem)
	r.put(o, "timeZone", f.Zone.Name())
	if cycle := f.ResolvedHourCycle; cycle != "" {
		r.put(o, "hourCycle", cycle)
		r.put(o, "hour12", cycle == "h11" || cycle == "h12")
	}
	if f.DateStyle == "" && f.TimeStyle == "" {
		for _, field := range shownFields {
			if n := min(strings.Count(f.Pattern, "S"), 3); field.name == "timeZoneName" && n > 0 {
				r.put(o, "fractionalSecondDigits", n)
			}
			for i := 0; i < len(field.letters); i += 2 {
				if strings.Contains(f.Pattern, field.letters[i]) {
					r.put(o, field.name, field.letters[i+1])
					break
				}
			}
		}
	}
	for _, style := range []struct{ name, value string }{{"dateStyle", f.DateStyle}, {"timeStyle", f.TimeStyle}} {
		if style.value != "" {
			r.put(o, style.name, style.value)
		}
	}
	return o
}
