package main

import (
	"embed"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

//go:embed pages/*.tsx
var pageFiles embed.FS

//go:embed js/harness.js
var harnessSource string

//go:embed js/http.js
var nodeServerSource string

//go:embed js/node.js
var nodeSource string

// page is one page to render.
type page struct {
	name string
	// dir is the folder from which its packages resolve, and the working directory that its JavaScript sees.
	dir string
	// source is the page's text; empty means the file ./page.tsx of dir.
	source string
	// external names packages that are required at run time.
	external []string
	// apis are the functions that render it: apiString, apiStream or both.
	apis []string
	// request says that what is timed is a whole request: its loader runs before each rendering. Otherwise it runs once, untimed.
	request bool
}

// The functions of react-dom/server that are timed.
const (
	apiString = "string" // renderToString
	apiStream = "stream" // renderToPipeableStream
)

// entry is the source of the page's server bundle.
func (p page) entry() string {
	from := "./page.tsx"
	if p.source != "" {
		from = "bench:page"
	}
	return fmt.Sprintf("import * as module from %q;\nimport { harness } from \"bench:harness\";\nexport const page = harness(module, %t);\n", from, p.request)
}

// ownPages are those of this folder. app is the folder in whose node_modules react is; a page whose packages are missing there is
// left out.
func ownPages(app string) ([]page, error) {
	var pages []page
	for _, own := range []struct{ name, needs string }{
		{"spiral", "react-dom"}, {"grid", "react-dom"}, {"table", "react-dom"}, {"markdown", "react-markdown"},
	} {
		if _, err := os.Stat(filepath.Join(app, "node_modules", own.needs)); err != nil {
			if own.needs == "react-dom" {
				return nil, fmt.Errorf("%s has no react-dom: run `npm ci` there: %w", app, err)
			}
			continue
		}
		text, err := pageFiles.ReadFile("pages/" + own.name + ".tsx")
		if err != nil {
			return nil, err
		}
		pages = append(pages, page{name: own.name, dir: app, source: string(text), apis: []string{apiString, apiStream}})
	}
	return pages, nil
}

// corpusPages are the pages dir/cases/NAME/page.tsx of the given names.
func corpusPages(dir string, names []string) ([]page, error) {
	var pages []page
	for _, name := range names {
		p := page{name: name, dir: filepath.Join(dir, "cases", name), apis: []string{apiString}, request: true}
		if _, err := os.Stat(filepath.Join(p.dir, "page.tsx")); err != nil {
			return nil, err
		}
		var settings struct {
			API      string   `json:"api"`
			External []string `json:"external"`
		}
		text, err := os.ReadFile(filepath.Join(p.dir, "case.json"))
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(text, &settings); err != nil {
			return nil, fmt.Errorf("%s: case.json: %w", name, err)
		}
		if strings.Contains(strings.ToLower(settings.API), "stream") {
			p.apis = []string{apiStream}
		}
		p.external = settings.External
		pages = append(pages, p)
	}
	return pages, nil
}

// choose keeps the pages of the given names; no names keep all.
func choose(pages []page, names []string) ([]page, error) {
	if len(names) == 0 {
		return pages, nil
	}
	var chosen []page
	for _, name := range names {
		i := slices.IndexFunc(pages, func(p page) bool { return p.name == name })
		if i < 0 {
			return nil, fmt.Errorf("there is no page %q, or its packages are not installed", name)
		}
		chosen = append(chosen, pages[i])
	}
	return chosen, nil
}
