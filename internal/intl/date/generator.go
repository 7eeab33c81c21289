package date

import (
	"math/bits"
	"strings"
)

// generator finds the pattern of a locale and calendar that shows what a skeleton asks for, as ICU's DateTimePatternGenerator
// does (UTS 35, part 4, "Matching Skeletons"). It is immutable.
type generator struct {
	entries     [][]*entry // by the first letter of the base pattern, A to Z then a to z
	appendItems [fieldCount]string
	names       [fieldCount]string
	join        [4]string // how date and time are joined: full, long, medium, short
	decimal     string
	hour        byte // the locale's preferred hour letter
}

// entry is a known pattern. Those from availableFormats say their skeleton, the others have it derived.
type entry struct {
	base      string
	skeleton  *skeleton
	pattern   string
	specified bool
}

// newGenerator reads the patterns of a calendar. hour is the locale's preferred hour letter, decimal its decimal separator.
func newGenerator(patterns patternSource, hour byte, decimal string) *generator {
	g := &generator{entries: make([][]*entry, 52), decimal: decimal, hour: hour}
	for _, c := range canonicalItems {
		g.add(string(c), "")
	}
	for _, kind := range []string{"timeFormats", "dateFormats"} {
		for _, style := range styleNames {
			if pattern, _ := patterns.standard(kind, style); pattern != "" {
				g.add(pattern, "")
			}
		}
	}
	for key, pattern := range patterns.under("dateTimeFormats/availableFormats/") {
		g.add(pattern, key)
	}
	for f, name := range appendNames {
		if name != "" {
			g.appendItems[f] = patterns.get("dateTimeFormats/appendItems/" + name)
		}
		if g.appendItems[f] == "" {
			g.appendItems[f] = "{0} \u251c{2}: {1}\u2524"
		}
		g.names[f] = patterns.dates.Get("fields/" + fieldNames[f])
	}
	for i, style := range styleNames {
		g.join[i] = patterns.join(style)
	}
	return g
}

func (g *generator) list(letter byte) *[]*entry {
	if letter >= 'a' {
		return &g.entries[26+letter-'a']
	}
	return &g.entries[letter-'A']
}

// add adds a pattern, under a given skeleton where there is one. Patterns with a skeleton replace those without.
func (g *generator) add(pattern, given string) {
	source := given
	if given == "" {
		source = pattern
	}
	s := skeletonOf(source)
	base := s.basePattern()
	if base == "" {
		return
	}
	list := g.list(base[0])
	for _, e := range *list {
		if e.base == base {
			if !e.specified && given == "" {
				return
			}
			break
		}
	}
	for _, e := range *list {
		if e.skeleton.sameLetters(s) {
			if given == "" || e.specified {
				return
			}
			break
		}
	}
	for _, e := range *list {
		if e.base == base && e.skeleton.kind == s.kind {
			e.pattern, e.specified = pattern, given != ""
			return
		}
	}
	*list = append(*list, &entry{base, s, pattern, given != ""})
}

// best is the entry nearest to what s asks for in the fields of mask, with the fields that it misses and has too many.
func (g *generator) best(s *skeleton, mask int) (e *entry, missing, extra int) {
	shortest := int(^uint(0) >> 1)
	missing = -1
	for _, list := range g.entries {
		for _, candidate := range list {
			d, m, x := s.distance(candidate.skeleton, mask)
			if d < shortest || d == shortest && missing < m {
				shortest, e, missing, extra = d, candidate, m, x
				if d == 0 {
					return e, missing, extra
				}
			}
		}
	}
	return e, missing, extra
}

// widths says which of a request's number widths win over the pattern's.
type widths struct{ hour bool }

// bestPattern is the pattern for a skeleton of letters. A j stands for the locale's hour.
func (g *generator) bestPattern(request string, w widths) string {
	s := skeletonOf(strings.ReplaceAll(request, "j", string(rune(g.hour))))
	e, missing, extra := g.best(s, -1)
	if missing == 0 && extra == 0 {
		return g.adjust(e.pattern, s, e, w, false)
	}
	needed := s.fields()
	date := g.bestAppending(s, needed&dateFields, w)
	time := g.bestAppending(s, needed&timeFields, w)
	if date == "" {
		return time
	}
	if time == "" {
		return date
	}
	style := 3
	switch len(s.base[fieldMonth]) {
	case 4:
		style = 1
		if s.base[fieldWeekday] != "" {
			style = 0
		}
	case 3:
		style = 2
	}
	return simpleFormat(g.join[style], time, date)
}

// bestAppending is the pattern for the fields of s in mask, with fields appended that no pattern has together.
func (g *generator) bestAppending(s *skeleton, mask int, w widths) string {
	if mask == 0 {
		return ""
	}
	e, missing, _ := g.best(s, mask)
	pattern := g.adjust(e.pattern, s, e, w, false)
	for last := 0; missing != 0 && missing != last; {
		const fraction, both = 1 << fieldFraction, 1<<fieldFraction | 1<<fieldSecond
		if missing&both == fraction && mask&both == both {
			pattern = g.adjust(pattern, s, e, w, true)
			missing &^= fraction
			continue
		}
		start := missing
		var more *entry
		more, missing, _ = g.best(s, start)
		e = more
		added := g.adjust(more.pattern, s, more, w, false)
		top := max(bits.Len(uint(start&^missing))-1, 0)
		pattern = simpleFormat(g.appendItems[top], pattern, added, "'"+g.names[top]+"'")
		last = missing
	}
	return pattern
}

// adjust makes the fields of a pattern as wide as s asks for. fraction appends the fraction of the second to it.
func (g *generator) adjust(pattern string, s *skeleton, e *entry, w widths, fraction bool) string {
	var b strings.Builder
	for _, t := range tokens(pattern) {
		var row *letterType
		if t.letter != 0 {
			row = letterTypeOf(t.letter, len(t.text))
		}
		switch {
		case row == nil:
			b.WriteString(t.text)
		case fraction && row.field == fieldSecond:
			b.WriteString(t.text + g.decimal + strings.Repeat(string(rune(s.letter[fieldFraction])), s.length[fieldFraction]))
		case s.kind[row.field] == 0:
			b.WriteString(t.text)
		default:
			b.WriteString(g.adjustField(t, row, s, e, w))
		}
	}
	return b.String()
}

func (g *generator) adjustField(t token, row *letterType, s *skeleton, e *entry, w widths) string {
	f := row.field
	asked, length := s.letter[f], s.length[f]
	if asked == 'E' && length < 3 {
		length = 3
	}
	adjusted := length
	switch {
	case f == fieldHour && !w.hour, f == fieldMinute, f == fieldSecond:
		adjusted = len(t.text)
	case e.specified && asked != 'c' && asked != 'e':
		if e.skeleton.length[f] == length || (row.kind > 0) != (s.kind[f] > 0) {
			adjusted = len(t.text)
		}
	}
	letter := asked
	if f == fieldHour || f == fieldMonth || f == fieldWeekday || f == fieldYear && asked != 'Y' {
		letter = t.letter
	}
	if letter == 'E' && adjusted < 3 {
		letter = 'e'
	}
	if f == fieldHour {
		switch {
		case asked == g.hour, asked == 'h' && g.hour == 'K', asked == 'H' && g.hour == 'k', asked == 'k' && g.hour == 'H', asked == 'K' && g.hour == 'h':
			letter = g.hour
		}
	}
	return strings.Repeat(string(rune(letter)), adjusted)
}

// simpleFormat puts values into the places {0}, {1} … of a pattern (ICU's SimpleFormatter). Two apostrophes are one, and one
// before a brace quotes it.
func simpleFormat(pattern string, values ...string) string {
	var b strings.Builder
	quoted := false
	for i := 0; i < len(pattern); i++ {
		c := pattern[i]
		switch {
		case c == '\'' && strings.HasPrefix(pattern[i:], "''"):
			b.WriteByte(c)
			i++
		case c == '\'' && quoted:
			quoted = false
		case c == '\'' && i+1 < len(pattern) && (pattern[i+1] == '{' || pattern[i+1] == '}'):
			quoted = true
		case c == '{' && !quoted && i+2 < len(pattern) && pattern[i+2] == '}':
			if n := int(pattern[i+1] - '0'); n >= 0 && n < len(values) {
				b.WriteString(values[n])
			}
			i += 2
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}
