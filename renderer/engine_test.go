package renderer_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-9eb1e60f/ssr/renderer"
)

func TestDefaultEngine(t *testing.T) {
	for version, want := range map[string]renderer.Engine{
		"19.2.0": renderer.EngineNative, "19.3.1-canary-1": renderer.EngineNative, "18.3.1": renderer.EngineReact, "20.0.0": renderer.EngineReact,
		"": renderer.EngineNative,
	} {
		root := t.TempDir()
		dir := filepath.Join(root, "apps", "shop")
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		if version != "" {
			pkg := filepath.Join(root, "node_modules", "react-dom")
			if err := os.MkdirAll(pkg, 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(pkg, "package.json"), []byte(`{"version":"`+version+`"}`), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		engine, note := renderer.DefaultEngine(dir)
		if engine != want {
			t.Errorf("react-dom %q: got %s, want %s", version, engine, want)
		}
		if (engine == renderer.EngineReact) != strings.Contains(note, version) || engine == renderer.EngineNative && note != "" {
			t.Errorf("react-dom %q: the note is %q", version, note)
		}
	}
}
