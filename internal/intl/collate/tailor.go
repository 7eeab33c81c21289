package collate

import (
	"encoding/binary"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// settings are what a tailoring's rules say besides the order.
type settings struct {
	upperFirst bool
	shifted    bool
	backwards  bool
}

// builder makes a tailored table from rules (UTS 35, part 5).
type builder struct {
	*table
	order
	settings settings
	reorder  []string
	shared   int              // elements below are root's
	own      map[uint32]bool  // tailored primaries
	taken    map[string][]int // of tailored elements without case: where they end, see take
	pages    map[int]bool     // pages that are copies
}

// tailor applies the rules of collations, which may import others.
func tailor(name string) (*table, settings) {
	root := rootTable()
	t := *root
	t.pages = slices.Clone(root.pages)
	t.contractions = maps.Clone(root.contractions)
	t.elements = slices.Clone(root.elements)
	b := &builder{table: &t, order: rootOrder(), shared: len(root.elements), own: map[uint32]bool{}, taken: map[string][]int{}, pages: map[int]bool{}}
	b.apply(name)
	b.reorderScripts()
	return b.table, b.settings
}

// put is table.set on a page of the builder's own.
func (b *builder) put(points []rune, elements []element) {
	if len(points) == 0 || len(elements) > 31 {
		return
	}
	if len(points) == 1 {
		n := int(points[0] >> 8)
		if !b.pages[n] {
			page := &[256]uint32{}
			if old := b.table.pages[n]; old != nil {
				*page = *old
			}
			b.table.pages[n] = page
			b.pages[n] = true
		}
	} else {
		b.contractions[points[0]] = slices.Clone(b.contractions[points[0]])
	}
	b.set(points, elements)
}

// apply applies a collation's rules.
func (b *builder) apply(name string) {
	p := &parser{text: []rune(rulesOf(name))}
	var at []element // where the next relation goes
	for {
		p.space()
		if p.done() {
			return
		}
		switch c := p.text[p.i]; c {
		case '[':
			b.setting(p.bracket())
		case '&':
			p.i++
			at = b.reset(p)
		case '<', '=':
			strength := 0
			for !p.done() && p.text[p.i] == '<' {
				strength++
				p.i++
			}
			if strength == 0 {
				p.i++ // =
			}
			if !p.done() && p.text[p.i] == '*' {
				p.i++
				for _, r := range p.list() {
					at = b.relate(at, strength, string(r), "")
				}
				continue
			}
			text := p.string()
			if p.peek('|') { // after a context, which isn't supported: the relation is left out
				p.i++
				p.string()
				continue
			}
			expansion := ""
			if p.peek('/') {
				p.i++
				expansion = p.string()
			}
			at = b.relate(at, strength, text, expansion)
		default:
			p.i++
		}
	}
}

func (b *builder) setting(text string) {
	name, value, _ := strings.Cut(text, " ")
	value = strings.TrimSpace(value)
	switch name {
	case "import":
		b.apply(importName(value))
	case "caseFirst":
		b.settings.upperFirst = value == "upper"
	case "alternate":
		b.settings.shifted = value == "shifted"
	case "backwards":
		b.settings.backwards = value == "2"
	case "reorder":
		b.reorder = strings.Fields(value)
	case "suppressContractions":
		for _, r := range expandSet(value) {
			delete(b.contractions, r)
		}
	}
}

func importName(tag string) string {
	if !strings.Contains(tag, "-u-co-") {
		tag += "-u-co-standard"
	}
	return tag
}

// expandSet is the characters of a set like [Ѐ-ӿ].
func expandSet(text string) []rune {
	set := []rune(strings.Trim(text, "[]"))
	var out []rune
	for i := 0; i < len(set); i++ {
		if i+2 < len(set) && set[i+1] == '-' {
			for r := set[i]; r <= set[i+2]; r++ {
				out = append(out, r)
			}
			i += 2
		} else if set[i] != ' ' {
			out = append(out, set[i])
		}
	}
	return out
}

// reset is the elements of a reset's position.
func (b *builder) reset(p *parser) []element {
	before := 0
	p.space()
	if !p.done() && p.text[p.i] == '[' {
		text := p.bracket()
		if strength, ok := strings.CutPrefix(text, "before "); ok {
			before = int(strength[0] - '0')
			p.space()
			if p.done() || p.text[p.i] != '[' {
				return b.before(before, b.elementsOf(p.string()))
			}
			text = p.bracket()
		}
		return b.before(before, b.special(text))
	}
	return b.before(before, b.elementsOf(p.string()))
}

// special is a reset position by name.
func (b *builder) special(name string) []element {
	common := element{secondary: commonSecondary, tertiary: commonTertiary}
	switch name {
	case "last regular":
		common.primary = firstIdeograph // as in ICU, so that what follows is with the ideographs
	case "last variable":
		common.primary = b.variable
	case "first regular":
		i, _ := slices.BinarySearch(b.primaries, b.variable+1)
		common.primary = b.primaries[i]
	case "first primary ignorable", "last primary ignorable":
		common.secondary = 0x200 * secondaryStep
	case "last secondary ignorable":
		common.secondary = 0
	default:
		return []element{{}}
	}
	return []element{common}
}

// before is the position just before another.
func (b *builder) before(strength int, at []element) []element {
	if strength == 0 || len(at) == 0 {
		return at
	}
	at = slices.Clone(at)
	last := &at[len(at)-1]
	switch strength {
	case 1:
		previous := uint32(0)
		if i, _ := slices.BinarySearch(b.primaries, last.primary&^(primaryStep-1)); last.primary%primaryStep == 0 && i > 0 {
			previous = b.primaries[i-1]
		} else {
			previous = last.primary &^ (primaryStep - 1)
		}
		for p := range b.own {
			if p < last.primary && p > previous {
				previous = p
			}
		}
		*last = element{previous, commonSecondary, commonTertiary}
	case 2:
		last.secondary -= secondaryStep / 2
		last.tertiary = commonTertiary
	case 3:
		last.tertiary = (last.tertiary & tertiaryMask) - tertiaryStep/2
	}
	return at
}

// relate places a text after the elements at, by a difference of strength (0 for none), and returns its elements without those
// of the expansion.
func (b *builder) relate(at []element, strength int, text, expansion string) []element {
	if text == "" || len(at) == 0 {
		return at
	}
	text = norm.NFD.String(text)
	elements := slices.Clone(at)
	last := &elements[len(elements)-1]
	kind := caseOf(b.table, text)
	switch strength {
	case 1:
		last.primary = b.room(last.primary)
		last.secondary, last.tertiary = commonSecondary, commonTertiary
	case 2:
		last.secondary++
		last.tertiary = commonTertiary
		b.makeRoom(elements, 2)
	case 3:
		last.tertiary = last.tertiary&tertiaryMask + 1
		b.makeRoom(elements, 3)
	}
	for i := range elements {
		elements[i].tertiary &= tertiaryMask
		if elements[i].primary != 0 {
			elements[i].tertiary |= kind << caseShift
		}
	}
	stored := elements
	if expansion != "" {
		stored = append(slices.Clone(elements), b.elementsOf(expansion)...)
	}
	start := len(b.elements)
	b.put([]rune(text), stored)
	if len(b.elements) > start && strength > 1 {
		b.take(elements, start+len(elements)-1)
	}
	return elements
}

// caseOf is the case of a text: upper when all its cased characters are, mixed when some are.
func caseOf(t *table, text string) uint16 {
	upper, lower := false, false
	root := rootTable()
	for _, r := range text {
		for _, e := range root.at(root.position(r)) {
			if e.primary == 0 {
				continue
			}
			if e.tertiary>>caseShift == upperCase {
				upper = true
			} else {
				lower = true
			}
		}
	}
	switch {
	case upper && lower:
		return 1
	case upper:
		return upperCase
	}
	return 0
}

// room is a free primary right after p. Tailored ones that are there move up.
func (b *builder) room(p uint32) uint32 {
	if b.own[p+1] {
		end := p + 1
		for b.own[end] {
			end++
		}
		for i := b.shared; i < len(b.elements); i++ {
			if q := b.elements[i].primary; q > p && q < end {
				b.elements[i].primary++
			}
		}
		b.own[end] = true
		return p + 1
	}
	b.own[p+1] = true
	return p + 1
}

// key identifies elements before the last, and the weights of the last down to a level.
func key(elements []element, level int) string {
	k := make([]byte, 0, 8*len(elements)+1)
	last := len(elements) - 1
	for i, e := range elements {
		k = binary.BigEndian.AppendUint32(k, e.primary)
		if i < last || level > 1 {
			k = binary.BigEndian.AppendUint16(k, e.secondary)
		}
		if i < last || level > 2 {
			k = binary.BigEndian.AppendUint16(k, e.tertiary&tertiaryMask)
		}
	}
	return string(append(k, byte(level)))
}

// take notes that a text has elements, of which the last one stored is at a position.
func (b *builder) take(elements []element, position int) {
	for level := 1; level <= 3; level++ {
		k := key(elements, level)
		b.taken[k] = append(b.taken[k], position)
	}
}

// makeRoom makes the last of elements, which follows another at a level, different from all others: those that are there move up.
func (b *builder) makeRoom(elements []element, level int) {
	if len(b.taken[key(elements, level)]) == 0 {
		return
	}
	last := elements[len(elements)-1]
	for _, i := range b.taken[key(elements, level-1)] {
		e := &b.elements[i]
		switch {
		case level == 2 && e.secondary >= last.secondary && e.secondary/secondaryStep == last.secondary/secondaryStep:
			e.secondary++
		case level == 3 && e.tertiary&tertiaryMask >= last.tertiary && (e.tertiary&tertiaryMask)/tertiaryStep == last.tertiary/tertiaryStep:
			e.tertiary++
		}
	}
}

// elementsOf are the elements of a text.
func (b *builder) elementsOf(text string) []element {
	c := &Collator{table: b.table}
	return c.elements(nil, norm.NFD.String(text))
}

// reorderScripts moves the primaries of scripts as [reorder …] says: those named come right after the digits, in that order.
func (b *builder) reorderScripts() {
	if len(b.reorder) == 0 {
		return
	}
	var first, special, digits, rest []group
	for _, g := range b.groups {
		switch {
		case g.script == "special":
			special = append(special, g)
		case g.script == "digit":
			digits = append(digits, g)
		case !slices.Contains(b.reorder, g.script):
			rest = append(rest, g)
		}
	}
	for _, name := range b.reorder {
		for _, g := range b.groups {
			if g.script == name && name != "digit" {
				first = append(first, g)
			}
		}
	}
	order := append(special, append(append(digits, first...), rest...)...)
	if slices.Contains(b.reorder, "digit") && b.reorder[len(b.reorder)-1] == "digit" {
		order = append(special, append(append(first, rest...), digits...)...)
	}
	start := uint32(0)
	moved := make(map[group]uint32, len(order))
	for _, g := range order {
		moved[g] = start
		start += g.end - g.start
	}
	for i := range b.elements {
		p := b.elements[i].primary
		if p == 0 {
			continue
		}
		for _, g := range b.groups {
			if p >= g.start && p < g.end {
				b.elements[i].primary = moved[g] + p - g.start + primaryStep
				break
			}
		}
	}
	b.table.moves = nil
	for _, g := range b.groups {
		b.table.moves = append(b.table.moves, move{g.start, g.end, moved[g] - g.start + primaryStep})
	}
	b.variable = b.table.moved(b.variable)
	b.digitZero = b.table.moved(b.digitZero)
}

// move shifts a range of primaries.
type move struct {
	start, end, by uint32
}

// moved is where a primary of root is.
func (t *table) moved(p uint32) uint32 {
	for _, m := range t.moves {
		if p >= m.start && p < m.end {
			return p + m.by
		}
	}
	return p
}
