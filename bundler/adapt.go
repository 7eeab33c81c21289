package bundler

import (
	"bytes"
	"regexp"
	"slices"
)

// The edits of esbuild's output for the VM: what goja can't parse although it could run it, and import() in scripts.

// adaptation says which edits a code needs.
type adaptation struct {
	minified bool // esbuild minified it
	script   bool // import() becomes __import()
}

// adapt makes the edits and moves the source map's positions. Scanning costs more than it finds in most code, so it is looked first whether
// there may be anything.
func adapt(code, sourceMap []byte, o adaptation) ([]byte, []byte) {
	fields := o.minified && mayHaveFields.Match(code) || !o.minified && printedFields(code)
	patterns := mayHavePatterns(code)
	supers := o.minified && superFields.Match(code) || !o.minified && printedSupers(code)
	checks := mayHaveBrandChecks(code)
	calls := o.script && bytes.Contains(code, []byte("import("))
	if !fields && !supers && !patterns && !checks && !calls {
		return code, sourceMap
	}
	s := scanned{code, tokens(code)}
	var edits []edit
	if fields {
		edits = append(edits, s.fieldEdits()...)
	}
	if supers {
		edits = append(edits, s.superEdits()...)
	}
	if patterns {
		edits = append(edits, s.patternEdits()...)
	}
	if checks {
		edits = append(edits, s.brandCheckEdits()...)
	}
	if calls {
		edits = append(edits, s.importEdits()...)
	}
	slices.SortFunc(edits, compareEdits)
	return applyEdits(code, sourceMap, edits)
}

// scanned is code with its tokens.
type scanned struct {
	code []byte
	all  []token
}

// text returns the text of a token, or "" beyond the ends.
func (s *scanned) text(i int) string {
	if i < 0 || i >= len(s.all) {
		return ""
	}
	return string(s.code[s.all[i].start:s.all[i].end])
}

// closing returns the index of the bracket that closes the one at i, or len(all).
func (s *scanned) closing(i int) int {
	for j := i + 1; j < len(s.all); j++ {
		if s.all[j].depth == s.all[i].depth {
			return j
		}
	}
	return len(s.all)
}

// opening returns the index of the bracket that is open around the token at i, or -1.
func (s *scanned) opening(i int) int {
	for j := i - 1; j >= 0; j-- {
		if s.all[j].depth < s.all[i].depth {
			return j
		}
	}
	return -1
}

// mayHaveFields finds what could be a class field with a name that goja can't parse.
var mayHaveFields = regexp.MustCompile(`\b(?:get|set|async)\s*[=}]`)

// printedFields finds it in code that esbuild printed without minifying: every field has a line of its own.
func printedFields(code []byte) bool {
	for _, name := range []string{"get =", "set =", "async ="} {
		for at := 0; ; {
			i := bytes.Index(code[at:], []byte(name))
			if i < 0 {
				break
			}
			i += at
			line := code[bytes.LastIndexByte(code[:i], '\n')+1 : i]
			line = bytes.TrimSuffix(bytes.TrimSpace(line), []byte("#"))
			if len(line) == 0 || string(bytes.TrimSpace(line)) == "static" {
				return true
			}
			at = i + len(name)
		}
	}
	return false
}

// fieldEdits rewrite class fields that goja takes for accessors and async methods: `get = 1` and `static async = 1` get
// quotes, and a private `#get = 1` another name. Lowering fields altogether would cost every class a slower constructor.
func (s *scanned) fieldEdits() []edit {
	isField := func(i int) bool {
		following := s.text(i + 1)
		return s.all[i].member && (following == "=" || following == "}")
	}
	private := map[string]string{} // by old name; private names are renamed everywhere, whosever they are
	for i := range s.all {
		if name := s.text(i); (name == "#get" || name == "#set") && isField(i) {
			renamed := "#_" + name[1:]
			for bytes.Contains(s.code, []byte(renamed)) {
				renamed = "#_" + renamed[1:]
			}
			private[name] = renamed
		}
	}
	var edits []edit
	for i, t := range s.all {
		switch name := s.text(i); {
		case t.kind == tokenPrivate && private[name] != "":
			edits = append(edits, edit{start: t.start, end: t.end, text: private[name]})
		case t.kind == tokenName && (name == "get" || name == "set" || name == "async") && isField(i):
			edits = append(edits, edit{start: t.start, end: t.end, text: `"` + name + `"`})
		}
	}
	return edits
}

// mayHaveBrandChecks finds what could be `#name in object`.
func mayHaveBrandChecks(code []byte) bool {
	for at := 0; ; {
		i := bytes.Index(code[at:], []byte(" in "))
		if i < 0 {
			return false
		}
		name := i + at
		for name > at && !bytes.ContainsRune([]byte(" \t\n(){}[],;!&|?:="), rune(code[name-1])) {
			name--
		}
		if code[name] == '#' {
			return true
		}
		at += i + len(" in")
	}
}

// brandCheckEdits put `#name in object` into parentheses, without which goja can't compile it as an operand of && and ||, and which esbuild
// leaves out. Lowering it would make WeakMaps of all private members that are checked.
func (s *scanned) brandCheckEdits() []edit {
	var edits []edit
	for i, t := range s.all {
		if t.kind != tokenPrivate || s.text(i+1) != "in" {
			continue
		}
		last := i + 2
		for last+1 < len(s.all) && (s.all[last+1].depth > t.depth || !s.endsShift(last+1, t.depth)) {
			last++
		}
		if last < len(s.all) {
			edits = append(edits, s.surround(i, last, "(", ")")...)
		}
	}
	return edits
}

// endsShift reports whether the token at i, not inside brackets of an expression at the given depth, ends the operand of a relation: it
// closes what is around it, or is an operator that binds less than a shift.
func (s *scanned) endsShift(i, depth int) bool {
	t := s.all[i]
	if t.depth < depth {
		return true
	}
	switch text := s.text(i); text {
	case ")", "]", "}":
		return false // they close a bracket of the operand
	case ",", ";", ":", "&", "|", "^", "==", "===", "!=", "!==", "in", "instanceof", "=>":
		return true
	case "?":
		return true
	case "<", ">", "<=", ">=":
		// << and >> are two or three tokens.
		return s.text(i+1) != text && s.text(i-1) != text && s.text(i+1) != ">=" && s.text(i+1) != "<="
	}
	return t.kind == tokenTemplate && s.code[t.start] == '}'
}

// importEdits make calls of __import out of calls of import.
func (s *scanned) importEdits() []edit {
	var edits []edit
	for i, t := range s.all {
		if t.kind != tokenName || s.text(i) != "import" || s.text(i+1) != "(" || s.text(i-1) == "." || s.text(i-1) == "?." {
			continue
		}
		if end := s.closing(i + 1); s.text(end+1) != "{" || s.all[end+1].newline { // else it is a method of that name
			edits = append(edits, edit{start: t.start, end: t.end, text: "__import"})
		}
	}
	return edits
}

// superFields finds what could be a class field with super in its value.
var superFields = regexp.MustCompile(`=[^=;{}]*\bsuper\s*[.\[]`)

// printedSupers finds it in code that esbuild printed without minifying.
func printedSupers(code []byte) bool {
	for at := 0; ; {
		i := bytes.Index(code[at:], []byte("super"))
		if i < 0 {
			return false
		}
		i += at
		line := code[bytes.LastIndexByte(code[:i], '\n')+1 : i]
		if fieldStart.Match(line) {
			return true
		}
		at = i + len("super")
	}
}

// fieldStart matches the start of a line up to the value of a field.
var fieldStart = regexp.MustCompile(`^\s*(?:static )?(?:#?[\w$]+|"[^"]*"|\[.*\]) = `)

// superEdits put values of class fields that use super into arrow functions, in which goja allows that.
func (s *scanned) superEdits() []edit {
	var edits []edit
	for i, t := range s.all {
		name := i
		if t.member && s.text(i) == "[" {
			name = s.closing(i)
		}
		if !t.member || s.text(name+1) != "=" {
			continue
		}
		uses, last := false, name+1
		for last+1 < len(s.all) && s.all[last+1].depth >= t.depth && (s.all[last+1].depth > t.depth || s.text(last+1) != ";") {
			last++
			uses = uses || s.text(last) == "super"
		}
		if uses {
			edits = append(edits, s.surround(name+2, last, "(() => (", "))()")...)
		}
	}
	return edits
}

// goja can't parse an array pattern with a default that has defaults in it, when it stands in an object pattern that is declared:
// `{ range: [from = 0] = [] }`. It can when an array pattern is around it all. So a declaration `const {…} = value` becomes
// `const [{…}] = [value]`, and parameters `({…}, b)` become `(...[{…}, b])`, which mean the same, but for the length of the function. In the
// heads of for…of and catch nothing helps.

// mayHavePatterns finds what could be such an array pattern.
func mayHavePatterns(code []byte) bool {
	for at := 0; ; {
		i := bytes.IndexByte(code[at:], ']')
		if i < 0 {
			return false
		}
		i += at
		at = i + 1
		rest := bytes.TrimLeft(code[at:min(len(code), at+3)], " ")
		if len(rest) < 2 || rest[0] != '=' || rest[1] == '=' || rest[1] == '>' {
			continue
		}
		open, depth := i, 1
		for depth > 0 && open > 0 && i-open < 1000 {
			open--
			switch code[open] {
			case ']':
				depth++
			case '[':
				depth--
			}
		}
		before := bytes.TrimRight(code[:open], " \n\t")
		if depth == 0 && bytes.IndexByte(code[open:i], '=') >= 0 && bytes.HasSuffix(before, []byte(":")) {
			return true
		}
	}
}

func (s *scanned) patternEdits() []edit {
	wrapped := map[int]bool{} // tokens at which an edit starts
	var edits []edit
	wrap := func(first, last int, before, after string) {
		if !wrapped[first] {
			wrapped[first] = true
			edits = append(edits, s.surround(first, last, before, after)...)
		}
	}
	for i := range s.all {
		if s.text(i) != "[" || s.text(i-1) != ":" || !s.hasDefault(i) {
			continue
		}
		// The outermost pattern that it is part of: what is open around it, as far as braces and brackets go.
		pattern := s.opening(i)
		for {
			outer := s.opening(pattern)
			if outer < 0 || s.text(outer) != "{" && s.text(outer) != "[" || s.text(pattern-1) == ";" || s.isDeclared(pattern) {
				break
			}
			pattern = outer
		}
		if pattern < 0 || s.text(pattern) != "{" {
			continue
		}
		end := s.closing(pattern)
		declared := s.isDeclared(pattern)
		switch open := s.opening(pattern); {
		case declared && s.text(end+1) == "=":
			last := end + 2
			for last+1 < len(s.all) && s.all[last+1].depth >= s.all[pattern].depth &&
				(s.all[last+1].depth > s.all[pattern].depth || s.text(last+1) != "," && s.text(last+1) != ";") {
				last++
			}
			wrap(pattern, end, "[", "]")
			wrap(end+2, last, "[", "]")
		case !declared && open >= 0 && s.text(open) == "(" && s.text(open-1) != "catch":
			if close := s.closing(open); s.text(close+1) == "{" || s.text(close+1) == "=>" {
				wrap(open+1, close-1, "...[", "]")
			}
		}
	}
	return edits
}

// hasDefault reports whether the array at i is one that goja can't parse: it has an element with a default, and one itself.
func (s *scanned) hasDefault(i int) bool {
	end := s.closing(i)
	if s.text(end+1) != "=" {
		return false
	}
	for j := i + 1; j < end; j++ {
		if s.all[j].depth == s.all[i].depth+1 && s.text(j) == "=" {
			return true
		}
	}
	return false
}

// isDeclared reports whether the pattern at i is the first of a declaration. esbuild gives patterns declarations of their own, or
// puts them behind others.
func (s *scanned) isDeclared(i int) bool {
	for j := i - 1; j >= 0 && s.all[j].depth >= s.all[i].depth; j-- {
		if s.all[j].depth > s.all[i].depth {
			continue
		}
		switch s.text(j) {
		case "var", "let", "const":
			return true
		case ";", "=>":
			return false
		}
		if j == i-1 && s.text(j) != "," {
			return false
		}
	}
	return false
}
