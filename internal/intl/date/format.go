package date

import (
	"strings"

	"github.com/seed-9eb1e60f/ssr/internal/intl/calendar"
)

// Part is a piece of a formatted date.
type Part struct {
	Type  string // as formatToParts calls it
	Value string
	// Source is which date of a range the part shows: "startRange", "endRange" or "shared". Only ranges have it.
	Source string
}

// item is a piece of a compiled pattern.
type item struct {
	letter  byte
	count   int
	literal string // where letter is zero
}

// compile cuts a pattern into its fields and literal texts, without the quotes.
func compile(pattern string) []item {
	var items []item
	for _, t := range tokens(pattern) {
		if t.letter != 0 {
			items = append(items, item{letter: t.letter, count: len(t.text)})
			continue
		}
		text := t.text
		if text == "''" {
			text = "'"
		} else if strings.HasPrefix(text, "'") {
			text = strings.ReplaceAll(strings.TrimSuffix(text[1:], "'"), "''", "'")
		}
		if n := len(items); n > 0 && items[n-1].letter == 0 {
			items[n-1].literal += text
		} else {
			items = append(items, item{literal: text})
		}
	}
	return items
}

// fields are the numbers of a moment in a calendar and time zone.
type fields struct {
	calendar.Date
	weekday                           int
	hour, minute, second, millisecond int
	offset                            int // of the time zone, in milliseconds
	epoch                             int64
}

const dayLength = 86400000

// fieldsAt are the fields of a moment in milliseconds since 1970.
func (f *Format) fieldsAt(epoch int64) *fields {
	offset := f.zone.Offset(epoch)
	local := epoch + int64(offset)
	day := local / dayLength
	rest := int(local % dayLength)
	if rest < 0 {
		day--
		rest += dayLength
	}
	weekday := int((day + 4) % 7)
	if weekday < 0 {
		weekday += 7
	}
	return &fields{
		Date: f.calendar.Date(int(day)), weekday: weekday, offset: offset, epoch: epoch,
		hour: rest / 3600000, minute: rest / 60000 % 60, second: rest / 1000 % 60, millisecond: rest % 1000,
	}
}

// partTypes are the names of the parts that letters make.
var partTypes = map[byte]string{
	'G': "era", 'y': "year", 'u': "year", 'Y': "year", 'U': "yearName", 'r': "relatedYear", 'M': "month", 'L': "month", 'd': "day",
	'E': "weekday", 'c': "weekday", 'e': "weekday", 'a': "dayPeriod", 'b': "dayPeriod", 'B': "dayPeriod", 'h': "hour", 'H': "hour",
	'k': "hour", 'K': "hour", 'm': "minute", 's': "second", 'S': "fractionalSecond", 'z': "timeZoneName", 'Z': "timeZoneName",
	'O': "timeZoneName", 'v': "timeZoneName", 'V': "timeZoneName", 'X': "timeZoneName", 'x': "timeZoneName",
}

// appendLiteral joins literal texts that meet.
func appendLiteral(parts []Part, text, source string) []Part {
	if text == "" {
		return parts
	}
	if n := len(parts); n > 0 && parts[n-1].Type == "literal" && parts[n-1].Source == source {
		parts[n-1].Value += text
		return parts
	}
	return append(parts, Part{"literal", text, source})
}

// resolution says which of minutes and seconds a pattern has: day periods like noon are exact only as far as is shown.
type resolution struct{ minute, second bool }

func (f *Format) resolution(items []item) resolution {
	var r resolution
	for _, it := range items {
		r.minute = r.minute || it.letter == 'm'
		r.second = r.second || it.letter == 's'
	}
	return r
}

func pick(names []string, i int) string {
	if i >= 0 && i < len(names) {
		return names[i]
	}
	return ""
}

// field is the text of a pattern's field.
func (f *Format) field(it item, at *fields, shown resolution) string {
	s := f.symbols
	switch it.letter {
	case 'G':
		return f.era(it.count, at)
	case 'y', 'Y':
		return f.year(it.count, at)
	case 'u', 'r':
		return f.number(at.Related, it.count, 0)
	case 'U':
		if name := pick(s.cycleNames, at.Year-1); name != "" {
			return name
		}
		return f.number(at.Year, it.count, 0)
	case 'M', 'L':
		return f.month(it, at)
	case 'd':
		return f.digits(at.Day, it.count, f.dayDigits)
	case 'E':
		return s.weekdays[0][weekdayWidth(it.count)][at.weekday]
	case 'c', 'e':
		if it.count < 3 {
			return f.number(at.weekday+1, it.count, 0)
		}
		return s.weekdays[contextOf(it.letter == 'c')][weekdayWidth(it.count)][at.weekday]
	case 'a':
		return s.amPm[nameWidth(it.count)][at.hour/12]
	case 'b', 'B':
		return f.dayPeriod(it, at, shown)
	case 'h':
		return f.number((at.hour+11)%12+1, it.count, 0)
	case 'K':
		return f.number(at.hour%12, it.count, 0)
	case 'H':
		return f.number(at.hour, it.count, 0)
	case 'k':
		return f.number((at.hour+23)%24+1, it.count, 0)
	case 'm':
		return f.number(at.minute, it.count, 0)
	case 's':
		return f.number(at.second, it.count, 0)
	case 'S':
		value := at.millisecond
		for range max(3-it.count, 0) {
			value /= 10
		}
		return f.number(value, min(it.count, 3), 0) + strings.Repeat(f.number(0, 1, 0), max(it.count-3, 0))
	}
	return f.zoneName(it, at)
}

func contextOf(standalone bool) int {
	if standalone {
		return 1
	}
	return 0
}

// nameWidth is the width of a name of that many letters.
func nameWidth(count int) int {
	switch count {
	case 4:
		return wide
	case 5:
		return narrowest
	}
	return abbreviated
}

func weekdayWidth(count int) int {
	if count == 6 {
		return shortest
	}
	return nameWidth(count)
}

func (f *Format) era(count int, at *fields) string {
	if f.calendar.Name == "chinese" || f.calendar.Name == "dangi" {
		return f.number(at.Era, 1, 0)
	}
	return pick(f.symbols.eras[nameWidth(count)], at.Era)
}

func (f *Format) year(count int, at *fields) string {
	limit := 0
	if count == 2 {
		limit = 100
	}
	year := at.Year
	if f.calendar.Name == "hebrew" && f.yearDigits == "hebr" && year > 5000 && year < 6000 {
		year -= 5000
	}
	if f.yearDigits == "jpanyear" {
		if year == 1 {
			return "元"
		}
		return f.number(year, count, limit)
	}
	if f.yearDigits != "" {
		return f.digits(year, count, f.yearDigits)
	}
	return f.number(year, count, limit)
}

func (f *Format) month(it item, at *fields) string {
	s := f.symbols
	context := contextOf(it.letter == 'L')
	month := at.Month
	if f.calendar.Name == "hebrew" {
		return f.hebrewMonth(it, at, context)
	}
	if it.count < 3 {
		text := f.digits(month+1, it.count, f.monthDigits)
		if at.Leap && s.leapNumber != "" {
			text = simpleFormat(s.leapNumber, text)
		}
		return text
	}
	width := nameWidth(it.count)
	name := pick(s.months[context][width], month)
	if at.Leap && s.leapMonth[context][width] != "" {
		name = simpleFormat(s.leapMonth[context][width], name)
	}
	return name
}

// hebrewMonth counts Adar as month 7 in every year; that of a leap year has a name of its own.
func (f *Format) hebrewMonth(it item, at *fields, context int) string {
	leap := calendar.HebrewLeap(at.Year)
	if it.count < 3 {
		month := at.Month + 1
		if !leap && at.Month >= 6 {
			month--
		}
		return f.digits(month, it.count, f.monthDigits)
	}
	names := f.symbols.months[context][nameWidth(it.count)]
	if leap && at.Month == 6 && len(names) > 13 {
		return names[13]
	}
	return pick(names, at.Month)
}

// dayPeriod is the name of the part of the day (B) or AM and PM with noon (b).
func (f *Format) dayPeriod(it item, at *fields, shown resolution) string {
	s := f.symbols
	minute, second := at.minute, at.second
	if !shown.minute {
		minute = 0
	}
	if !shown.second {
		second = 0
	}
	onHour := minute == 0 && second == 0
	width := nameWidth(it.count)
	names := s.dayPeriods[0][width]
	name := ""
	if onHour && at.hour == 12 && s.exact("noon") { // ICU doesn't use midnight
		name = names["noon"]
	}
	if name == "" && it.letter == 'B' {
		name = names[s.period(at.hour)]
	}
	if name == "" {
		return s.amPm[width][at.hour/12]
	}
	return name
}

// number is a number with at least width digits, and only those below limit where limit isn't zero.
func (f *Format) number(n, width, limit int) string {
	if limit > 0 {
		n %= limit
	}
	var buffer [24]byte
	i := len(buffer)
	negative := n < 0
	if negative {
		n = -n
	}
	for ; n > 0 || width > 0; width-- {
		i--
		buffer[i] = byte('0' + n%10)
		n /= 10
	}
	text := string(buffer[i:])
	if f.numbers.digits != nil {
		var b strings.Builder
		for _, c := range []byte(text) {
			b.WriteRune(f.numbers.digits[c-'0'])
		}
		text = b.String()
	}
	if negative {
		text = f.numbers.minus + text
	}
	return text
}

// digits is a number in a numbering system of its own, empty for the format's.
func (f *Format) digits(n, width int, system string) string {
	switch system {
	case "hebr":
		return hebrewNumeral(n)
	case "hanidays":
		return hanDay(n)
	case "hanidec":
		return hanDigits(n)
	}
	return f.number(n, width, 0)
}
