package date

import "strings"

// field is a kind of pattern letter: letters of one field exclude each other in a skeleton. The order is that of ICU's
// UDateTimePatternField, which says what is the more important field of two.
type field int

const (
	fieldEra field = iota
	fieldYear
	fieldQuarter
	fieldMonth
	fieldWeekOfYear
	fieldWeekOfMonth
	fieldWeekday
	fieldDayOfYear
	fieldDayOfWeekInMonth
	fieldDay
	fieldDayPeriod
	fieldHour
	fieldMinute
	fieldSecond
	fieldFraction
	fieldZone
	fieldCount
)

const (
	dateFields = 1<<fieldDayPeriod - 1
	timeFields = 1<<fieldCount - 1 - dateFields
)

// appendNames are the fields' names in appendItems, fieldNames those in fields.
var (
	appendNames = [fieldCount]string{"Era", "Year", "Quarter", "Month", "Week", "", "Day-Of-Week", "", "", "Day", "", "Hour", "Minute", "Second", "", "Timezone"}
	fieldNames  = [fieldCount]string{"era", "year", "quarter", "month", "week", "weekOfMonth", "weekday", "dayOfYear", "weekdayOfMonth", "day", "dayperiod", "hour", "minute", "second", "", "zone"}
)

// canonicalItems are the single-letter patterns that every generator has, one a field.
const canonicalItems = "GyQMwWEDFdaHmsSv"

// Values of letterType.kind: how a letter shows its field. Names are below zero and numbers above, so that a number is far from
// a name, and the distances between them are those of ICU (dtptngen_impl.h).
const (
	narrow  = -0x101
	shorter = -0x102
	short   = -0x103
	long    = -0x104
	numeric = 0x100
	delta   = 0x10
)

// letterType is what a pattern letter means from a length on.
type letterType struct {
	letter byte
	field  field
	kind   int
	minLen int
}

// letterTypes is ICU's table of pattern letters; the rows of a letter stand together, shortest first.
var letterTypes = []letterType{
	{'G', fieldEra, short, 1}, {'G', fieldEra, long, 4}, {'G', fieldEra, narrow, 5},
	{'y', fieldYear, numeric, 1}, {'Y', fieldYear, numeric + delta, 1}, {'u', fieldYear, numeric + 2*delta, 1},
	{'r', fieldYear, numeric + 3*delta, 1},
	{'U', fieldYear, short, 1}, {'U', fieldYear, long, 4}, {'U', fieldYear, narrow, 5},
	{'Q', fieldQuarter, numeric, 1}, {'Q', fieldQuarter, short, 3}, {'Q', fieldQuarter, long, 4},
	{'q', fieldQuarter, numeric + delta, 1}, {'q', fieldQuarter, short - delta, 3}, {'q', fieldQuarter, long - delta, 4},
	{'M', fieldMonth, numeric, 1}, {'M', fieldMonth, short, 3}, {'M', fieldMonth, long, 4}, {'M', fieldMonth, narrow, 5},
	{'L', fieldMonth, numeric + delta, 1}, {'L', fieldMonth, short - delta, 3}, {'L', fieldMonth, long - delta, 4},
	{'L', fieldMonth, narrow - delta, 5},
	{'w', fieldWeekOfYear, numeric, 1}, {'W', fieldWeekOfMonth, numeric, 1},
	{'E', fieldWeekday, short, 1}, {'E', fieldWeekday, long, 4}, {'E', fieldWeekday, narrow, 5}, {'E', fieldWeekday, shorter, 6},
	{'c', fieldWeekday, numeric + 2*delta, 1}, {'c', fieldWeekday, short - 2*delta, 3}, {'c', fieldWeekday, long - 2*delta, 4},
	{'c', fieldWeekday, narrow - 2*delta, 5}, {'c', fieldWeekday, shorter - 2*delta, 6},
	{'e', fieldWeekday, numeric + delta, 1}, {'e', fieldWeekday, short - delta, 3}, {'e', fieldWeekday, long - delta, 4},
	{'e', fieldWeekday, narrow - delta, 5}, {'e', fieldWeekday, shorter - delta, 6},
	{'d', fieldDay, numeric, 1}, {'g', fieldDay, numeric + delta, 1},
	{'D', fieldDayOfYear, numeric, 1}, {'F', fieldDayOfWeekInMonth, numeric, 1},
	{'a', fieldDayPeriod, short, 1}, {'a', fieldDayPeriod, long, 4}, {'a', fieldDayPeriod, narrow, 5},
	{'b', fieldDayPeriod, short - delta, 1}, {'b', fieldDayPeriod, long - delta, 4}, {'b', fieldDayPeriod, narrow - delta, 5},
	{'B', fieldDayPeriod, short - 3*delta, 1}, {'B', fieldDayPeriod, long - 3*delta, 4}, {'B', fieldDayPeriod, narrow - 3*delta, 5},
	{'H', fieldHour, numeric + 10*delta, 1}, {'k', fieldHour, numeric + 11*delta, 1}, {'h', fieldHour, numeric, 1},
	{'K', fieldHour, numeric + delta, 1},
	{'m', fieldMinute, numeric, 1},
	{'s', fieldSecond, numeric, 1}, {'A', fieldSecond, numeric + delta, 1},
	{'S', fieldFraction, numeric, 1},
	{'v', fieldZone, short - 2*delta, 1}, {'v', fieldZone, long - 2*delta, 4},
	{'z', fieldZone, short, 1}, {'z', fieldZone, long, 4},
	{'Z', fieldZone, narrow - delta, 1}, {'Z', fieldZone, long - delta, 4}, {'Z', fieldZone, short - delta, 5},
	{'O', fieldZone, short - delta, 1}, {'O', fieldZone, long - delta, 4},
	{'V', fieldZone, short - delta, 1}, {'V', fieldZone, long - delta, 2}, {'V', fieldZone, long - 1 - delta, 3},
	{'V', fieldZone, long - 2 - delta, 4},
	{'X', fieldZone, narrow - delta, 1}, {'X', fieldZone, short - delta, 2}, {'X', fieldZone, long - delta, 4},
	{'x', fieldZone, narrow - delta, 1}, {'x', fieldZone, short - delta, 2}, {'x', fieldZone, long - delta, 4},
}

// letterTypeOf is the row for length letters, nil for what is no pattern letter.
func letterTypeOf(letter byte, length int) *letterType {
	var best *letterType
	for i := range letterTypes {
		t := &letterTypes[i]
		if t.letter == letter && (best == nil || t.minLen <= length) {
			best = t
		}
	}
	return best
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// token is a piece of a pattern: letters of one kind, or literal text as it is written, with its quotes.
type token struct {
	text   string
	letter byte // zero for literal text
}

// tokens cuts a pattern up.
func tokens(pattern string) []token {
	var out []token
	for i := 0; i < len(pattern); {
		start := i
		c := pattern[i]
		switch {
		case isLetter(c):
			for i < len(pattern) && pattern[i] == c {
				i++
			}
			out = append(out, token{pattern[start:i], c})
			continue
		case c == '\'':
			i++
			for i < len(pattern) {
				if pattern[i] != '\'' {
					i++
				} else if strings.HasPrefix(pattern[i:], "''") {
					i += 2
				} else {
					i++
					break
				}
			}
		default:
			for i < len(pattern) && !isLetter(pattern[i]) && pattern[i] != '\'' {
				i++
			}
		}
		out = append(out, token{text: pattern[start:i]})
	}
	return out
}

// skeleton is what fields a pattern has and how it shows them.
type skeleton struct {
	kind   [fieldCount]int  // letterType.kind plus the length of a number; zero where the field isn't there
	letter [fieldCount]byte // as written
	length [fieldCount]int
	base   [fieldCount]string // the letters of the row, as often as its minimum
}

// skeletonOf is the skeleton of a pattern or of a text of letters only.
func skeletonOf(pattern string) *skeleton {
	s := &skeleton{}
	for _, t := range tokens(pattern) {
		if t.letter == 0 {
			continue
		}
		if row := letterTypeOf(t.letter, len(t.text)); row != nil {
			s.set(row, len(t.text))
		}
	}
	if s.length[fieldMinute] > 0 && s.length[fieldFraction] > 0 && s.length[fieldSecond] == 0 {
		s.set(letterTypeOf('s', 1), 1)
	}
	switch s.letter[fieldHour] {
	case 0:
	case 'h', 'K':
		if s.length[fieldDayPeriod] == 0 {
			s.set(letterTypeOf('a', 1), 1)
		}
	default:
		s.kind[fieldDayPeriod], s.letter[fieldDayPeriod], s.length[fieldDayPeriod], s.base[fieldDayPeriod] = 0, 0, 0, ""
	}
	return s
}

func (s *skeleton) set(row *letterType, length int) {
	f := row.field
	s.letter[f], s.length[f] = row.letter, length
	s.base[f] = strings.Repeat(string(rune(row.letter)), row.minLen)
	s.kind[f] = row.kind
	if row.kind > 0 {
		s.kind[f] += length
	}
}

// String is the skeleton in canonical order.
func (s *skeleton) String() string {
	var b strings.Builder
	for f := range s.length {
		for range s.length[f] {
			b.WriteByte(s.letter[f])
		}
	}
	return b.String()
}

func (s *skeleton) basePattern() string { return strings.Join(s.base[:], "") }

// fields is the set of the skeleton's fields, a bit each.
func (s *skeleton) fields() int {
	set := 0
	for f, kind := range s.kind {
		if kind != 0 {
			set |= 1 << f
		}
	}
	return set
}

// sameLetters reports whether two skeletons are written alike.
func (s *skeleton) sameLetters(o *skeleton) bool { return s.letter == o.letter && s.length == o.length }

// What a field more or less costs in a distance.
const (
	extraField   = 0x10000
	missingField = 0x1000
)

// distance is how far o is from what s asks for in the fields of the set mask, and which fields of s are missing in o and which
// of o are not asked for.
func (s *skeleton) distance(o *skeleton, mask int) (distance, missing, extra int) {
	for f := range s.kind {
		mine, other := s.kind[f], o.kind[f]
		if mask&(1<<f) == 0 {
			mine = 0
		}
		switch {
		case mine == other:
		case mine == 0:
			distance += extraField
			extra |= 1 << f
		case other == 0:
			distance += missingField
			missing |= 1 << f
		case mine > other:
			distance += mine - other
		default:
			distance += other - mine
		}
	}
	return distance, missing, extra
}
