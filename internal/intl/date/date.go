// Package date formats dates as Node's Intl.DateTimeFormat does: V8's choice of a pattern on ICU's pattern generator and
// CLDR's data.
package date

import (
	"slices"
	"strings"
	"sync"

	"github.com/seed-9eb1e60f/ssr/internal/cldr"
	"github.com/seed-9eb1e60f/ssr/internal/intl/calendar"
	"github.com/seed-9eb1e60f/ssr/internal/intl/memo"
	"github.com/seed-9eb1e60f/ssr/internal/intl/timezone"
)

// Options say what a Format shows. Either the styles are set or the fields.
type Options struct {
	Locale          string // language tag without extensions, for which there is data
	Calendar        string // Unicode identifier; empty is the locale's
	NumberingSystem string // empty is the locale's
	Zone            *timezone.Zone
	// LocaleHourCycle is the locale's keyword hc, empty for none. HourCycle is the option: "h11", "h12", "h23" or "h24". Hour12 decides
	// over both: 1 is true, -1 is false, 0 that it isn't given.
	LocaleHourCycle, HourCycle string
	Hour12                     int

	DateStyle, TimeStyle string // "full", "long", "medium", "short"

	Weekday, Era, Year, Month, Day, DayPeriod, Hour, Minute, Second, TimeZoneName string
	FractionalSecondDigits                                                        int
}

// Format formats dates. It is safe for concurrent use.
type Format struct {
	Options
	// Pattern is the UTS 35 pattern, which says what resolvedOptions shows.
	Pattern string
	// ResolvedHourCycle is empty where no hour was asked for.
	ResolvedHourCycle string
	// ResolvedCalendar and ResolvedNumberingSystem are identifiers.
	ResolvedCalendar, ResolvedNumberingSystem string

	locale    string
	calendar  *calendar.Calendar
	zone      *timezone.Zone
	symbols   *symbols
	generator *generator
	numbers   numberSymbols
	items     []item

	// Numbering systems of single fields, where the pattern asks for some.
	yearDigits, monthDigits, dayDigits string

	interval func() *interval
}

// numberSymbols are what is needed to write a whole number.
type numberSymbols struct {
	digits []rune // nil for ASCII
	minus  string
}

// formats are those of the process: pages use few options many times.
var formats = memo.New(1000, New)

// Get is New with a memory.
func Get(o Options) *Format { return formats.Get(o) }

// New resolves options. All texts of options must be valid.
func New(o Options) *Format {
	f := &Format{Options: o, locale: o.Locale, zone: o.Zone}
	f.ResolvedCalendar = o.Calendar
	if f.calendar = calendar.Get(o.Calendar); f.calendar == nil {
		f.ResolvedCalendar = DefaultCalendar(o.Locale)
		f.calendar = calendar.Get(f.ResolvedCalendar)
	}
	f.numbers, f.ResolvedNumberingSystem = numbersOf(o.Locale, o.NumberingSystem)
	f.symbols = symbolsOf.Get(o.Locale + "/" + dataCalendar(f.ResolvedCalendar))
	hour := hourLetters[o.LocaleHourCycle]
	if hour == 0 {
		hour = preferredHour(o.Locale)
	}
	f.generator = generatorFor(o.Locale, f.ResolvedCalendar, f.ResolvedNumberingSystem, hour)
	cycle := f.hourCycle()
	if o.DateStyle != "" || o.TimeStyle != "" {
		f.styled(cycle)
	} else {
		f.fromFields(cycle)
	}
	f.items = compile(f.Pattern)
	f.interval = sync.OnceValue(func() *interval { return newInterval(f) })
	return f
}

// symbolsOf has the names of "de/gregorian".
var symbolsOf = cldr.NewCache(func(key string) *symbols {
	locale, calendarName, _ := strings.Cut(key, "/")
	return newSymbols(locale, calendarName)
})

// generators has the pattern generator of "de/gregory/latn/H".
var generators = cldr.NewCache(func(key string) *generator {
	part := strings.Split(key, "/")
	decimal := cldr.Numbers.Table(part[0]).Get(part[2] + "/symbols/decimal")
	if decimal == "" {
		decimal = cldr.Numbers.Table(part[0]).Get("latn/symbols/decimal")
	}
	return newGenerator(formatsOf(part[0], part[1]), part[3][0], decimal)
})

func generatorFor(locale, calendarName, system string, hour byte) *generator {
	return generators.Get(strings.Join([]string{locale, calendarName, system, string(rune(hour))}, "/"))
}

// hourLetters are the pattern letters of the hour cycles.
var hourLetters = map[string]byte{"h11": 'K', "h12": 'h', "h23": 'H', "h24": 'k'}

var hourCycles = map[byte]string{'K': "h11", 'h': "h12", 'H': "h23", 'k': "h24"}

// hourCycle is the hour cycle that options and locale give as ECMA-402 had it until its edition of 2023 (V8 11.3).
func (f *Format) hourCycle() string {
	preferred := hourCycles[f.generator.hour]
	fromZero := preferred == "h11" || preferred == "h23"
	switch {
	case f.Hour12 == 0 && f.HourCycle != "":
		return f.HourCycle
	case f.Hour12 == 0:
		return preferred
	case f.Hour12 > 0 && fromZero:
		return "h11"
	case f.Hour12 > 0:
		return "h12"
	case fromZero:
		return "h23"
	}
	return "h24"
}

// styled sets the pattern of dateStyle and timeStyle.
func (f *Format) styled(cycle string) {
	patterns := formatsOf(f.Locale, f.ResolvedCalendar)
	var date, clock string
	if f.DateStyle != "" {
		date = f.dateFormat(patterns)
	}
	if f.TimeStyle != "" {
		clock, _ = patterns.standard("timeFormats", f.TimeStyle)
		f.ResolvedHourCycle = cycle
	}
	switch {
	case clock == "":
		f.Pattern = date
		return
	case date == "":
		f.Pattern = clock
	default:
		f.Pattern = simpleFormat(patterns.join(f.DateStyle), clock, date)
	}
	if cycleOf(f.Pattern) == cycle {
		return
	}
	skeleton := skeletonOf(f.Pattern).String()
	var b strings.Builder
	for _, c := range []byte(skeleton) {
		switch c {
		case 'a', 'b', 'B':
		case 'h', 'H', 'k', 'K':
			b.WriteByte(hourLetters[cycle])
		default:
			b.WriteByte(c)
		}
	}
	f.Pattern = withCycle(f.generator.bestPattern(b.String(), widths{hour: true}), cycle)
	f.yearDigits, f.monthDigits, f.dayDigits = "", "", ""
}

// dateFormat is the pattern of dateStyle. It sets the numbering systems that fields have there.
func (f *Format) dateFormat(patterns patternSource) string {
	pattern, numbers := patterns.standard("dateFormats", f.DateStyle)
	for override := range strings.SplitSeq(numbers, ";") {
		field, system, ok := strings.Cut(strings.TrimSpace(override), "=")
		if !ok {
			system = field
			f.yearDigits, f.monthDigits, f.dayDigits = system, system, system
			continue
		}
		switch field {
		case "y":
			f.yearDigits = system
		case "M":
			f.monthDigits = system
		case "d":
			f.dayDigits = system
		}
	}
	return pattern
}

func cycleOf(pattern string) string {
	for _, t := range tokens(pattern) {
		if cycle := hourCycles[t.letter]; cycle != "" {
			return cycle
		}
	}
	return ""
}

// withCycle replaces the hour letters of a pattern. A space parts an hour from a day right before it.
func withCycle(pattern, cycle string) string {
	letter := hourLetters[cycle]
	if letter == 0 {
		return pattern
	}
	var b strings.Builder
	last := byte(0)
	for _, t := range tokens(pattern) {
		if hourCycles[t.letter] == "" {
			b.WriteString(t.text)
		} else {
			if last == 'd' {
				b.WriteByte(' ')
			}
			b.WriteString(strings.Repeat(string(rune(letter)), len(t.text)))
		}
		last = t.letter
	}
	return b.String()
}

// fromFields sets the pattern that shows the fields asked for.
func (f *Format) fromFields(cycle string) {
	hour := hourLetters[cycle]
	var b strings.Builder
	add := func(value string, letter byte, counts map[string]int) {
		b.WriteString(strings.Repeat(string(rune(letter)), counts[value]))
	}
	names := map[string]int{"narrow": 5, "long": 4, "short": 3}
	numbers := map[string]int{"2-digit": 2, "numeric": 1}
	add(f.Weekday, 'E', names)
	add(f.Era, 'G', names)
	add(f.Year, 'y', numbers)
	add(f.Month, 'M', map[string]int{"narrow": 5, "long": 4, "short": 3, "2-digit": 2, "numeric": 1})
	add(f.Day, 'd', numbers)
	add(f.DayPeriod, 'B', map[string]int{"narrow": 5, "long": 4, "short": 1})
	add(f.Hour, hour, numbers)
	add(f.Minute, 'm', numbers)
	add(f.Second, 's', numbers)
	b.WriteString(strings.Repeat("S", f.FractionalSecondDigits))
	add(f.TimeZoneName, 'z', map[string]int{"long": 4, "short": 1})
	add(f.TimeZoneName, 'O', map[string]int{"longOffset": 4, "shortOffset": 1})
	add(f.TimeZoneName, 'v', map[string]int{"longGeneric": 4, "shortGeneric": 1})
	if f.Hour != "" {
		f.ResolvedHourCycle = cycle
	}
	f.Pattern = withCycle(f.generator.bestPattern(b.String(), widths{hour: true}), f.ResolvedHourCycle)
}

// Format is the text of a moment in milliseconds since 1970. Like V8 it has a plain space before AM and PM where CLDR has a
// narrow one, which Parts and Range keep.
func (f *Format) Format(epoch int64) string {
	var b strings.Builder
	at := f.fieldsAt(epoch)
	shown := f.resolution(f.items)
	for _, it := range f.items {
		if it.letter == 0 {
			b.WriteString(it.literal)
		} else {
			b.WriteString(f.field(it, at, shown))
		}
	}
	return strings.ReplaceAll(b.String(), "\u202f", " ")
}

// Parts are the pieces of a moment's text.
func (f *Format) Parts(epoch int64) []Part {
	w := &rangeWriter{format: f}
	w.date(f.Pattern, f.fieldsAt(epoch))
	return w.parts
}

// DefaultCalendar is the identifier of the calendar that a locale's territory prefers.
func DefaultCalendar(locale string) string {
	preferred := cldr.Fact("calendars/" + regionOf(locale))
	name, _, _ := strings.Cut(preferred, " ")
	if name == "" || name == "gregorian" {
		return "gregory"
	}
	return name
}

// preferredHour is the hour letter that a locale prefers.
func preferredHour(locale string) byte {
	language, _, _ := subtags(locale)
	region := regionOf(locale)
	text := cldr.Fact("hours/" + language + "-" + region)
	if text == "" {
		text = cldr.Fact("hours/" + region)
	}
	if text == "" {
		text = cldr.Fact("hours/001")
	}
	if text == "" || !slices.Contains([]byte("hHkK"), text[0]) {
		return 'H'
	}
	return text[0]
}
