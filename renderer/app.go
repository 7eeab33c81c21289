package renderer

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/seed-9eb1e60f/ssr/renderer/native"
	"github.com/seed-9eb1e60f/ssr/vmpool"
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

// AppView is the ID of the only view of an app that is a single component.
const AppView = "app"

// App is the shape of an app: either the routes of its pages folder, or a single entry. File names are relative to the app's
// folder, with slashes.
type App struct {
	// Routes are the pages. Their IDs are unique.
	Routes []Route `json:"routes,omitempty"`
	// Entry is the file of a single component that renders every URL; Routes is empty then.
	Entry string `json:"entry,omitempty"`
}

// Route is one page or not-found page.
type Route struct {
	// ID identifies the route: its pattern, such as "/products/[id]".
	ID string `json:"id"`
	// File is the page's file.
	File string `json:"file"`
	// Layouts are the files of the layouts around the page, the outermost first.
	Layouts []string `json:"layouts,omitempty"`
	// ErrorFile is the page that is shown when this one fails; empty for the built-in one. Its layouts are those of Layouts in
	// its own folder and above.
	ErrorFile string `json:"errorFile,omitempty"`
	// NotFound is the ID of the route that is shown when this page has nothing to show; empty for the built-in page.
	NotFound string `json:"notFound,omitempty"`
	// Missing says that this is a not-found page.
	Missing bool `json:"missing,omitempty"`
}

// View is something that can be rendered on the server and hydrated by the client: a page, a not-found page, an error page.
// Each has a client entry of its own.
type View struct {
	// ID is the route's, or "error:" and the file of an error page, or AppView.
	ID string
	// Kind says what the component is given.
	Kind ViewKind
	// File is the component's file.
	File string
	// Layouts are the files of the layouts around it, the outermost first.
	Layouts []string
	// Error is the ID of the view to show when this one fails, NotFound when it has nothing to show; "" is the built-in page.
	Error, NotFound string
}

// ViewKind is a kind of view.
type ViewKind string

// The kinds of views.
const (
	ViewPage     ViewKind = "page"
	ViewNotFound ViewKind = "not-found"
	ViewError    ViewKind = "error"
	ViewApp      ViewKind = "app"
)

// Patch is an edit of a dependency's source, to be made before it is parsed (see bundler.Patch).
type Patch struct {
	// File is the end of the file's slash-separated path.
	File string
	// Old is the text to replace everywhere; a file without it is an error of the build.
	Old string
	// New takes its place.
	New string
}

// Views lists the app's views in a stable order: the pages in their order, then the error pages.
func (a App) Views() []View {
	if a.Entry != "" {
		return []View{{ID: AppView, Kind: ViewApp, File: a.Entry}}
	}
	var views, failures []View
	seen := map[string]bool{}
	for _, r := range a.Routes {
		v := View{ID: r.ID, Kind: ViewPage, File: r.File, Layouts: r.Layouts, NotFound: r.NotFound}
		if r.Missing {
			v.Kind, v.NotFound = ViewNotFound, ""
		}
		if r.ErrorFile != "" {
			v.Error = "error:" + r.ErrorFile
			if !seen[v.Error] {
				seen[v.Error] = true
				failures = append(failures, View{ID: v.Error, Kind: ViewError, File: r.ErrorFile, Layouts: layoutsOf(r.ErrorFile, r.Layouts)})
			}
		}
		views = append(views, v)
	}
	return append(views, failures...)
}

// layoutsOf keeps the layouts that stand in the file's folder or above it.
func layoutsOf(file string, layouts []string) []string {
	var out []string
	for _, layout := range layouts {
		dir := path.Dir(layout)
		if dir == "." || strings.HasPrefix(file, dir+"/") {
			out = append(out, layout)
		}
	}
	return out
}

// check finds what would make the generated code wrong.
func (a App) check() error {
	if a.Entry != "" && len(a.Routes) > 0 {
		return errors.New("renderer: an App has either Routes or an Entry, not both")
	}
	seen := map[string]bool{}
	for _, v := range a.Views() {
		switch {
		case v.ID == "":
			return fmt.Errorf("renderer: the route of %s has no ID", v.File)
		case v.File == "":
			return fmt.Errorf("renderer: the route %q has no file", v.ID)
		case seen[v.ID]:
			return fmt.Errorf("renderer: there are two views with the ID %q", v.ID)
		}
		seen[v.ID] = true
	}
	for _, r := range a.Routes {
		if r.NotFound != "" && !seen[r.NotFound] {
			return fmt.Errorf("renderer: the not-found page %q of the route %q does not exist", r.NotFound, r.ID)
		}
	}
	return nil
}

// ServerEntry is the source of the server bundle's entry (JavaScript that imports ssr:server and, when they are needed, the
// files of the app).
func (a App) ServerEntry() string {
	type view struct {
		Kind    ViewKind `json:"kind"`
		File    string   `json:"file"`
		Layouts []string `json:"layouts"`
	}
	var files []string
	views := map[string]view{}
	for _, v := range a.Views() {
		views[v.ID] = view{v.Kind, v.File, append([]string{}, v.Layouts...)}
		files = append(append(files, v.File), v.Layouts...)
	}
	slices.Sort(files)
	var b strings.Builder
	b.WriteString("import { serve } from \"ssr:server\";\nexport const { render } = serve({\n  modules: {\n")
	for _, file := range slices.Compact(files) {
		fmt.Fprintf(&b, "    %s: () => import(%s),\n", quote(file), quote(specifier(file)))
	}
	fmt.Fprintf(&b, "  },\n  views: %s,\n});\n", toJSON(views))
	return b.String()
}

// ClientEntry is the source of the view's client entry (JavaScript), which hydrates the document.
func (v View) ClientEntry() string {
	var b strings.Builder
	b.WriteString("import { hydrate } from \"ssr:client\";\n")
	fmt.Fprintf(&b, "import page from %s;\n", quote(specifier(v.File)))
	var layouts []string
	for i, file := range v.Layouts {
		name := fmt.Sprintf("layout%d", i)
		fmt.Fprintf(&b, "import %s from %s;\n", name, quote(specifier(file)))
		layouts = append(layouts, name)
	}
	fmt.Fprintf(&b, "hydrate({ kind: %s, page, layouts: [%s] });\n", quote(string(v.Kind)), strings.Join(layouts, ", "))
	return b.String()
}

// ServerExports are the exports of pages that only the server calls; the client bundle must not have them.
func ServerExports() []string { return []string{"action", "loader"} }

// Modules are the virtual modules of both bundles, by import specifier: "ssr", which the app imports, and those that entries and
// aliases name.
func Modules(engine Engine) (map[string]string, error) {
	files := map[string]string{
		"ssr":                  "ssr.js",
		"ssr:engine":           "react.js",
		"ssr:client":           "client.js",
		"ssr:data":             "data.js",
		"ssr:file":             "file.js",
		"ssr:server":           "server.js",
		"ssr:tree":             "tree.js",
		"ssr:react-dom/server": "react-dom-server.js",
		"ssr:react-dom/static": "react-dom-static.js",
	}
	switch engine {
	case EngineReact:
		files["ssr:react-dom/build"] = "react-bun.js"
	case EngineReactNode:
		files["ssr:react-dom/build"] = "react-node.js"
	case EngineNative:
		files["ssr:engine"] = "native.js"
		files["ssr:react-dom/server"] = "native-server.js"
		files["ssr:react-dom/static"] = "native-static.js"
	default:
		return nil, fmt.Errorf("renderer: there is no engine %q; the engines are %q and %q", engine, EngineReact, EngineNative)
	}
	modules := map[string]string{}
	for name, file := range files {
		text, err := runtimeFiles.ReadFile("runtime/" + file)
		if err != nil {
			return nil, err
		}
		modules[name] = string(text)
	}
	return modules, nil
}

// Aliases are the import specifiers that mean something else on the server, whoever imports them.
func Aliases(engine Engine) map[string]string {
	aliases := map[string]string{}
	for _, build := range []string{"", ".node", ".edge", ".browser"} {
		if build == ".node" && engine == EngineReactNode {
			continue // what the alias leads to
		}
		aliases["react-dom/server"+build] = "ssr:react-dom/server"
		aliases["react-dom/static"+build] = "ssr:react-dom/static"
	}
	return aliases
}

// Patches are the edits of react-dom that the server bundle needs.
func Patches(engine Engine) []Patch {
	if engine == EngineNative {
		return nil
	}
	entry := "/react-dom/server.bun.js"
	if engine == EngineReactNode {
		entry = "/react-dom/server.node.js"
	}
	var patches []Patch
	// Appending to a string copies it in goja: the string functions collect their chunks in an array.
	for _, name := range []string{"renderToString", "renderToStaticMarkup"} {
		patches = append(patches, Patch{entry, "exports." + name + " = l." + name + ";",
			"exports." + name + ` = (children, options) => [].concat(l.` + name + `(children, options)).join("");`})
	}
	for _, mode := range []string{"production", "development"} {
		patches = append(patches, Patch{"/react-dom/cjs/react-dom-server-legacy.node." + mode + ".js",
			"(result += chunk)", `("" === result ? (result = [chunk]) : result.push(chunk))`})
	}
	if engine == EngineReactNode {
		return patches
	}
	// The build that hands its chunks on as strings lacks its prerendering functions in its public entry, and takes the string
	// functions from a build without error messages.
	patches = append(patches,
		Patch{entry, "exports.resume = b.resume;", "exports.resume = b.resume; exports.prerender = b.prerender; exports.prerenderToNodeStream = b.prerenderToNodeStream;" +
			" exports.resumeAndPrerender = b.resumeAndPrerender; exports.resumeAndPrerenderToNodeStream = b.resumeAndPrerenderToNodeStream;"},
		Patch{entry, "react-dom-server-legacy.browser.", "react-dom-server-legacy.node."},
	)
	for _, mode := range []string{"production", "development"} {
		// Node's modules are loaded when something needs them: few pages do, and each VM would pay.
		build := "/react-dom/cjs/react-dom-server.bun." + mode + ".js"
		patches = append(patches,
			Patch{build, `util = require("util")`, `util = globalThis`},
			Patch{build, `require("crypto");`, ``},
			Patch{build, `stream = require("stream")`, `stream = { get Readable() { return require("stream").Readable; } }`},
		)
	}
	return patches
}

//go:embed runtime/*.js
var runtimeFiles embed.FS

// Builtins are the names of the built-in modules that an engine adds to the VMs, which the bundler leaves as calls of require
// (bundler.Options.Builtins).
func Builtins(engine Engine) []string {
	if engine == EngineNative {
		return []string{native.ModuleName}
	}
	return nil
}

// Compile compiles a server bundle for an engine: its code, with its chunks in opts. The modules are those that the VMs of the program
// need besides vmpool's own (vmpool.Config.Modules); they belong to this program.
func Compile(engine Engine, name string, code []byte, opts vmpool.CompileOptions) (*vmpool.Program, []node.Module, error) {
	var modules []node.Module
	if engine == EngineNative {
		templates := &native.Templates{}
		opts.Rewrite = append(opts.Rewrite, templates.Rewrite)
		modules = native.Modules(templates)
	}
	program, err := vmpool.Compile(name, code, opts)
	return program, modules, err
}

// specifier is the import specifier of a file of the app.
func specifier(file string) string { return "./" + file }

func quote(s string) string { return toJSON(s) }

// toJSON is JSON that is JavaScript, too. The values are strings and what is made of them.
func toJSON(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(text)
}
