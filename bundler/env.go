package bundler

import (
	"encoding/json"
	"maps"
	"regexp"
	"strings"
)

// What app code may know of its environment at build time. Everything here ends up in files that anyone can read, so a
// value gets in by one door only: the prefix.

var identifier = regexp.MustCompile(`^[A-Za-z_$][A-Za-z0-9_$]*$`)

// defines returns esbuild's Define for one side. Single names are replaced by literals, so that `if (import.meta.env.DEV)` disappears
// with its branch. The whole objects are there for names that are computed, and give undefined for what isn't public.
func (o *Options) defines(server bool) map[string]string {
	meta := o.metaEnv(server)
	process := o.publicEnv()
	process["NODE_ENV"] = o.mode()
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
		define["import.meta.env"] = literal(meta)
		define["process.env"] = literal(process)
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

// literal returns a value of strings, booleans and maps as a JavaScript literal.
func literal(value any) string {
	b, err := json.Marshal(value)
	if err != nil {
		panic(err) // can't be: see the types above
	}
	return string(b)
}
