package bundler

import (
	"bytes"
	"maps"
	"path/filepath"
	"regexp"
	"strings"
)

// A server bundle with Options.Split has a chunk for everything that it imports with import(), and for what they share: a VM compiles and
// evaluates a page when it first shows it. esbuild splits ES modules only, so each file of its output is made a CommonJS module of the
// form of ServerBundle.Code. Its printer puts the imports of other chunks at the top of a file and the exports at the end, a name a
// line, and never writes cycles between chunks, so that an edit of those lines is enough:
//
//	import {                            const {
//	  a,                                  a,
//	  b as c                              b: c
//	} from "/assets/chunk.js";          } = require("/assets/chunk.js");
//
// The importer has a copy of the variable then. That is the same as long as nothing assigns to it once its chunk is evaluated; where
// something does, the bundle stays whole.

// A ServerChunk is a part of the server bundle that is loaded on demand. Its code has the form of the bundle's.
type ServerChunk struct {
	Code, SourceMap []byte

	// Imports are the chunks that it requires when it is evaluated, by their names.
	Imports []string
}

const chunkPrefix = "ssr.server.chunk-"

// splitBundle makes the scripts of a split bundle; nil when it can't be split.
func (s *side) splitBundle(r *sideResult) *ServerBundle {
	files := map[string][]byte{}
	for _, f := range r.result.OutputFiles {
		files[f.Path] = f.Contents
	}
	bundle := &ServerBundle{Chunks: map[string]ServerChunk{}}
	for path, contents := range files {
		if !isServerScript(path) {
			continue
		}
		code, ok := chunkModule(contents)
		if !ok {
			return nil
		}
		var c ServerChunk
		c.Code, c.SourceMap = wrap(syncWrapper, code, files[path+".map"], false)
		for _, im := range r.meta.Outputs[path].Imports {
			if im.Kind == "import-statement" && !im.External {
				c.Imports = append(c.Imports, s.url(im.Path))
			}
		}
		if filepath.Base(path) == serverFile {
			bundle.Code, bundle.SourceMap, bundle.Imports = c.Code, c.SourceMap, c.Imports
		} else {
			bundle.Chunks[s.url(path)] = c
		}
	}
	if bundle.Code == nil {
		return nil
	}
	return bundle
}

// Equal reports whether two bundles have the same code.
func (b *ServerBundle) Equal(other *ServerBundle) bool {
	return bytes.Equal(b.Code, other.Code) && maps.EqualFunc(b.Chunks, other.Chunks, func(x, y ServerChunk) bool {
		return bytes.Equal(x.Code, y.Code)
	})
}

// isServerScript reports whether an output file is the server bundle or one of its chunks.
func isServerScript(path string) bool {
	name := filepath.Base(path)
	return name == serverFile || strings.HasPrefix(name, chunkPrefix) && strings.HasSuffix(name, ".js")
}

var (
	importLine  = regexp.MustCompile(`^\} from (".*");$`)
	bareImport  = regexp.MustCompile(`^import (".*");$`)
	renamedLine = regexp.MustCompile(`^(  .+) as (.+?)(,?)$`)
	exportsTail = regexp.MustCompile(`(?s)(?:^|\n)(export default [^\n]+;\n)?(export \{\n((?:  [^\n]+\n)+)\};\n)?$`)
)

// chunkModule makes the body of a CommonJS module of an ES module that esbuild printed, line for line. ok is false when one of its exports
// is not final, or the code isn't of the form that is expected.
func chunkModule(code []byte) (module []byte, ok bool) {
	tail := exportsTail.FindSubmatchIndex(code)
	if tail == nil {
		return nil, false
	}
	end := tail[0]
	if end < len(code) && code[end] == '\n' {
		end++
	}
	body, exports := code[:end], code[end:]
	var out bytes.Buffer
	for {
		line, rest, found := bytes.Cut(body, []byte("\n"))
		if m := bareImport.FindSubmatch(line); found && m != nil {
			out.WriteString("require(" + string(m[1]) + ");\n")
			body = rest
			continue
		}
		if !found || string(line) != "import {" {
			break
		}
		out.WriteString("const {\n")
		for closed := false; !closed; {
			if line, rest, found = bytes.Cut(rest, []byte("\n")); !found {
				return nil, false
			}
			if m := importLine.FindSubmatch(line); m != nil {
				out.WriteString("} = require(" + string(m[1]) + ");\n")
				closed = true
				continue
			}
			out.WriteString(renamedLine.ReplaceAllString(string(line), "$1: $2$3") + "\n")
		}
		body = rest
	}
	if bytes.HasPrefix(body, []byte("import")) {
		return nil, false
	}
	out.Write(body)

	var names []string
	for line := range strings.Lines(string(exports)) {
		line = strings.TrimSuffix(line, "\n")
		switch value, isDefault := strings.CutPrefix(line, "export default "); {
		case isDefault: // of a CommonJS module, whose exports the importer makes a namespace of
			if bytes.Contains(exports, []byte("export {")) {
				return nil, false
			}
			out.WriteString("module.exports = " + value + "\n")
		case line == "export {":
			out.WriteString("Object.assign(exports, {\n")
		case line == "};":
			out.WriteString("});\n")
		default:
			m := renamedLine.FindStringSubmatch(line)
			if m == nil {
				names = append(names, strings.TrimSuffix(strings.TrimSpace(line), ","))
				out.WriteString(line + "\n")
				continue
			}
			names = append(names, strings.TrimSpace(m[1]))
			out.WriteString("  " + m[2] + ": " + strings.TrimSpace(m[1]) + m[3] + "\n")
		}
	}
	s := scanned{body, tokens(body)}
	return out.Bytes(), s.final(names)
}

// final reports whether nothing assigns to one of the variables of the code's outermost scope after the code has run. esbuild gives no
// inner variable the name of an outer one, so that names tell. It errs on the safe side.
func (s *scanned) final(names []string) bool {
	set := map[string]bool{}
	for _, name := range names {
		set[name] = true
	}
	for i, t := range s.all {
		if t.kind == tokenName && set[string(s.code[t.start:t.end])] && s.text(i-1) != "." && s.assigned(i) && s.inFunction(i) {
			return false
		}
	}
	return true
}

// assigned reports whether the variable at a token may be the target of an assignment there.
func (s *scanned) assigned(i int) bool {
	switch s.text(i - 1) {
	case "++", "--":
		return true
	case "...":
		return true // a pattern, perhaps
	}
	switch next := s.text(i + 1); next {
	case "++", "--", "of", "in":
		return true
	case ",", "}", "]", ":":
		return s.inPattern(i)
	}
	operator := ""
	for j := i + 1; j <= i+4; j++ {
		switch text := s.text(j); {
		case text == "=":
			return operator != "<" && operator != ">" || s.inPattern(i)
		case len(text) == 1 && strings.Contains("+-*/%&|^<>?", text):
			operator += text
		default:
			return false
		}
	}
	return false
}

// inPattern reports whether a bracket around the token is assigned to, and not declared.
func (s *scanned) inPattern(i int) bool {
	for open := s.opening(i); open >= 0; open = s.opening(open) {
		if b := s.text(open); b != "[" && b != "{" {
			return false
		}
		if next := s.text(s.closing(open) + 1); next == "=" || next == "of" || next == "in" {
			before := s.text(open - 1)
			return before != "var" && before != "let" && before != "const"
		}
	}
	return false
}

// inFunction reports whether the token may be in a function: in braces, or behind an arrow.
func (s *scanned) inFunction(i int) bool {
	depth := s.all[i].depth
	for j := i - 1; j >= 0; j-- {
		switch t := s.all[j]; {
		case t.depth > depth:
		case s.text(j) == "=>":
			return true
		case t.depth < depth:
			if s.text(j) == "{" {
				return true
			}
			depth = t.depth
		case depth == 0 && (s.text(j) == ";" || s.text(j) == "}"):
			return false
		}
	}
	return false
}
