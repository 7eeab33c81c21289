package bundler

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// What app code may know of its environment at build time. Everything here ends up in files that anyone can read, so a
// value gets in by one door only: the prefix.

var identifier = regexp.MustCompile(`^[A-Za-z_$][A-Za-z0-9_$]*$`)

// defines returns esbuild's Define for one side. Single names are replaced by literals, so that `if (import.meta.env.DEV)` disappears
// with its branch. The whole objects are there for names that are computed, and give undefined for what isn't public.
func (o *Options) defines(server bool) map[string]string {
	meta := o.metaEnv(server)
	process := o.processEnv()
	define := map[string]string{"import.meta.hot": "undefined"}
	for name, value := range meta {
		if identifier.MatchString(name) {
			define["import.meta.env."+name] = literal(value)
		}
	}
	for name, value := range process {
		if identifier.MatchString(name) {
			define["process.env."+name] = literal(value)
		}
	}
	if server {
		// The rest of process.env is the VM's, at run time. The rest of import.meta comes from the module that load.go adds to a file.
		maps.Copy(define, o.metaDefines())
	} else {
		// What remains of the whole objects comes from a module that addEnv adds to a file. Objects could be values here, too, but then
		// esbuild has every module import and evaluate them.
		define["import.meta.env"] = envName + ".meta"
		define["process.env"] = envName + ".process"
		define["global"] = "globalThis"
	}
	return define
}

// metaDefines make a file's own place out of the module that load.go adds to it.
func (o *Options) metaDefines() map[string]string {
	return map[string]string{"import.meta": metaName, "__dirname": metaName + ".dirname", "__filename": metaName + ".filename"}
}

// metaEnv returns the whole of import.meta.env.
func (o *Options) metaEnv(server bool) map[string]any {
	meta := map[string]any{"MODE": o.mode(), "DEV": o.Development, "PROD": !o.Development, "SSR": server, "BASE_URL": "/"}
	maps.Copy(meta, o.publicEnv())
	return meta
}

// processEnv returns what code that is built for the browser sees as process.env.
func (o *Options) processEnv() map[string]any {
	process := o.publicEnv()
	process["NODE_ENV"] = o.mode()
	return process
}

func (o *Options) mode() string {
	if o.Development {
		return "development"
	}
	return "production"
}

func (o *Options) publicEnv() map[string]any {
	public := map[string]any{}
	for name, value := range o.Env {
		if strings.HasPrefix(name, o.PublicPrefix) {
			public[name] = value
		}
	}
	return public
}

// envName is what the whole of import.meta.env and process.env are properties of in the browser; compare metaName.
const envName = "__ssr_env"

// addEnv gives a file of the client build the whole of import.meta.env and process.env, if it may use more of them than single names that
// are known. A CommonJS module can't import; in it process.env is replaced before esbuild sees it.
func (p *plugin) addEnv(s *source) {
	if p.server || !strings.Contains(s.contents, "import.meta.env") && !usesProcessEnv(s.contents) {
		return
	}
	info, ok := inspect(s)
	switch {
	case !ok: // it has syntax errors, which the build will report
	case info.esModule:
		s.contents += fmt.Sprintf("\nimport * as %s from %s;", envName, literal(envNamespace+":client"))
	case s.sourceMap == nil:
		define := p.options.defines(false)
		maps.DeleteFunc(define, func(name, _ string) bool { return !strings.HasPrefix(name, "process.env.") })
		define["process.env"] = literal(p.options.processEnv())
		s.define(define)
	}
}

// usesProcessEnv reports whether a text has process.env with anything but NODE_ENV.
func usesProcessEnv(text string) bool {
	for {
		_, after, found := strings.Cut(text, "process.env")
		if !found {
			return false
		}
		if !strings.HasPrefix(after, ".NODE_ENV") {
			return true
		}
		text = after
	}
}

//go:embed js/env.js
var envTemplate string

func (p *plugin) loadEnv(api.OnLoadArgs) (api.OnLoadResult, error) {
	contents := fill(envTemplate, "ENV", p.options.metaEnv(false), "PROCESS", p.options.processEnv())
	return api.OnLoadResult{Contents: &contents, Loader: api.LoaderJS}, nil
}

// literal returns a value of strings, booleans and maps as a JavaScript literal.
func literal(value any) string {
	b, err := json.Marshal(value)
	if err != nil {
		panic(err) // can't be: see the types above
	}
	return string(b)
}
