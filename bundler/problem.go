package bundler

import (
	"encoding/json"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/go-sourcemap/sourcemap"

	"github.com/seed-9eb1e60f/ssr/internal/codeframe"
)

// Error describes every problem with its code frame, as plain text of several lines without a final line end.
func (e *BuildError) Error() string {
	var b strings.Builder
	for i, p := range e.Problems {
		if i > 0 {
			b.WriteString("\n\n")
		}
		b.WriteString(p.String())
	}
	return b.String()
}

// Place returns where the problem is as "file:line:column", or "" when it has no place.
func (p Problem) Place() string {
	switch {
	case p.File == "":
		return ""
	case p.Line == 0:
		return p.File
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// Frame returns the code frame around the problem; ok is false when it has no place in a file.
func (p Problem) Frame() (frame codeframe.Frame, ok bool) {
	return codeframe.Frame{
		Before: p.Before, Text: p.LineText, After: p.After, Line: p.Line, Column: p.Column, Length: p.Length,
	}, p.Line > 0
}

// String describes the problem as plain text: place and message, code frame, notes. It has no final line end.
func (p Problem) String() string { return p.describe("") }

func (p Problem) describe(label string) string {
	var b strings.Builder
	if place := p.Place(); place != "" {
		b.WriteString(place + ": ")
	}
	b.WriteString(label + p.Message)
	if frame, ok := p.Frame(); ok {
		b.WriteString("\n" + strings.TrimSuffix(frame.PlainText(), "\n"))
	}
	for _, note := range p.Notes {
		b.WriteString("\n" + note.describe("note: "))
	}
	return b.String()
}

// A problemList turns the messages of the sides' builds into problems, each once.
type problemList struct {
	options            *Options
	files              map[string]string // sources by absolute path, as they are read
	problems, warnings []Problem
	seen               map[string]bool
	sourceMaps         map[string][]byte // of the side that is being added
}

func newProblemList(o *Options) *problemList {
	return &problemList{options: o, files: map[string]string{}, seen: map[string]bool{}}
}

func (l *problemList) add(r *sideResult) {
	l.sourceMaps = r.sourceMaps
	l.problems = append(l.problems, l.convert(r.result.Errors)...)
	l.warnings = append(l.warnings, l.convert(r.result.Warnings)...)
}

func (l *problemList) convert(messages []api.Message) []Problem {
	var out []Problem
	for _, m := range messages {
		// Properties that a module reads from import.meta beyond url, dirname and filename are undefined, as they should be.
		if m.ID == "import-is-undefined" && strings.Contains(m.Text, metaNamespace+":") {
			continue
		}
		p, ok := m.Detail.(Problem)
		if !ok {
			p = l.problem(m.Text, m.Location)
			p.Plugin = m.PluginName
			for _, note := range m.Notes {
				if strings.HasPrefix(note.Text, "The plugin ") {
					continue // where the module was imported is of no use
				}
				p.Notes = append(p.Notes, l.problem(note.Text, note.Location))
			}
			l.advise(&p, m)
		}
		key, _ := json.Marshal([]any{p.Message, p.File, p.Line, p.Column})
		if !l.seen[string(key)] {
			l.seen[string(key)] = true
			out = append(out, p)
		}
	}
	return out
}

func (l *problemList) problem(text string, at *api.Location) Problem {
	p := Problem{Message: text}
	if at == nil {
		return p
	}
	file, source := l.source(at)
	p.File, p.Line, p.Suggestion = file, at.Line, at.Suggestion
	if at.Line == 0 {
		return p
	}
	p.Column = utf16Len([]byte(at.LineText[:min(at.Column, len(at.LineText))])) + 1
	if sourceMap := l.sourceMaps[absolute(l.options.Dir, file)]; sourceMap != nil {
		return l.original(p, sourceMap, source)
	}
	p.Length = utf16Len([]byte(at.LineText[min(at.Column, len(at.LineText)):min(at.Column+at.Length, len(at.LineText))]))
	p.LineText = at.LineText
	// The neighbours are from the file if it still has the line that esbuild saw.
	if frame, ok := codeframe.Cut(source, p.Line, p.Column, p.Length); ok && frame.Text == p.LineText {
		p.Before, p.After = frame.Before, frame.After
	}
	return p
}

// original moves a problem in an edited script to the user's text.
func (l *problemList) original(p Problem, sourceMap []byte, source string) Problem {
	consumer, err := sourcemap.Parse("", sourceMap)
	if err == nil {
		if _, _, line, column, ok := consumer.Source(p.Line, p.Column-1); ok {
			if frame, ok := codeframe.Cut(source, line, column+1, 0); ok {
				p.Line, p.Column, p.Length, p.Suggestion = line, column+1, 0, ""
				p.LineText, p.Before, p.After = frame.Text, frame.Before, frame.After
				return p
			}
		}
	}
	p.Line, p.Column = 0, 0
	return p
}

// source returns the name to show for a location's file, and its text as far as it is known.
func (l *problemList) source(at *api.Location) (name, text string) {
	file := at.File
	namespace, rest, found := strings.Cut(file, ":")
	if found {
		switch namespace {
		case entryNamespace:
			if l.options.Server != nil && l.options.Server.Name == rest && l.options.Server.Contents != "" {
				text = l.options.Server.Contents
			}
			for _, entry := range l.options.Client {
				if entry.Name == rest && strings.Contains(entry.Contents, at.LineText) {
					text = entry.Contents
				}
			}
			return file, text
		case virtualNamespace:
			return rest, l.options.Modules[rest]
		case styleNamespace:
			file = rest
		}
	}
	path := absolute(l.options.Dir, file)
	if _, ok := l.files[path]; !ok {
		b, _ := os.ReadFile(path) // without it the frame has just the line itself
		l.files[path] = string(b)
	}
	return relative(l.options.Dir, path), l.files[path]
}

var unresolved = regexp.MustCompile(`^Could not resolve "(.*)"$`)

// advise puts what to do in the place of esbuild's notes, which speak of its command line.
func (l *problemList) advise(p *Problem, m api.Message) {
	note := func(format string, args ...any) {
		p.Notes = []Problem{{Message: fmt.Sprintf(format, args...)}}
	}
	if file, ok := strings.CutPrefix(p.Message, "Cannot read file: "); ok {
		// esbuild compares file names without regard to case.
		p.Message = fmt.Sprintf("Could not read %s", relative(l.options.Dir, file))
		if similar := similarFile(filepath.Dir(file), filepath.Base(file)); similar != "" {
			note("did you mean %q?", similar)
		}
	}
	if strings.HasPrefix(p.Message, "No loader is configured") {
		note("import it with \"?url\" for the URL of a copy, or with \"?raw\" for its text")
	}
	match := unresolved.FindStringSubmatch(p.Message)
	if match == nil {
		return
	}
	specifier := match[1]
	switch {
	case strings.HasPrefix(specifier, ".") || strings.HasPrefix(specifier, "/"):
		dir := l.options.Dir
		if m.Location != nil && m.Location.Namespace == "file" {
			dir = filepath.Dir(absolute(l.options.Dir, m.Location.File))
		}
		if similar := similarFile(dir, specifier); similar != "" {
			note("did you mean %q?", similar)
			p.Suggestion = fmt.Sprintf("%q", similar)
		}
	case strings.HasPrefix(specifier, "node:") || isBuiltin(l.options, specifier):
		p.Message = fmt.Sprintf("%q is a built-in module of the server and can't be used in the browser", specifier)
		note("move what uses it into the page's loader, or into a file that only loaders import")
		if slices.Contains(browserPackages, specifier) {
			p.Notes[0].Message += fmt.Sprintf("; or install the package of that name with \"npm install %s\"", specifier)
		}
	case strings.HasPrefix(specifier, "#"):
		note("names that start with \"#\" are those of \"imports\" in package.json")
	case strings.Contains(specifier, ":"):
		p.Notes = nil
	default:
		name := packageName(specifier)
		if !inNodeModules(l.options.Dir, filepath.FromSlash(name)) {
			note("the package %q is not installed; install it with \"npm install %s\"", name, name)
		}
	}
}

// browserPackages are the built-in modules that have a package of the same name for browsers.
var browserPackages = []string{"assert", "buffer", "events", "process", "punycode", "querystring", "string_decoder", "url", "util"}

func isBuiltin(o *Options, name string) bool {
	return !prefixOnly[name] && (slices.Contains(o.Builtins, name) || slices.Contains(nodeBuiltins, name))
}

// packageName returns the package of a bare specifier: "@scope/name" or "name".
func packageName(specifier string) string {
	parts := strings.SplitN(specifier, "/", 3)
	if strings.HasPrefix(specifier, "@") && len(parts) > 1 {
		return parts[0] + "/" + parts[1]
	}
	return parts[0]
}

// similarFile returns a relative specifier for the file that is most like the missing one, or "".
func similarFile(dir, specifier string) string {
	specifier, _, _ = strings.Cut(specifier, "?")
	folder := filepath.Join(dir, filepath.FromSlash(path.Dir(specifier)))
	if filepath.IsAbs(specifier) {
		folder = filepath.Dir(specifier)
	}
	want := path.Base(specifier)
	entries, err := os.ReadDir(folder)
	if err != nil {
		return ""
	}
	best, distance := "", len(want)/2+1 // half of the name may be wrong
	for _, entry := range entries {
		name := entry.Name()
		if stem := strings.TrimSuffix(name, path.Ext(name)); path.Ext(want) == "" && scripts[path.Ext(name)] != 0 {
			name = stem
		}
		d := editDistance(strings.ToLower(want), strings.ToLower(name))
		if d < distance {
			best, distance = name, d
		}
	}
	if best == "" {
		return ""
	}
	prefix := specifier[:len(specifier)-len(want)]
	return prefix + best
}

// editDistance is the number of characters to insert, delete or replace to turn a into b.
func editDistance(a, b string) int {
	x, y := []rune(a), []rune(b)
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		diagonal := row[0]
		row[0] = i + 1
		for j := range y {
			cost := 1
			if x[i] == y[j] {
				cost = 0
			}
			next := min(row[j+1]+1, row[j]+1, diagonal+cost)
			diagonal, row[j+1] = row[j+1], next
		}
	}
	return row[len(y)]
}
