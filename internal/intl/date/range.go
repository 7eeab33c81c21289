package date

import "strings"

// Range is the text of a range of moments.
func (f *Format) Range(from, to int64) string {
	parts, isRange := f.rangeParts(from, to)
	if !isRange {
		return f.Format(from)
	}
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(p.Value)
	}
	return b.String()
}

// RangeParts are the pieces of a range's text with their sources. Moments that look alike are one date, shared.
func (f *Format) RangeParts(from, to int64) []Part {
	parts, isRange := f.rangeParts(from, to)
	if !isRange {
		parts = f.Parts(from)
		for i := range parts {
			parts[i].Source = "shared"
		}
	}
	return parts
}

// difference is the largest unit in which two moments differ, unitCount for none.
func difference(a, b *fields) unit {
	switch {
	case a.Era != b.Era:
		return unitEra
	case a.Year != b.Year:
		return unitYear
	case a.Month != b.Month:
		return unitMonth
	case a.Day != b.Day:
		return unitDay
	case a.hour/12 != b.hour/12:
		return unitHalf
	case a.hour != b.hour:
		return unitHour
	case a.minute != b.minute:
		return unitMinute
	case a.second != b.second:
		return unitSecond
	case a.millisecond != b.millisecond:
		return unitMillisecond
	}
	return unitCount
}

// rangeParts are the parts of a range; isRange is false where one date stands for both (DateIntervalFormat::formatImpl).
func (f *Format) rangeParts(from, to int64) (parts []Part, isRange bool) {
	v := f.interval()
	a, b := f.fieldsAt(from), f.fieldsAt(to)
	u := difference(a, b)
	if u == unitCount {
		return nil, false
	}
	w := &rangeWriter{format: f}
	switch {
	case v.first[u] != "":
		w.date(v.first[u], a)
		w.date(v.second[u], b)
	case v.second[u] != "":
		w.twice(v.fallback, v.second[u], a, b)
	case ignored(v.pattern, u):
		return nil, false
	case u >= unitHalf && v.date != "" && v.clock != "":
		before, between, after, swapped := places(v.join)
		w.literal(before)
		if swapped {
			w.date(v.date, a)
			w.literal(between)
			w.twice(v.fallback, v.clock, a, b)
		} else {
			w.twice(v.fallback, v.clock, a, b)
			w.literal(between)
			w.date(v.date, a)
		}
		w.literal(after)
	default:
		w.twice(v.fallback, v.pattern, a, b)
	}
	return w.parts, w.setSources()
}

// rangeWriter collects the parts of a range.
type rangeWriter struct {
	format  *Format
	parts   []Part
	letters []byte // of parts, zero for literals
	later   bool   // the later date comes first
}

func (w *rangeWriter) literal(text string) {
	n := len(w.parts)
	w.parts = appendLiteral(w.parts, text, "")
	if len(w.parts) > n {
		w.letters = append(w.letters, 0)
	}
}

func (w *rangeWriter) date(pattern string, at *fields) {
	items := compile(pattern)
	shown := w.format.resolution(items)
	for _, it := range items {
		if it.letter == 0 {
			w.literal(it.literal)
		} else if text := w.format.field(it, at, shown); text != "" {
			w.parts = append(w.parts, Part{Type: partTypes[it.letter], Value: text})
			w.letters = append(w.letters, it.letter)
		}
	}
}

// twice shows both dates whole.
func (w *rangeWriter) twice(fallback, pattern string, a, b *fields) {
	before, between, after, swapped := places(fallback)
	if swapped {
		a, b = b, a
		w.later = true
	}
	w.literal(before)
	w.date(pattern, a)
	w.literal(between)
	w.date(pattern, b)
	w.literal(after)
}

// setSources says which parts belong to which date: those from the first to the last field that comes twice. It reports whether
// any does.
func (w *rangeWriter) setSources() bool {
	first, second := [2]int{len(w.parts), -1}, [2]int{len(w.parts), -1}
	for i, letter := range w.letters {
		if letter == 0 {
			continue
		}
		for j := i + 1; j < len(w.letters); j++ {
			if w.letters[j] == letter {
				first = [2]int{min(first[0], i), max(first[1], i)}
				second = [2]int{min(second[0], j), max(second[1], j)}
				break
			}
		}
	}
	sources := [2]string{"startRange", "endRange"}
	if w.later {
		sources = [2]string{"endRange", "startRange"}
	}
	for i := range w.parts {
		switch {
		case i >= first[0] && i <= first[1]:
			w.parts[i].Source = sources[0]
		case i >= second[0] && i <= second[1]:
			w.parts[i].Source = sources[1]
		default:
			w.parts[i].Source = "shared"
		}
	}
	return first[1] >= 0
}

// places are the texts around the places of a pattern with {0} and {1}; swapped says that {1} is first.
func places(pattern string) (before, between, after string, swapped bool) {
	const zero, one = "\x00", "\x01"
	text := simpleFormat(pattern, zero, one)
	i, j := strings.Index(text, zero), strings.Index(text, one)
	if i < 0 || j < 0 {
		return "", " – ", "", false
	}
	if i > j {
		i, j = j, i
		swapped = true
	}
	return text[:i], text[i+1 : j], text[j+1:], swapped
}
