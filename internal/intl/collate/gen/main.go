// Command gen writes the data files of package collate from the folder "common" of CLDR, which Debian's package unicode-cldr-core
// (41) installs: uca/allkeys_CLDR.txt and collation/*.xml.
//
//	apt-get install unicode-cldr-core
//	go run ./internal/intl/collate/gen -cldr /usr/share/unicode/cldr/common -out internal/intl/collate/data
package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/unicode/norm"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("collate/gen: ")
	cldr := flag.String("cldr", "/usr/share/unicode/cldr/common", "CLDR's folder common")
	out := flag.String("out", "data", "folder of the data files")
	flag.Parse()
	root, err := rootTable(filepath.Join(*cldr, "uca", "allkeys_CLDR.txt"))
	if err == nil {
		err = write(filepath.Join(*out, "root.bin"), compress(root))
	}
	var rules []byte
	if err == nil {
		rules, err = tailorings(filepath.Join(*cldr, "collation"))
	}
	if err == nil {
		err = write(filepath.Join(*out, "rules.bin"), rules)
	}
	if err != nil {
		log.Fatal(err)
	}
}

func write(name string, data []byte) error {
	fmt.Printf("%-40s %8d bytes\n", name, len(data))
	return os.WriteFile(name, data, 0o644)
}

func compress(data []byte) []byte {
	w, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderCRC(false))
	if err != nil {
		log.Fatal(err)
	}
	return w.EncodeAll(data, nil)
}

// rootTable is every mapping of allkeys: the number of code points, these, the number of elements, and for each its primary weight
// times two (plus one when it is variable), secondary and tertiary weight; numbers are uvarints, the first code point is the
// distance to that of the mapping before. Code points that decompose are left out.
func rootTable(name string) ([]byte, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	type mapping struct {
		points   []rune
		elements [][3]uint64
	}
	var all []mapping
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		line, _, _ := strings.Cut(lines.Text(), "#")
		left, right, ok := strings.Cut(line, ";")
		if !ok || strings.HasPrefix(line, "@") {
			continue
		}
		var m mapping
		for _, f := range strings.Fields(left) {
			n, err := strconv.ParseUint(f, 16, 32)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			m.points = append(m.points, rune(n))
		}
		if s := string(m.points); len(m.points) == 1 && norm.NFD.String(s) != s {
			continue
		}
		for _, e := range strings.Split(strings.Trim(strings.TrimSpace(right), "[]"), "][") {
			var w [3]uint64
			for i, f := range strings.Split(e[1:], ".") {
				if w[i], err = strconv.ParseUint(f, 16, 32); err != nil {
					return nil, fmt.Errorf("%s: %w", name, err)
				}
			}
			w[0] *= 2
			if e[0] == '*' {
				w[0]++
			}
			m.elements = append(m.elements, w)
		}
		all = append(all, m)
	}
	slices.SortFunc(all, func(a, b mapping) int { return slices.Compare(a.points, b.points) })
	var out []byte
	last := rune(0)
	for _, m := range all {
		out = binary.AppendUvarint(out, uint64(len(m.points)))
		out = binary.AppendUvarint(out, uint64(m.points[0]-last))
		last = m.points[0]
		for _, p := range m.points[1:] {
			out = binary.AppendUvarint(out, uint64(p))
		}
		out = binary.AppendUvarint(out, uint64(len(m.elements)))
		for _, w := range m.elements {
			for _, n := range w {
				out = binary.AppendUvarint(out, n)
			}
		}
	}
	return out, lines.Err()
}

// types are the names of collations in language tags, where they differ from those in CLDR's XML.
var types = map[string]string{"phonebook": "phonebk", "traditional": "trad", "gb2312han": "gb2312", "dictionary": "dict"}

// notUsed are collations that no tag of Intl asks for.
var notUsed = []string{"big5han", "gb2312", "unihan", "emoji"}

// changed are rules that CLDR has changed since 41.
var changed = map[string]string{
	"lv-u-co-standard": `&a<ā<<<Ā &[before 1]D<č<<<Č &e<ē<<<Ē &[before 1]H<ģ<<<Ģ &i<y<<<Y<ī<<<Ī &[before 1]L<ķ<<<Ķ &[before 1]M<ļ<<<Ļ
&[before 1]O<ņ<<<Ņ &o<ō<<<Ō &[before 1]S<ŗ<<<Ŗ &[before 1]T<š<<<Š &u<ū<<<Ū &[before 1]Ʒ<ž<<<Ž`,
}

// tailorings is the rules of every locale, each compressed by itself: the number of entries, then for each its name
// ("de-u-co-phonebk"), its length and, after all of those, its text. The entry "de" names the locale's default type.
func tailorings(dir string) ([]byte, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.xml"))
	if err != nil {
		return nil, err
	}
	var names []string
	texts := map[string][]byte{}
	add := func(name, text string) {
		names = append(names, name)
		texts[name] = compress([]byte(text))
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		var file struct {
			Collations struct {
				Default string `xml:"defaultCollation"`
				List    []struct {
					Type  string `xml:"type,attr"`
					Alt   string `xml:"alt,attr"`
					Rules string `xml:"cr"`
				} `xml:"collation"`
			} `xml:"collations"`
		}
		decoder := xml.NewDecoder(bytes.NewReader(data))
		decoder.Strict = false
		if err := decoder.Decode(&file); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		locale := strings.ReplaceAll(strings.TrimSuffix(filepath.Base(name), ".xml"), "_", "-")
		if locale == "root" {
			locale = "und"
		}
		short := func(kind string) string {
			if s, ok := types[kind]; ok {
				return s
			}
			return kind
		}
		kind := short(file.Collations.Default)
		if kind == "" || locale == "sv" {
			kind = "standard"
		}
		add(locale, kind)
		for _, c := range file.Collations.List {
			if c.Alt != "" || slices.Contains(notUsed, short(c.Type)) {
				continue
			}
			name := locale + "-u-co-" + short(c.Type)
			if locale == "sv" { // as CLDR calls them since 42
				name = map[string]string{"sv-u-co-standard": "sv-u-co-trad", "sv-u-co-reformed": "sv-u-co-standard"}[name]
			}
			if name == "" {
				continue
			}
			if newer, ok := changed[name]; ok {
				c.Rules = newer
			}
			add(name, withoutComments(c.Rules))
		}
	}
	slices.Sort(names)
	out := binary.AppendUvarint(nil, uint64(len(names)))
	for _, n := range names {
		out = binary.AppendUvarint(out, uint64(len(n)))
		out = append(out, n...)
		out = binary.AppendUvarint(out, uint64(len(texts[n])))
	}
	for _, n := range names {
		out = append(out, texts[n]...)
	}
	return out, nil
}

// withoutComments is the rules without comments and indentation.
func withoutComments(rules string) string {
	var b strings.Builder
	for line := range strings.Lines(rules) {
		if i := strings.IndexByte(line, '#'); i >= 0 && (i == 0 || line[i-1] != '\\' && line[i-1] != '\'') {
			line = line[:i]
		}
		if line = strings.TrimSpace(line); line != "" {
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}
