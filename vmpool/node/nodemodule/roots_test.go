package nodemodule_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-9eb1e60f/ssr/vmpool"
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodetest"
)

// TestFilesOutsideTheRootsAreNotLoaded tries to get at a file that the host does not allow, by every way into the loader.
func TestFilesOutsideTheRootsAreNotLoaded(t *testing.T) {
	top, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	inside, outside := filepath.Join(top, "app"), filepath.Join(top, "secret")
	for name, text := range map[string]string{
		"app/ok.js":                                    "module.exports = 'ok';",
		"secret/index.js":                              "module.exports = 'SECRET';",
		"secret/data.json":                             `"SECRET"`,
		"node_modules/above/index.js":                  "module.exports = 'SECRET';",
		"app/node_modules/bad/package.json":            `{ "main": "../../../secret/index.js" }`,
		"app/node_modules/exporter/package.json":       `{ "exports": { ".": "./../../../secret/index.js", "./x": "./node_modules/../../../../secret/index.js" } }`,
		"app/node_modules/allowed/package.json":        `{ "exports": "./main.js" }`,
		"app/node_modules/allowed/main.js":             "module.exports = 'allowed';",
		"app-sibling/index.js":                         "module.exports = 'SECRET';",
		"app/node_modules/importer/package.json":       `{ "imports": { "#x": "../../../secret/index.js" } }`,
		"app/node_modules/importer/index.js":           "module.exports = require('#x');",
		"app/node_modules/relative/index.js":           "module.exports = require('../../../secret');",
		"app/node_modules/relative/node_modules/.keep": "",
	} {
		file := filepath.Join(top, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for link, target := range map[string]string{"link.js": filepath.Join(outside, "index.js"), "linked": outside} {
		if err := os.Symlink(target, filepath.Join(inside, link)); err != nil {
			t.Fatal(err)
		}
	}
	var out strings.Builder
	host := node.Host{Dir: inside, ReadRoots: []string{inside}, Stdout: &out, Env: map[string]string{"NODE_PATH": top}}
	err = nodetest.Exec(t, vmpool.Builtins(), host, filepath.Join(inside, "main.js"), `
		const Module = require('module');
		const load = Module.createRequire(process.cwd() + '/');
		console.log(load('./ok'), load('allowed'));
		const outside = process.cwd() + '/../secret';
		for (const id of ['../secret', outside, outside + '/index.js', outside + '/data.json', 'above', 'bad', 'exporter', 'exporter/x', 'importer', 'relative',
			'./link', './link.js', './linked', '../app-sibling', '/etc/passwd', 'secret', './ok/../../secret/index.js']) {
			let got;
			try { got = load(id); } catch (err) { got = 'refused'; }
			if (got !== 'refused') console.log('LOADED', id, got);
			try { got = load.resolve(id); } catch { got = 'refused'; }
			if (got !== 'refused' && !got.startsWith(process.cwd() + '/node_modules/')) console.log('RESOLVED', id, got);
		}
		for (const f of [() => Module._stat(outside), () => Module._findPath(outside)]) console.log(f() === false || f() < 0);`)
	if err != nil {
		t.Fatal(err)
	}
	if want := "ok allowed\ntrue\ntrue\n"; out.String() != want {
		t.Errorf("got:\n%swant:\n%s", out.String(), want)
	}
}
