// Command gen writes the data files of package cldr. It installs the npm packages of CLDR's JSON into a folder (kept when -npm
// names one) and reads them; `go generate ./internal/cldr` runs it.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"
)

// packages are CLDR 48.0, with the dates of 48.1 that ICU 78.2 has, except that the metadata of BCP 47 was not published for it.
var packages = []string{
	"cldr-core@48.0.0", "cldr-numbers-full@48.0.0", "cldr-dates-full@48.1.0", "cldr-misc-full@48.0.0",
	"cldr-localenames-full@48.0.0", "cldr-units-full@48.0.0", "cldr-bcp47@48.2.0",
}

// section says how a data file is made.
type section struct {
	name string
	// values reads a locale's keys and texts. Locales without the files have no values.
	values func(src *source, locale string) map[string]string
	// rootOnly sections have no data of locales.
	rootOnly bool
	// dictionary names the locales whose texts the others are compressed against.
	dictionary []string
}

var sections = []section{
	{name: "supplemental", values: supplemental, rootOnly: true},
	{name: "numbers", values: numbers, dictionary: common},
	{name: "currencies", values: currencies, dictionary: common},
	{name: "units", values: units, dictionary: common},
	{name: "lists", values: lists, dictionary: common},
	{name: "fields", values: fields, dictionary: common},
	{name: "names", values: names, dictionary: common},
	{name: "dates", values: dates, dictionary: common},
	{name: "calendars", values: calendars, dictionary: common},
	{name: "zones", values: zones, dictionary: common},
	{name: "zonefacts", values: zoneFacts, rootOnly: true},
}

var common = []string{"root", "en", "fr", "es", "ru", "zh"}

func main() {
	log.SetFlags(0)
	log.SetPrefix("cldr/gen: ")
	npm := flag.String("npm", "", "folder whose node_modules has the packages; empty installs them into a temporary one")
	out := flag.String("out", "data", "folder of the data files")
	only := flag.String("only", "", "names of the sections to write, by commas; empty writes all")
	recorded := flag.String("recorded", "gen/recorded.txt", "what gen/record.js printed under Node")
	flag.Parse()
	if err := run(*npm, *out, *only, *recorded); err != nil {
		log.Fatal(err)
	}
}

func run(npm, out, only, recorded string) error {
	if npm == "" {
		dir, err := os.MkdirTemp("", "cldr")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		install := exec.Command("npm", append([]string{"install", "--prefix", dir, "--no-audit", "--no-fund", "--no-save"}, append(packages, otherCalendars...)...)...)
		install.Stderr = os.Stderr
		if err := install.Run(); err != nil {
			return fmt.Errorf("installing CLDR's packages: %w", err)
		}
		npm = dir
	}
	src, err := newSource(filepath.Join(npm, "node_modules"), recorded)
	if err != nil {
		return err
	}
	for _, s := range sections {
		if only != "" && !strings.Contains(","+only+",", ","+s.name+",") {
			continue
		}
		data, err := build(src, s)
		if err != nil {
			return fmt.Errorf("section %s: %w", s.name, err)
		}
		if err := os.WriteFile(filepath.Join(out, s.name+".bin"), data, 0o644); err != nil {
			return err
		}
		fmt.Printf("%-14s %8d bytes\n", s.name, len(data))
	}
	return nil
}

// source is the unpacked packages.
type source struct {
	dir      string
	recorded map[string]string // facts from Node
	locales  []string          // that have data, parents before children; the first is root
	parents  map[string]string // of all locales but root
}

// object is a JSON object.
type object = map[string]any

func newSource(dir, recorded string) (*source, error) {
	text, err := os.ReadFile(recorded)
	if err != nil {
		return nil, err
	}
	src := &source{dir: dir, recorded: map[string]string{}, parents: map[string]string{}}
	for line := range strings.Lines(string(text)) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		src.recorded[key] = value
	}
	explicit := dig(src.read("cldr-core/supplemental/parentLocales.json"), "supplemental", "parentLocales", "parentLocale")
	entries, err := os.ReadDir(filepath.Join(dir, "cldr-numbers-full/main"))
	if err != nil {
		return nil, err
	}
	has := map[string]bool{}
	for _, tag := range strings.Fields(src.recorded["available"]) {
		has[tag] = true
	}
	src.locales = []string{"root"}
	for _, e := range entries {
		if !has[e.Name()] {
			continue
		}
		src.locales = append(src.locales, e.Name())
		parent, ok := explicit[e.Name()].(string)
		if i := strings.LastIndexByte(e.Name(), '-'); !ok && i > 0 {
			parent, ok = e.Name()[:i], true
		}
		if !ok || parent == "und" {
			parent = "root"
		}
		src.parents[e.Name()] = parent
	}
	known := map[string]bool{"root": true}
	for _, l := range src.locales {
		known[l] = true
	}
	for l, p := range src.parents {
		if !known[p] {
			return nil, fmt.Errorf("locale %s has the parent %s, which has no data", l, p)
		}
	}
	depth := func(l string) int {
		n := 0
		for ; l != "root"; l = src.parents[l] {
			n++
		}
		return n
	}
	sort.SliceStable(src.locales, func(i, j int) bool { return depth(src.locales[i]) < depth(src.locales[j]) })
	return src, nil
}

// read is a JSON file of the packages. It stops the program when there is none.
func (s *source) read(path string) object {
	o := s.readOptional(path)
	if o == nil {
		log.Fatalf("%s: no such file", path)
	}
	return o
}

func (s *source) readOptional(path string) object {
	text, err := os.ReadFile(filepath.Join(s.dir, path))
	if err != nil {
		return nil
	}
	var o object
	if err := json.Unmarshal(text, &o); err != nil {
		log.Fatalf("%s: %v", path, err)
	}
	return o
}

// main is what a file of a package says about a locale, nil where there is no such file: main("numbers", "de", "currencies").
func (s *source) main(pkg, locale, file string) object {
	if locale == "root" {
		locale = "und"
	}
	return dig(s.readOptional("cldr-"+pkg+"-full/main/"+locale+"/"+file+".json"), "main", locale)
}

// dig is the object at a path of o, nil where there is none.
func dig(o object, path ...string) object {
	for _, p := range path {
		o, _ = o[p].(object)
	}
	return o
}

// flatten puts the texts below o into values, with the keys of the path joined by slashes.
func flatten(values map[string]string, prefix string, o object) {
	for k, v := range o {
		switch v := v.(type) {
		case object:
			flatten(values, prefix+k+"/", v)
		case string:
			values[prefix+k] = v
		}
	}
}
