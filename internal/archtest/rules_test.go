package archtest_test

import (
	"go/ast"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// maxLines is the size at which a file has to show that its lines belong together.
const maxLines = 500

// longFiles may be longer, for the reason given.
var longFiles = map[string]string{
	"vmpool/node/nodezlib/inflate.go": "one decoder, from bits to blocks to containers",
}

// processUsers may ask the process for what belongs to it: arguments, environment, standard streams.
var processUsers = []string{"cmd", "internal/archtest", "internal/e2e", "internal/bench", "internal/compat", "internal/cldr/gen"}

// processNames is what they may use, by package.
var processNames = map[string][]string{
	"os": {"Args", "Environ", "Getenv", "LookupEnv", "Stdout", "Stderr", "Stdin", "Exit", "Getwd", "Chdir", "Setenv"},
}

func TestOnePackageComment(t *testing.T) {
	type comments struct {
		name  string
		files []string
	}
	packages := map[string]*comments{}
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		p := packages[s.pkg]
		if p == nil {
			p = &comments{name: s.file.Name.Name}
			packages[s.pkg] = p
		}
		if s.file.Doc == nil {
			continue
		}
		p.files = append(p.files, s.name)
		want := "Package " + p.name + " "
		if p.name == "main" {
			want = "Command "
		}
		// The tool's own comment may come first by its name, as godoc shows it.
		if text := s.file.Doc.Text(); !strings.HasPrefix(text, want) && !(p.name == "main" && strings.HasPrefix(text, filepath.Base(s.pkg)+" ")) {
			t.Errorf("%s: the package comment should start with %q", s.name, want)
		}
	}
	for pkg, p := range packages {
		if len(p.files) != 1 {
			t.Errorf("package %q has %d package comments %v, want one", pkg, len(p.files), p.files)
		}
	}
}

func TestNoInit(t *testing.T) {
	for _, s := range sources(t) {
		for _, decl := range s.file.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
				t.Errorf("%s: func init: build what is needed in a function and pass it on", s.at(f.Pos()))
			}
		}
	}
}

// sharedState lists package variables that change, by package and name, with the reason why they must.
var sharedState = map[string]string{
	"vmpool/node/es.originals": "what the regular expressions of compiled programs said in the source; programs are shared by VMs",
	"vmpool/node/es.numerics":  "compiled functions of programs, which are shared by VMs; they depend on nothing but their source",
}

// TestNoGlobalState looks at package variables. It accepts what is never changed by habit (errors, regular expressions,
// tables, embedded files, interface guards) or is made to be shared (sync.Pool, sync.OnceValue), and then makes sure that
// nothing in the package assigns to one of them.
func TestNoGlobalState(t *testing.T) {
	globals := map[string]map[string]string{} // package, name, place
	all := sources(t)
	for _, s := range all {
		if s.test {
			continue
		}
		for _, decl := range s.file.Decls {
			gen, ok := decl.(*ast.GenDecl)
			if !ok || gen.Tok != token.VAR {
				continue
			}
			for _, spec := range gen.Specs {
				value := spec.(*ast.ValueSpec)
				for _, name := range value.Names {
					if name.Name == "_" {
						continue
					}
					if len(value.Values) == 0 && !embedded(gen, value) && !shareable(value.Type) && sharedState[s.pkg+"."+name.Name] == "" {
						t.Errorf("%s: variable %s has no value: state of the package", s.at(name.Pos()), name.Name)
						continue
					}
					if globals[s.pkg] == nil {
						globals[s.pkg] = map[string]string{}
					}
					globals[s.pkg][name.Name] = s.at(name.Pos())
				}
			}
		}
	}
	for _, s := range all {
		if s.test {
			continue
		}
		names := globals[s.pkg]
		ast.Inspect(s.file, func(n ast.Node) bool {
			var targets []ast.Expr
			switch n := n.(type) {
			case *ast.AssignStmt:
				if n.Tok == token.DEFINE {
					return true
				}
				targets = n.Lhs
			case *ast.IncDecStmt:
				targets = []ast.Expr{n.X}
			case *ast.CallExpr:
				if f, ok := n.Fun.(*ast.Ident); ok && (f.Name == "delete" || f.Name == "clear") && len(n.Args) > 0 {
					targets = n.Args[:1]
				}
			}
			for _, target := range targets {
				id := base(target)
				// An identifier that the parser resolved within the file is a global only when it was declared at its top.
				if id == nil || names[id.Name] == "" || id.Obj != nil && s.file.Scope.Lookup(id.Name) != id.Obj {
					continue
				}
				t.Errorf("%s changes the package variable %s, declared at %s", s.at(id.Pos()), id.Name, names[id.Name])
			}
			return true
		})
	}
}

// embedded says whether a variable is filled by the compiler.
func embedded(gen *ast.GenDecl, value *ast.ValueSpec) bool {
	for _, doc := range []*ast.CommentGroup{gen.Doc, value.Doc} {
		if doc == nil {
			continue
		}
		for _, c := range doc.List {
			if strings.HasPrefix(c.Text, "//go:embed ") {
				return true
			}
		}
	}
	return false
}

// shareable says whether a type's zero value at package level holds nothing that a caller could notice.
func shareable(typ ast.Expr) bool {
	sel, ok := typ.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	pkg, ok := sel.X.(*ast.Ident)
	return ok && pkg.Name == "sync" && sel.Sel.Name == "Pool"
}

// base returns the identifier that an assignment's target starts with: x of x, x.f, x[i], *x.
func base(e ast.Expr) *ast.Ident {
	for {
		switch x := e.(type) {
		case *ast.Ident:
			return x
		case *ast.SelectorExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		default:
			return nil
		}
	}
}

func TestProcessBelongsToMain(t *testing.T) {
	for _, s := range sources(t) {
		if s.test || permits(processUsers, s.pkg) {
			continue
		}
		local := map[string]string{} // name in this file, import path
		for _, spec := range s.file.Imports {
			p := strings.Trim(spec.Path.Value, `"`)
			if spec.Name != nil {
				local[spec.Name.Name] = p
			} else {
				local[filepath.Base(p)] = p
			}
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			pkg, ok := sel.X.(*ast.Ident)
			if !ok || pkg.Obj != nil {
				return true
			}
			if slices.Contains(processNames[local[pkg.Name]], sel.Sel.Name) {
				t.Errorf("%s uses %s.%s, which belongs to the command: take it as an argument", s.at(sel.Pos()), pkg.Name, sel.Sel.Name)
			}
			return true
		})
	}
}

func TestFileSizes(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range sources(t) {
		reason, listed := longFiles[s.name]
		seen[s.name] = true
		switch {
		case s.lines > maxLines && !listed:
			t.Errorf("%s has %d lines, more than %d: split it by topic, or list it with a reason", s.name, s.lines, maxLines)
		case s.lines <= maxLines && listed:
			t.Errorf("%s has %d lines and need not be listed as long any more", s.name, s.lines)
		case listed && reason == "":
			t.Errorf("%s is listed as long without a reason", s.name)
		}
	}
	for name := range longFiles {
		if !seen[name] {
			t.Errorf("%s is listed as long and does not exist", name)
		}
	}
}

// TestNoScriptsInStrings finds JavaScript in Go strings by what no other text has.
func TestNoScriptsInStrings(t *testing.T) {
	script := regexp.MustCompile(`(?m)^\s*(const|let|var) \w+ = .*;$|=> \{$|^\s*(async )?function \w*\(.*\) \{$`)
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if ok && lit.Kind == token.STRING && strings.Count(lit.Value, "\n") > 3 && script.MatchString(lit.Value) {
				t.Errorf("%s: a script in a string: put it in a .js file and embed it", s.at(lit.Pos()))
			}
			return true
		})
	}
}

// TestNoMachinePaths keeps the folders of the machine where something was written out of what is published.
func TestNoMachinePaths(t *testing.T) {
	binary := regexp.MustCompile(`\.(png|jpe?g|gif|ico|woff2?|wasm|gz|br|zst|pdf)$`)
	// The patterns are put together so that this file does not contain what it looks for.
	paths := regexp.MustCompile(`/(wor` + `k/(main|shared)|hom` + `e/[a-z]+/|Use` + `rs/[A-Za-z]+/|roo` + `t/go|tm` + `p/(brief|app)\b)`)
	walk(t, func(name string) {
		if name == ".git" || binary.MatchString(name) { // .git is a file in a worktree
			return
		}
		text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		if !utf8.Valid(text) {
			return
		}
		for i, line := range strings.Split(string(text), "\n") {
			if found := paths.FindString(line); found != "" {
				t.Errorf("%s:%d: contains the path %q", name, i+1, found)
			}
		}
		if strings.HasSuffix(name, "package-lock.json") && strings.Contains(string(text), `"resolved"`) {
			t.Errorf("%s names registry addresses: install with omit-lockfile-registry-resolved", name)
		}
	})
}
