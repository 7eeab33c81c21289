package number

import "strings"

// Part is a piece of a formatted number, with the type that formatToParts gives it.
type Part struct{ Type, Value string }

// Literal is the type of parts that are no part of the number.
const Literal = "literal"

// Text is the whole of some parts.
func Text(parts []Part) string {
	if len(parts) == 1 {
		return parts[0].Value
	}
	n := 0
	for i := range parts {
		n += len(parts[i].Value)
	}
	var b strings.Builder
	b.Grow(n)
	for i := range parts {
		b.WriteString(parts[i].Value)
	}
	return b.String()
}

// add appends a part; neighbours of one type are one part.
func add(parts []Part, kind, value string) []Part {
	if value == "" {
		return parts
	}
	if n := len(parts); n > 0 && parts[n-1].Type == kind && kind != "group" {
		parts[n-1].Value += value
		return parts
	}
	return append(parts, Part{kind, value})
}

func addAll(parts, more []Part) []Part {
	for i := range more {
		parts = add(parts, more[i].Type, more[i].Value)
	}
	return parts
}

// trimmed moves what ICU takes for ignorable at the ends of parts (blanks and marks of direction) into literals of their own.
func trimmed(parts []Part) []Part {
	clean := true
	for i := range parts {
		if p := &parts[i]; p.Type != Literal && p.Type != "group" && strings.Trim(p.Value, ignorable) != p.Value {
			clean = false
			break
		}
	}
	if clean {
		return parts
	}
	out := make([]Part, 0, len(parts)+2)
	for _, p := range parts {
		core := strings.Trim(p.Value, ignorable)
		switch {
		case core == "" && p.Type != "group":
			out = add(out, Literal, p.Value)
			continue
		case p.Type == Literal || p.Type == "group" || core == p.Value:
			out = add(out, p.Type, p.Value)
			continue
		}
		i := strings.Index(p.Value, core)
		out = add(out, Literal, p.Value[:i])
		out = add(out, p.Type, core)
		out = add(out, Literal, p.Value[i+len(core):])
	}
	return out
}

// ignorable are horizontal blanks, the controls of direction and variation selectors.
const ignorable = "\t \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000" +
	"\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufe0e\ufe0f"
