package renderer_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-9eb1e60f/ssr/renderer"
)

func TestChoose(t *testing.T) {
	for _, c := range []struct {
		version string
		wanted  renderer.Engine
		want    renderer.Engine
		note    string
		err     string
	}{
		{"19.3.1", "", renderer.EngineNative, "", ""},
		{"19.2.0", "", renderer.EngineNative, "", ""},
		{"19.1.4", "", renderer.EngineReactNode, "react-dom 19.1.4 is rendered by its own code", ""},
		{"19.3.1-canary-1", renderer.EngineReact, renderer.EngineReact, "", ""},
		{"19.2.0", renderer.EngineReact, renderer.EngineReactNode, "", ""},
		{"20.0.0", "", renderer.EngineReact, "react-dom 20.0.0 is rendered by its own code", ""},
		{"20.1.0-rc.1", renderer.EngineNative, renderer.EngineReact, "react-dom 20.1.0-rc.1 is", ""},
		{"20.0.0", renderer.EngineReact, renderer.EngineReact, "", ""},
		{"18.3.1", "", "", "", "react-dom 18.3.1 is installed: version 19"},
		{"", "", renderer.EngineNative, "", ""},
		{"", renderer.EngineReact, renderer.EngineReact, "", ""},
	} {
		root := t.TempDir()
		app := filepath.Join(root, "apps", "one")
		dom := filepath.Join(root, "node_modules", "react-dom")
		for _, dir := range []string{app, dom} {
			if err := os.MkdirAll(dir, 0o755); err != nil {
				t.Fatal(err)
			}
		}
		if c.version != "" {
			if err := os.WriteFile(filepath.Join(dom, "package.json"), []byte(`{"version": "`+c.version+`"}`), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, note, err := renderer.Choose(c.wanted, app)
		if got != c.want || !strings.Contains(note, c.note) || (note == "") != (c.note == "") {
			t.Errorf("%s wanted with react-dom %q: got %q, note %q, want %q, %q", c.wanted, c.version, got, note, c.want, c.note)
		}
		if (err == nil) != (c.err == "") || err != nil && !strings.Contains(err.Error(), c.err) {
			t.Errorf("%s wanted with react-dom %q: got error %v, want %q", c.wanted, c.version, err, c.err)
		}
	}
}
