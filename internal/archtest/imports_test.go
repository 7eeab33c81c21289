package archtest_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// layers says what each package may import of this module, tests included in part (see below). A folder stands for itself
// and everything below it; the longest one that fits a package counts. "" is the root package.
var layers = map[string][]string{
	"cmd/ssr":              {"", "devserver", "bundler", "renderer", "vmpool", "internal"},
	"":                     {"bundler", "renderer", "vmpool", "internal"},
	"devserver":            {"internal/codeframe"}, // it sees the app through an interface of its own
	"renderer":             {"vmpool"},
	"bundler":              {"internal/codeframe"},
	"vmpool":               {"vmpool"},
	"vmpool/eventloop":     {},
	"vmpool/node":          {"vmpool/eventloop", "vmpool/node", "internal/cldr", "internal/intl"},
	"internal":             {"internal"},
	"internal/codeframe":   {},
	"internal/cldr":        {},
	"internal/intl":        {"internal/cldr", "internal/intl"},
	"internal/routes":      {},
	"internal/config":      {},
	"internal/httpd":       {"internal/codeframe"},
	"internal/renderfile":  {"bundler", "renderer", "vmpool"},
	"internal/archtest":    {},
	"internal/e2e":         {"", "renderer", "vmpool"},
	"internal/bench":       {"", "bundler", "renderer", "vmpool", "internal"},
	"internal/script":      {"bundler", "vmpool"}, // files and graphs behind ssr run and ssr render
	"internal/golden":      {},
	"internal/compat":      {"internal/script", "vmpool/node"},
	"example-app":          {""},
	"examples":             {""},
	"vmpool/node/nodetest": {"vmpool/eventloop", "vmpool/node"},
}

// testLayers is what tests may import in addition.
var testLayers = map[string][]string{
	"":          {"bundler", "renderer", "vmpool", "internal"},
	"renderer":  {"bundler", "internal"},
	"vmpool":    {"vmpool", "bundler", "internal"},
	"devserver": {"bundler", "internal"},
	"bundler":   {"internal", "vmpool"},
	"internal":  {"", "internal", "bundler", "vmpool"},
}

// keepers says where an outside module may be used: its types stay at that border, so that it can be replaced there.
var keepers = map[string][]string{
	"github.com/evanw/esbuild":     {"bundler"},
	"github.com/dop251/goja":       {"vmpool", "renderer", "internal/script"},
	"github.com/labstack/echo":     {"internal/httpd", "examples"},
	"github.com/fsnotify/fsnotify": {"devserver", "vmpool/node/nodefs"},
	"github.com/coder/websocket":   {"devserver", "internal/httpd", "vmpool/node"},
	"github.com/spf13/cobra":       {"cmd/ssr"},
	"github.com/lmittmann/tint":    {"cmd/ssr"},
	"github.com/mattn/go-isatty":   {"cmd/ssr"},
	"github.com/joho/godotenv":     {"internal/config"},
	"github.com/chromedp":          {"internal/e2e"},
}

// testKeepers is where tests may use one in addition.
var testKeepers = map[string][]string{
	"github.com/labstack/echo":   {""}, // the example of mounting an app in echo
	"github.com/coder/websocket": {"internal/e2e", "cmd/ssr"},
	"github.com/evanw/esbuild":   {"vmpool", "renderer"},
	"github.com/dop251/goja":     {"bundler"}, // its output is run, not only compared
}

// testOnly are modules that no program needs.
var testOnly = []string{
	"testing",
	"github.com/google/go-cmp",
	"github.com/rogpeppe/go-internal",
	"golang.org/x/tools/txtar",
	"go.uber.org/goleak",
	"pgregory.net/rapid",
	"github.com/chromedp",
}

// testKits are packages for tests that are not in _test.go files themselves.
var testKits = []string{"vmpool/node/nodetest", "internal/golden", "internal/bench"}

func TestModulePath(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(text), "\n")
	if got := strings.TrimSpace(strings.TrimPrefix(first, "module ")); got != modulePath {
		t.Errorf("go.mod declares %q, these tests check %q", got, modulePath)
	}
}

func TestImportsOfThisModule(t *testing.T) {
	for _, s := range sources(t) {
		layer, known := layerOf(s.pkg, layers)
		if !known {
			t.Errorf("%s: package %q is in no layer: add it to the table with what it may import", s.name, s.pkg)
			continue
		}
		allowed := layers[layer]
		if s.test {
			extra, _ := layerOf(s.pkg, testLayers)
			allowed = append(append([]string{layer}, allowed...), testLayers[extra]...)
		}
		for _, p := range s.imports() {
			target, ours := strings.CutPrefix(p, modulePath)
			target = strings.TrimPrefix(target, "/")
			if !ours || within(target, s.pkg) && s.pkg != "" || isKit(target) && s.test {
				continue
			}
			if !permits(allowed, target) && !(s.test && target == s.pkg) {
				t.Errorf("%s imports %q, which its layer must not", s.name, p)
			}
		}
	}
}

func TestImportsOfOthers(t *testing.T) {
	for _, s := range sources(t) {
		for _, p := range s.imports() {
			for module, folders := range keepers {
				if !within(p, module) {
					continue
				}
				if s.test {
					folders = append(append([]string(nil), folders...), testKeepers[module]...)
				}
				if !permits(folders, s.pkg) {
					t.Errorf("%s imports %q; only %s may", s.name, p, strings.Join(folders, ", "))
				}
			}
			for _, module := range testOnly {
				if within(p, module) && !s.test && !isKit(s.pkg) {
					t.Errorf("%s imports %q, which is for tests", s.name, p)
				}
			}
		}
	}
}

// unsafeFiles may import unsafe, for the reason given.
var unsafeFiles = map[string]string{
	"vmpool/node/nodeutil/inspect.go": "util.inspect shows what an iterator has left, which goja keeps in unexported fields",
}

func TestNoCgo(t *testing.T) {
	for _, s := range sources(t) {
		for _, p := range s.imports() {
			if p == "C" {
				t.Errorf("%s uses cgo", s.name)
			}
			if p == "unsafe" && !s.test && unsafeFiles[s.name] == "" {
				t.Errorf("%s imports unsafe", s.name)
			}
		}
	}
}

// layerOf returns the longest folder of the table that has pkg.
func layerOf(pkg string, table map[string][]string) (string, bool) {
	best, found := "", false
	for folder := range table {
		if folder == "" && pkg != "" || !within(pkg, folder) {
			continue
		}
		if !found || len(folder) > len(best) {
			best, found = folder, true
		}
	}
	return best, found
}

// permits says whether one of the folders has pkg. The root package is permitted by name only.
func permits(folders []string, pkg string) bool {
	for _, folder := range folders {
		if folder == pkg || folder != "" && within(pkg, folder) {
			return true
		}
	}
	return false
}

func isKit(pkg string) bool {
	for _, kit := range testKits {
		if within(pkg, kit) {
			return true
		}
	}
	return false
}
