package archtest_test

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// modulePath is the first line of go.mod.
const modulePath = "github.com/seed-9eb1e60f/ssr"

// root is the module's folder as seen from this one.
const root = "../.."

// source is a parsed Go file.
type source struct {
	// name is the file's path within the module, with slashes.
	name string
	// pkg is the folder of the file within the module; "" is the root package.
	pkg   string
	test  bool
	lines int
	text  []byte
	fset  *token.FileSet
	file  *ast.File
}

// imports returns the import paths of the file.
func (s source) imports() []string {
	var paths []string
	for _, spec := range s.file.Imports {
		p, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			panic(err) // the parser let it pass
		}
		paths = append(paths, p)
	}
	return paths
}

// at describes a place in the file.
func (s source) at(pos token.Pos) string {
	return s.name + ":" + strconv.Itoa(s.fset.Position(pos).Line)
}

// walk calls visit with the path within the module of every file that the project owns.
func walk(t *testing.T, visit func(name string)) {
	t.Helper()
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		base := entry.Name()
		if (base == "node_modules" || base == ".git") && !entry.IsDir() {
			return nil // a link to another app's packages; where the repository of a worktree is
		}
		if entry.IsDir() {
			if base == "node_modules" || base == ".git" || base == "dist" || base == ".ssr" {
				return filepath.SkipDir
			}
			return nil
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		visit(filepath.ToSlash(rel))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// sources parses every Go file of the module, test data apart.
func sources(t *testing.T) []source {
	t.Helper()
	var found []source
	walk(t, func(name string) {
		if !strings.HasSuffix(name, ".go") || slices.Contains(strings.Split(name, "/"), "testdata") {
			return
		}
		text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, name, text, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		pkg := path.Dir(name)
		if pkg == "." {
			pkg = ""
		}
		found = append(found, source{
			name:  name,
			pkg:   pkg,
			test:  strings.HasSuffix(name, "_test.go"),
			lines: bytes.Count(text, []byte("\n")),
			text:  text,
			fset:  fset,
			file:  file,
		})
	})
	if len(found) < 20 {
		t.Fatalf("found only %d Go files below %s: the test looks in the wrong place", len(found), root)
	}
	return found
}

// within says whether pkg is the folder or below it.
func within(pkg, folder string) bool {
	return pkg == folder || strings.HasPrefix(pkg, folder+"/")
}
