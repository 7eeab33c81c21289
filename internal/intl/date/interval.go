package date

import (
	"strings"

	"github.com/seed-9eb1e60f/ssr/internal/cldr"
)

// unit is the largest field in which two dates differ.
type unit int

const (
	unitEra unit = iota
	unitYear
	unitMonth
	unitDay
	unitHalf // AM or PM
	unitHour
	unitMinute
	unitSecond
	unitMillisecond
	unitCount
)

// unitLetters are the units in a pattern.
var unitLetters = [unitCount]byte{'G', 'y', 'M', 'd', 'a', 'h', 'm', 's', 'S'}

// interval formats ranges of dates, as ICU's DateIntervalFormat does. It is immutable.
type interval struct {
	format    *Format
	generator *generator
	skeleton  string
	pattern   string // of a single date
	known     map[string]map[byte]string
	order     []string // skeletons of known
	fallback  string

	first, second [unitCount]string // the halves of the pattern where dates differ in a unit
	date, clock   string            // patterns for "date, time – time"
	join          string
}

func newInterval(f *Format) *interval {
	v := &interval{format: f, skeleton: skeletonOf(f.Pattern).String(), known: map[string]map[byte]string{}}
	hour := f.generator.hour
	if f.ResolvedHourCycle != "" {
		hour = hourLetters[f.ResolvedHourCycle]
	}
	v.generator = generatorFor(f.Locale, f.ResolvedCalendar, f.ResolvedNumberingSystem, hour)
	patterns := formatsOf(f.Locale, f.ResolvedCalendar)
	for key, pattern := range patterns.under("dateTimeFormats/intervalFormats/") {
		skeleton, letter, ok := strings.Cut(key, "/")
		if !ok {
			if key == "intervalFormatFallback" {
				v.fallback = pattern
			}
			continue
		}
		if v.known[skeleton] == nil {
			v.known[skeleton] = map[byte]string{}
			v.order = append(v.order, skeleton)
		}
		c := letter[0]
		switch c {
		case 'H':
			c = 'h'
		case 'B':
			c = 'a'
		}
		v.known[skeleton][c] = pattern
	}
	v.pattern = v.generator.bestPattern(v.skeleton, widths{})
	v.prepare(patterns.dates)
	return v
}

func (v *interval) best(skeleton string) string { return v.generator.bestPattern(skeleton, widths{}) }

// prepare finds the patterns of all units (DateIntervalFormat::initializePattern).
func (v *interval) prepare(table *cldr.Table) {
	date, normalDate, clock, normalClock := v.split(v.normalHour())
	if date != "" && clock != "" {
		v.join = table.Get("gregorian/dateTimeFormats/medium")
	}
	found := v.separate(normalDate, normalClock)
	if clock == "" {
		return
	}
	if date == "" {
		pattern := v.best("yMd" + clock)
		for _, u := range []unit{unitDay, unitMonth, unitYear} {
			v.first[u], v.second[u] = "", pattern
		}
		v.first[unitEra], v.second[unitEra] = "", v.best("GyMd"+clock)
		return
	}
	if !found {
		return
	}
	skeleton := v.skeleton
	for _, u := range []unit{unitDay, unitMonth, unitYear, unitEra} {
		if strings.IndexByte(date, unitLetters[u]) < 0 {
			skeleton = string(rune(unitLetters[u])) + skeleton
			v.first[u], v.second[u] = "", v.best(skeleton)
		}
	}
	pattern := v.best(date)
	for _, u := range []unit{unitHalf, unitHour, unitMinute} {
		if v.first[u] != "" {
			v.set(u, simpleFormat(v.join, v.first[u]+v.second[u], pattern))
		}
	}
}

// normalHour is the skeleton with the hour that the locale's pattern has, the day period right after it.
func (v *interval) normalHour() string {
	s := v.skeleton
	start, length := run(s, "jJChHkK")
	if length == 0 {
		return s
	}
	periodStart, periodLength := run(s, "abB")
	period := byte(0)
	if periodLength > 0 {
		period = s[periodStart]
	}
	hour := byte('H')
	for _, t := range tokens(v.best(s[start : start+1])) {
		switch t.letter {
		case 'h', 'K', 'k':
			hour = t.letter
		case 'b', 'B':
			period = t.letter
		}
	}
	if period == 0 {
		period = 'a'
	}
	text := string(rune(hour))
	if hour == 'h' || hour == 'K' {
		n := 1
		if periodLength >= 5 || length >= 5 {
			n = 5
		} else if periodLength >= 3 || length >= 3 {
			n = 3
		}
		text += strings.Repeat(string(rune(period)), n)
	}
	out := s[:start] + text + s[start+length:]
	if periodLength > 0 {
		if periodStart > start {
			periodStart += len(text) - length
		}
		out = out[:periodStart] + out[periodStart+periodLength:]
	}
	return out
}

// run is where letters of a set stand in a skeleton, and how many.
func run(s, set string) (start, length int) {
	for i := range len(s) {
		if strings.IndexByte(set, s[i]) >= 0 {
			if length == 0 {
				start = i
			}
			length++
		}
	}
	return start, length
}

// split parts a skeleton into date and time, each also with the widths that interval formats have.
func (v *interval) split(skeleton string) (date, normalDate, clock, normalClock string) {
	count := map[byte]int{}
	hour := ""
	for _, c := range []byte(skeleton) {
		switch c {
		case 'E', 'd', 'M', 'y':
			date += string(rune(c))
			count[c]++
		case 'h', 'H', 'k', 'K':
			clock += string(rune(c))
			hour = string(rune(c))
		case 'm', 'z', 'v':
			clock += string(rune(c))
			count[c]++
		case 'a', 'V', 'Z', 'j', 's', 'S', 'A', 'b', 'B', 'O', 'X', 'x':
			if c == 'O' || c == 'X' || c == 'x' { // ICU leaves them out
				continue
			}
			clock += string(rune(c))
			normalClock += string(rune(c))
		default:
			date += string(rune(c))
			normalDate += string(rune(c))
		}
	}
	normalDate += strings.Repeat("y", count['y'])
	if n := count['M']; n >= 3 {
		normalDate += strings.Repeat("M", min(n, 5))
	} else if n > 0 {
		normalDate += "M"
	}
	if n := count['E']; n > 3 {
		normalDate += strings.Repeat("E", min(n, 5))
	} else if n > 0 {
		normalDate += "E"
	}
	if count['d'] > 0 {
		normalDate += "d"
	}
	normalClock += hour
	for _, c := range []byte("mzv") {
		if count[c] > 0 {
			normalClock += string(rune(c))
		}
	}
	return date, normalDate, clock, normalClock
}

// Kinds of difference between a skeleton and the best known one.
const (
	sameSkeleton = iota
	otherWidths
	otherLetters // z for v, K for h and so on
	otherFields
)

// bestKnown is the known skeleton nearest to one (DateIntervalInfo::getBestSkeleton).
func (v *interval) bestKnown(skeleton string) (best string, difference int) {
	replaced := strings.ContainsAny(skeleton, "zkKab")
	if replaced {
		skeleton = strings.NewReplacer("z", "v", "k", "H", "K", "h", "a", "", "b", "").Replace(skeleton)
	}
	var asked [128]int
	for i := range len(skeleton) {
		asked[skeleton[i]]++
	}
	shortest := int(^uint(0) >> 1)
	for _, known := range v.order {
		var has [128]int
		for i := range len(known) {
			has[known[i]]++
		}
		distance, kind := 0, otherWidths
		for c, n := range asked {
			m := has[c]
			switch {
			case n == m:
			case n == 0 || m == 0:
				kind = otherFields
				distance += 0x1000
			case c == 'M' && (n <= 2) != (m <= 2):
				distance += 0x100
			case n > m:
				distance += n - m
			default:
				distance += m - n
			}
		}
		if distance < shortest {
			best, shortest, difference = known, distance, kind
		}
		if distance == 0 {
			difference = sameSkeleton
			break
		}
	}
	if replaced && difference != otherFields {
		difference = otherLetters
	}
	return best, difference
}

// separate sets the patterns of a date alone or a time alone.
func (v *interval) separate(date, clock string) bool {
	skeleton := clock
	if clock == "" {
		skeleton = date
	}
	best, difference := v.bestKnown(skeleton)
	if best == "" {
		return false
	}
	if date != "" {
		v.date = v.best(date)
	}
	if clock != "" {
		v.clock = v.best(clock)
	}
	if difference == otherFields {
		return false
	}
	if clock != "" {
		for _, u := range []unit{unitMinute, unitHour, unitHalf} {
			v.fromKnown(u, skeleton, best, difference, nil)
		}
		return true
	}
	var extended [2]string
	v.fromKnown(unitDay, skeleton, best, difference, &extended)
	if v.fromKnown(unitMonth, skeleton, best, difference, &extended) {
		skeleton, best = extended[0], extended[1]
	}
	v.fromKnown(unitYear, skeleton, best, difference, &extended)
	v.fromKnown(unitEra, skeleton, best, difference, &extended)
	return true
}

// fromKnown sets the pattern of a unit from the known one of a skeleton, or of the skeleton with the unit in front, and reports
// whether it was the latter. extended gets the skeletons with the unit.
func (v *interval) fromKnown(u unit, skeleton, best string, difference int, extended *[2]string) bool {
	letter := unitLetters[u]
	pattern := v.known[best][letter]
	if pattern == "" {
		if ignored(best, u) {
			return false
		}
		if u == unitHalf {
			if pattern = v.known[best]['h']; pattern != "" {
				v.set(u, widen(skeleton, best, pattern, difference))
			}
			return false
		}
		if extended != nil {
			extended[0], extended[1] = string(rune(letter))+skeleton, string(rune(letter))+best
			pattern = v.known[extended[1]][letter]
			if pattern == "" && difference == sameSkeleton {
				if other, d := v.bestKnown(extended[1]); other != "" {
					difference = d
					if d != otherFields {
						pattern = v.known[other][letter]
						best = other
					}
				}
			}
		}
	}
	if pattern == "" {
		return false
	}
	if difference != sameSkeleton {
		pattern = widen(skeleton, best, pattern, difference)
	}
	v.set(u, pattern)
	return extended != nil && extended[0] != ""
}

// set splits an interval pattern where a field comes for the second time. Patterns in which the later date comes first say so by
// a prefix, which CLDR 48 doesn't use.
func (v *interval) set(u unit, pattern string) {
	at := splitPoint(pattern)
	v.first[u], v.second[u] = pattern[:at], pattern[at:]
}

func splitPoint(pattern string) int {
	var seen [128]bool
	offset := 0
	for _, t := range tokens(pattern) {
		if t.letter != 0 {
			if seen[t.letter] {
				return offset
			}
			seen[t.letter] = true
		}
		offset += len(t.text)
	}
	return offset
}

// ignored reports whether a unit is smaller than all that a skeleton shows (SimpleDateFormat::isFieldUnitIgnored).
func ignored(pattern string, u unit) bool {
	for _, t := range tokens(pattern) {
		if t.letter != 0 && unitOf(t.letter) >= u {
			return false
		}
	}
	return true
}

// unitOf is the unit of a pattern letter: the largest one in which dates must differ to change it.
func unitOf(letter byte) unit {
	switch letter {
	case 'G':
		return unitEra
	case 'y', 'Y', 'u', 'U', 'r':
		return unitYear
	case 'M', 'L', 'Q', 'q':
		return unitMonth
	case 'a', 'b', 'B':
		return unitHalf
	case 'h', 'H', 'k', 'K':
		return unitHour
	case 'm':
		return unitMinute
	case 's':
		return unitSecond
	case 'S':
		return unitMillisecond
	case 'z', 'Z', 'v', 'V', 'O', 'X', 'x':
		return -1
	}
	return unitDay
}

// widen makes the fields of an interval pattern as wide as a skeleton asks for (DateIntervalFormat::adjustFieldWidth).
func widen(skeleton, best, pattern string, difference int) string {
	var asked, has [128]int
	for i := range len(skeleton) {
		asked[skeleton[i]]++
	}
	for i := range len(best) {
		has[best[i]]++
	}
	pieces := tokens(pattern)
	if difference == otherLetters {
		for from, to := range map[byte]byte{'v': 'z', 'h': 'K', 'H': 'k', 'a': 'b'} {
			if asked[to] == 0 {
				continue
			}
			for i := range pieces {
				if pieces[i].letter == from {
					pieces[i] = token{strings.Repeat(string(rune(to)), len(pieces[i].text)), to}
				}
			}
		}
	}
	for _, t := range pieces {
		if (t.letter == 'a' || t.letter == 'b') && has[t.letter] == 0 {
			has[t.letter] = 1
		}
	}
	var b strings.Builder
	for _, t := range pieces {
		b.WriteString(t.text)
		c := t.letter
		if c == 'L' {
			c = 'M'
		}
		if c != 0 && has[c] == len(t.text) && asked[c] > has[c] {
			b.WriteString(strings.Repeat(string(rune(t.letter)), asked[c]-has[c]))
		}
	}
	return b.String()
}
