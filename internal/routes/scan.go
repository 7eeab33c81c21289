package routes

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// extensions are those of pages, layouts and error pages.
var extensions = []string{".tsx", ".jsx", ".ts", ".js"}

// ErrNoPages is the error of Scan for a folder that isn't there or has no page in it.
var ErrNoPages = errors.New("no pages")

// Error lists what is wrong with a pages folder.
type Error struct {
	// Problems has at least one element.
	Problems []Problem
}

// Problem is one thing that is wrong.
type Problem struct {
	// Files are the files it is about: both of a conflict.
	Files []string
	// Message says what is wrong and what to do.
	Message string
}

func (e *Error) Error() string {
	lines := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		lines[i] = strings.Join(p.Files, " and ") + ": " + p.Message
	}
	return strings.Join(lines, "\n")
}

type problems struct{ list []Problem }

func (p *problems) add(file, format string, args ...any) {
	p.list = append(p.list, Problem{Files: []string{file}, Message: fmt.Sprintf(format, args...)})
}

func (p *problems) conflict(a, b, format string, args ...any) {
	files := []string{a, b}
	slices.Sort(files)
	p.list = append(p.list, Problem{Files: files, Message: fmt.Sprintf(format, args...)})
}

func (p *problems) err() error {
	if len(p.list) == 0 {
		return nil
	}
	return &Error{Problems: p.list}
}

// Scan reads the folder dir of fsys, such as "pages". The error is an *Error when the files contradict each other, one that
// wraps ErrNoPages when there is no page, or fsys's own.
func Scan(fsys fs.FS, dir string) (*Table, error) {
	if _, err := fs.Stat(fsys, dir); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: there is no folder %q", ErrNoPages, dir)
	}
	s := &scanner{fsys: fsys, table: &Table{}}
	if err := s.folder(dir, scope{pattern: ""}); err != nil {
		return nil, fmt.Errorf("reading routes: %w", err)
	}
	if err := s.problems.err(); err != nil {
		return nil, err
	}
	s.table.finish(&s.problems)
	if err := s.problems.err(); err != nil {
		return nil, err
	}
	if len(s.table.Routes) == 0 {
		return nil, fmt.Errorf("%w: there is no page in the folder %q, such as %s/index.tsx", ErrNoPages, dir, dir)
	}
	return s.table, nil
}

type scanner struct {
	fsys     fs.FS
	table    *Table
	problems problems
}

// scope is what a folder hands down to the folders in it.
type scope struct {
	pattern   string // of the folder, without slash at the end
	segments  []segment
	layouts   []string
	notFound  string
	errorFile string
}

func (s *scanner) folder(dir string, in scope) error {
	entries, err := fs.ReadDir(s.fsys, dir)
	if err != nil {
		return err
	}
	special := s.special(dir, entries)
	if file := special["_layout"]; file != "" {
		in.layouts = append(slices.Clone(in.layouts), file)
	}
	if file := special["_error"]; file != "" {
		in.errorFile = file
	}
	if file := special["404"]; file != "" {
		in.notFound = in.pattern + "/404"
		s.table.NotFound = append(s.table.NotFound, Route{
			Pattern: in.notFound, File: file, Layouts: in.layouts, ErrorFile: in.errorFile,
			segments: append(slices.Clone(in.segments), segment{static, "404"}),
		})
	}
	for _, entry := range entries {
		name := entry.Name()
		if strings.HasPrefix(name, "_") || strings.HasPrefix(name, ".") {
			continue
		}
		file := path.Join(dir, name)
		isDir := entry.IsDir()
		if entry.Type()&fs.ModeSymlink != 0 {
			if info, err := fs.Stat(s.fsys, file); err == nil {
				isDir = info.IsDir()
			}
		}
		if isDir {
			if err := s.subfolder(file, name, in); err != nil {
				return err
			}
			continue
		}
		if base, ok := page(name); ok && base != "404" {
			s.page(file, base, in)
		}
	}
	return nil
}

// special finds the layout, error and not-found files of a folder.
func (s *scanner) special(dir string, entries []fs.DirEntry) map[string]string {
	found := map[string]string{}
	for _, entry := range entries {
		base, ok := page(entry.Name())
		if !ok || entry.IsDir() || base != "_layout" && base != "_error" && base != "404" {
			continue
		}
		file := path.Join(dir, entry.Name())
		if other := found[base]; other != "" {
			s.problems.conflict(other, file, "a folder has one %s file; remove one", base)
		}
		found[base] = file
	}
	return found
}

// page splits the name of a source file; ok is false for files that are no pages: other types, declarations, tests.
func page(name string) (base string, ok bool) {
	ext := path.Ext(name)
	if !slices.Contains(extensions, ext) {
		return "", false
	}
	base = strings.TrimSuffix(name, ext)
	switch path.Ext(base) {
	case ".d", ".test", ".spec":
		return "", false
	}
	return base, base != ""
}

func (s *scanner) subfolder(dir, name string, in scope) error {
	seg, ok := s.segment(dir, name, in)
	if !ok {
		return nil
	}
	if seg.kind >= catchAll {
		s.problems.add(dir, "a catch-all must be a file: nothing can come after it")
		return nil
	}
	in.pattern += "/" + name
	in.segments = append(slices.Clone(in.segments), seg)
	return s.folder(dir, in)
}

func (s *scanner) page(file, base string, in scope) {
	r := Route{
		Pattern: in.pattern + "/" + base, File: file, Layouts: in.layouts,
		NotFound: in.notFound, ErrorFile: in.errorFile, segments: in.segments,
	}
	if base == "index" {
		r.Pattern = cmp.Or(in.pattern, "/")
	} else {
		seg, ok := s.segment(file, base, in)
		if !ok {
			return
		}
		r.segments = append(slices.Clone(in.segments), seg)
	}
	s.table.Routes = append(s.table.Routes, r)
}

// segment checks the name of a file or folder as a segment below those of in.
func (s *scanner) segment(file, name string, in scope) (segment, bool) {
	seg, problem := parseSegment(name)
	if problem != "" {
		s.problems.add(file, "%s", problem)
		return seg, false
	}
	for _, outer := range in.segments {
		if seg.kind != static && outer.kind != static && outer.text == seg.text {
			s.problems.add(file, "the parameter %q is there twice in one path", seg.text)
			return seg, false
		}
	}
	return seg, true
}
