package renderer_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-9eb1e60f/ssr/bundler"
	"github.com/seed-9eb1e60f/ssr/renderer"
)

// Functions that call themselves without an end are stopped in compiled code as in goja; functions that the server never calls may have
// anything in them.
func TestCompiledLimits(t *testing.T) {
	for name, c := range map[string]struct{ source, want string }{
		"recursion": {
			"function down(n) { return down(n + 1) + 1; }\nexport default function Page() { return <p>{down(0)}</p>; }\n",
			"error: ",
		},
		"effects and state": {
			"import { useEffect, useState } from 'react';\n" +
				"export default function Page() { const [n, set] = useState(() => 1); if (n < 3) set((m) => m + 1);" +
				" useEffect(async () => { await set(9); }, [n]); return <p onClick={async () => set(0)}>{n}</p>; }\n",
			"<p>3</p>",
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := unpack(t, "testdata/html/text.txtar") // for its packages
			if err := os.WriteFile(filepath.Join(dir, "page.tsx"), []byte(c.source), 0o644); err != nil {
				t.Fatal(err)
			}
			program, modules := bundle(t, renderer.EngineNative, bundler.Options{
				Dir: dir, Server: &bundler.Entry{Name: "page", Contents: renderer.FileEntry("./page.tsx")},
			})
			if got := renderWith(t, program, modules, modes[0].req); !strings.HasPrefix(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
