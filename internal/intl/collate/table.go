package collate

import (
	_ "embed"
	"encoding/binary"
	"maps"
	"slices"
	"sync"
	"unicode"

	"github.com/klauspost/compress/zstd"
)

//go:embed data/root.bin
var rootData []byte

// element is a collation element. Weights are those of CLDR's root with room between them for tailorings.
type element struct {
	primary   uint32
	secondary uint16
	tertiary  uint16 // the two highest bits are the case: lower, mixed, upper
}

const (
	primaryStep   = 1 << 16
	secondaryStep = 1 << 6
	tertiaryStep  = 1 << 8

	commonSecondary = 0x20 * secondaryStep
	commonTertiary  = 2 * tertiaryStep

	caseShift    = 14
	tertiaryMask = 1<<caseShift - 1
	upperCase    = 2

	// Where the primaries of code points without a mapping begin: unified ideographs, those of the extensions, and the rest.
	// Between the first two is room for tailored ideographs.
	firstIdeograph = 0xFB3F0000
	ideographs     = 0xFB400000
	extensions     = 0xFB800000
	unassigned     = 0xFBC00000
	otherScript    = 0xFB000000 // Tangut and the like
)

// table maps texts to elements. It is immutable once it is in use.
type table struct {
	pages        []*[256]uint32 // by code point: position in elements times 32 plus number; 0 for none
	elements     []element
	contractions map[rune][]contraction // by first code point, longest first
	variable     uint32                 // the last variable primary
	digitZero    uint32
	moves        []move // of the groups, where scripts are reordered
}

// contraction is a text of several code points with elements of its own.
type contraction struct {
	rest     []rune // without the first
	position uint32 // as in pages
}

// group is the primaries of a script.
type group struct {
	script     string
	start, end uint32 // end isn't in it
}

// rootTable is CLDR's root collation.
var rootTable = sync.OnceValue(loadRoot)

func loadRoot() *table {
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		panic("collate: " + err.Error())
	}
	defer decoder.Close()
	data, err := decoder.DecodeAll(rootData, nil)
	if err != nil {
		panic("collate: damaged data: " + err.Error())
	}
	next := func() int {
		n, size := binary.Uvarint(data)
		data = data[size:]
		return int(n)
	}
	t := &table{pages: make([]*[256]uint32, 0x110000>>8), contractions: map[rune][]contraction{}, elements: make([]element, 1, 48000)}
	first := rune(0)
	var pointsRoom [32]rune
	var elementsRoom [32]element
	for len(data) > 0 {
		points := pointsRoom[:next()]
		first += rune(next())
		points[0] = first
		for i := range points[1:] {
			points[i+1] = rune(next())
		}
		elements := elementsRoom[:next()]
		for i := range elements {
			weight := next()
			p := uint32(weight>>1) * primaryStep
			s, ter := next(), next()
			e := element{primary: p, secondary: uint16(s * secondaryStep), tertiary: uint16(ter * tertiaryStep)}
			if ter >= 8 && ter <= 0xC || ter == 0xE || ter == 0x11 || ter == 0x12 || ter == 0x1D {
				e.tertiary |= upperCase << caseShift
			}
			if weight&1 != 0 {
				t.variable = max(t.variable, p)
			}
			elements[i] = e
		}
		t.set(points, elements)
		if first == '0' {
			t.digitZero = elements[0].primary
		}
	}
	return t
}

// order is the primaries of a table.
type order struct {
	primaries []uint32 // ascending
	groups    []group
}

// rootOrder is that of root, which only tailorings need.
var rootOrder = sync.OnceValue(func() order {
	t := rootTable()
	firstOf := make(map[uint32]rune, 24000)
	for n, page := range t.pages {
		if page == nil {
			continue
		}
		for low, position := range page {
			elements := t.at(position)
			if len(elements) != 1 || elements[0].primary == 0 || elements[0].primary >= otherScript {
				continue
			}
			p := elements[0].primary
			if _, ok := firstOf[p]; !ok {
				firstOf[p] = rune(n<<8 | low)
			}
		}
	}
	o := order{primaries: slices.Sorted(maps.Keys(firstOf))}
	for _, p := range o.primaries {
		script := "digit"
		if p < t.digitZero {
			script = "special"
		} else if p >= t.digitZero+primaryStep*10 {
			script = scriptOf(firstOf[p])
		}
		if n := len(o.groups); n > 0 && (o.groups[n-1].script == script || script == "") {
			o.groups[n-1].end = p + primaryStep
			continue
		}
		o.groups = append(o.groups, group{script, p, p + primaryStep})
	}
	o.groups = append(o.groups, group{"Hani", firstIdeograph, unassigned})
	return o
})

// scriptOf is the four-letter name of a letter's script as rules have it, empty for what belongs to the script before.
func scriptOf(r rune) string {
	for _, s := range scripts {
		if unicode.Is(s.table, r) {
			return s.name
		}
	}
	return ""
}

// scripts are those that rules reorder by name.
var scripts = []struct {
	name  string
	table *unicode.RangeTable
}{
	{"Latn", unicode.Latin}, {"Grek", unicode.Greek}, {"Copt", unicode.Coptic}, {"Cyrl", unicode.Cyrillic}, {"Glag", unicode.Glagolitic},
	{"Geor", unicode.Georgian}, {"Armn", unicode.Armenian}, {"Hebr", unicode.Hebrew}, {"Phnx", unicode.Phoenician}, {"Samr", unicode.Samaritan},
	{"Arab", unicode.Arabic}, {"Syrc", unicode.Syriac}, {"Thaa", unicode.Thaana}, {"Nkoo", unicode.Nko}, {"Tfng", unicode.Tifinagh},
	{"Ethi", unicode.Ethiopic}, {"Deva", unicode.Devanagari}, {"Beng", unicode.Bengali}, {"Guru", unicode.Gurmukhi}, {"Gujr", unicode.Gujarati},
	{"Orya", unicode.Oriya}, {"Taml", unicode.Tamil}, {"Telu", unicode.Telugu}, {"Knda", unicode.Kannada}, {"Mlym", unicode.Malayalam},
	{"Sinh", unicode.Sinhala}, {"Thai", unicode.Thai}, {"Laoo", unicode.Lao}, {"Tibt", unicode.Tibetan}, {"Mymr", unicode.Myanmar},
	{"Khmr", unicode.Khmer}, {"Mong", unicode.Mongolian}, {"Cher", unicode.Cherokee}, {"Cans", unicode.Canadian_Aboriginal},
	{"Hang", unicode.Hangul}, {"Kana", unicode.Hiragana}, {"Kana", unicode.Katakana}, {"Bopo", unicode.Bopomofo}, {"Adlm", unicode.Adlam},
	{"Olck", unicode.Ol_Chiki},
}

// set maps a text. It must not be longer than the elements' number fits: 31.
func (t *table) set(points []rune, elements []element) {
	position := uint32(len(t.elements))<<5 | uint32(len(elements))
	t.elements = append(t.elements, elements...)
	if len(points) == 1 {
		page := t.pages[points[0]>>8]
		if page == nil {
			page = &[256]uint32{}
			t.pages[points[0]>>8] = page
		}
		page[points[0]&0xff] = position
		return
	}
	list := t.contractions[points[0]]
	rest := append([]rune(nil), points[1:]...)
	for i, c := range list {
		if string(c.rest) == string(rest) {
			list[i].position = position
			return
		}
	}
	i := 0
	for i < len(list) && len(list[i].rest) >= len(rest) {
		i++
	}
	list = append(list, contraction{})
	copy(list[i+1:], list[i:])
	list[i] = contraction{rest, position}
	t.contractions[points[0]] = list
}

func (t *table) at(position uint32) []element {
	start := position >> 5
	return t.elements[start : start+position&31 : start+position&31]
}

func (t *table) position(r rune) uint32 {
	if page := t.pages[r>>8]; page != nil {
		return page[r&0xff]
	}
	return 0
}

// implicit is the primary of a code point without a mapping.
func implicit(r rune) uint32 {
	switch {
	case unicode.Is(unicode.Unified_Ideograph, r):
		if r >= 0x4E00 && r <= 0x9FFF || r >= 0xFA0E && r <= 0xFA29 {
			return ideographs + uint32(r)
		}
		return extensions + uint32(r)
	case unicode.Is(unicode.Tangut, r), unicode.Is(unicode.Nushu, r), unicode.Is(unicode.Khitan_Small_Script, r):
		return otherScript + uint32(r)
	}
	return unassigned + uint32(r)
}
