package nodefs_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-9eb1e60f/ssr/vmpool"
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodetest"
)

func TestScripts(t *testing.T) {
	nodetest.Run(t, vmpool.Builtins(), "testdata")
}

// run runs a script with read access below root and write access below root/out, in root/app, and returns what it prints.
func run(t *testing.T, root, script string) string {
	t.Helper()
	var out bytes.Buffer
	host := node.Host{
		Dir: filepath.Join(root, "app"), Stdout: &out, Stderr: os.Stderr,
		ReadRoots: []string{filepath.Join(root, "app"), filepath.Join(root, "out")}, WriteRoots: []string{filepath.Join(root, "out")},
	}
	source := "const fs = require('fs');" +
		"const t = (f) => { try { console.log(String(f())); } catch (e) { console.log(e.code, e.permission); } };" + script
	if err := nodetest.Exec(t, vmpool.Builtins(), host, filepath.Join(root, "app", "main.js"), source); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestRoots(t *testing.T) {
	root := t.TempDir()
	for _, dir := range []string{"app/sub", "out", "secret"} {
		if err := os.MkdirAll(filepath.Join(root, dir), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for file, text := range map[string]string{"app/a.txt": "a", "app/sub/b.txt": "b", "secret/s.txt": "s"} {
		if err := os.WriteFile(filepath.Join(root, file), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for link, target := range map[string]string{
		"app/inside": "sub/b.txt", "app/outside": "../secret/s.txt", "app/absolute": filepath.Join(root, "secret/s.txt"),
		"app/dir": "../secret", "out/dir": "../secret",
	} {
		if err := os.Symlink(target, filepath.Join(root, link)); err != nil {
			t.Skip("no symbolic links: ", err)
		}
	}
	for _, c := range []struct{ name, script, want string }{
		{"a file below the folder", `t(() => fs.readFileSync('a.txt', 'utf8'))`, "a"},
		{"a link that stays", `t(() => fs.readFileSync('inside', 'utf8'))`, "b"},
		{"dots that stay", `t(() => fs.readFileSync('sub/../a.txt', 'utf8'))`, "a"},
		{"dots that leave", `t(() => fs.readFileSync('../secret/s.txt'))`, "ERR_ACCESS_DENIED FileSystemRead"},
		{"a path outside", `t(() => fs.readFileSync(require('path').resolve('..', 'secret', 's.txt')))`, "ERR_ACCESS_DENIED FileSystemRead"},
		{"a link that leaves", `t(() => fs.readFileSync('outside'))`, "ERR_ACCESS_DENIED FileSystemRead"},
		{"an absolute link", `t(() => fs.readFileSync('absolute'))`, "ERR_ACCESS_DENIED FileSystemRead"},
		{"a folder that is a link", `t(() => fs.readFileSync('dir/s.txt'))`, "ERR_ACCESS_DENIED FileSystemRead"},
		{"listing a link that leaves", `t(() => fs.readdirSync('dir'))`, "ERR_ACCESS_DENIED FileSystemRead"},
		{"resolving a link that leaves", `t(() => fs.realpathSync('dir/s.txt'))`, "ERR_ACCESS_DENIED FileSystemRead"},
		{"existence outside", `t(() => fs.existsSync('../secret/s.txt'))`, "false"},
		{"writing where one may only read", `t(() => fs.writeFileSync('a.txt', 'x'))`, "ERR_ACCESS_DENIED FileSystemWrite"},
		{"removing where one may only read", `t(() => fs.unlinkSync('a.txt'))`, "ERR_ACCESS_DENIED FileSystemWrite"},
		{"opening for writing", `t(() => fs.openSync('a.txt', 'r+'))`, "ERR_ACCESS_DENIED FileSystemWrite"},
		{"access for writing", `t(() => fs.accessSync('a.txt', fs.constants.W_OK))`, "EACCES undefined"},
		{"writing", `t(() => fs.writeFileSync('../out/x', 'x')); t(() => fs.readFileSync('../out/x', 'utf8'))`, "undefined\nx"},
		{"writing through a link", `t(() => fs.writeFileSync('../out/dir/x', 'x'))`, "ERR_ACCESS_DENIED FileSystemWrite"},
		{"making folders outside", `t(() => fs.mkdirSync('../out/dir/y/z', { recursive: true }))`, "ERR_ACCESS_DENIED FileSystemWrite"},
		{"renaming out of the root", `t(() => fs.renameSync('../out/x', '../secret/x'))`, "ERR_ACCESS_DENIED FileSystemWrite"},
		{"copying from outside", `t(() => fs.copyFileSync('../secret/s.txt', '../out/s'))`, "ERR_ACCESS_DENIED FileSystemRead"},
		{"watching outside", `t(() => fs.watch('../secret'))`, "ERR_ACCESS_DENIED FileSystemRead"},
		{"watching a link that leaves", `t(() => fs.watch('dir'))`, "ERR_ACCESS_DENIED FileSystemRead"},
		{"watching a tree through a link that leaves", `t(() => fs.watch('dir', { recursive: true }))`, "ERR_ACCESS_DENIED FileSystemRead"},
		{"watching a file through a link", `t(() => fs.watch('outside'))`, "ERR_ACCESS_DENIED FileSystemRead"},
		{"polling outside sees nothing", `fs.watchFile('../secret/s.txt', { interval: 1 }, (s) => { console.log(s.ino); fs.unwatchFile('../secret/s.txt'); })`, "0"},
		{"opening a folder outside", `t(() => fs.opendirSync('../secret'))`, "ERR_ACCESS_DENIED FileSystemRead"},
		{"opening a folder that is a link", `t(() => fs.opendirSync('dir'))`, "ERR_ACCESS_DENIED FileSystemRead"},
		{"copying a tree from outside", `t(() => fs.cpSync('../secret', '../out/copy', { recursive: true }))`, "ERR_ACCESS_DENIED FileSystemRead"},
		{"copying a tree to outside", `t(() => fs.cpSync('sub', '../secret/copy', { recursive: true }))`, "ERR_ACCESS_DENIED FileSystemRead"},
		{"copying a tree through a link", `t(() => fs.cpSync('sub', '../out/dir/copy', { recursive: true }))`, "ERR_ACCESS_DENIED FileSystemRead"},
		{"copying what a link leads to", `t(() => fs.cpSync('outside', '../out/o', { dereference: true }))`, "ERR_ACCESS_DENIED FileSystemRead"},
		{"the file system outside", `t(() => fs.statfsSync('../secret'))`, "ERR_ACCESS_DENIED FileSystemRead"},
		{"the file system behind a link", `t(() => fs.statfsSync('dir'))`, "ERR_ACCESS_DENIED FileSystemRead"},
		{"times outside", `t(() => fs.lutimesSync('../secret/s.txt', 1, 1))`, "ERR_ACCESS_DENIED FileSystemWrite"},
		{"times through a link", `t(() => fs.lutimesSync('../out/dir/s.txt', 1, 1))`, "ERR_ACCESS_DENIED FileSystemWrite"},
		{"a handle outside", `fs.promises.open('../secret/s.txt').catch((e) => console.log(e.code))`, "ERR_ACCESS_DENIED"},
		{"a handle for writing where one may only read", `fs.promises.open('a.txt', 'a').catch((e) => console.log(e.code))`, "ERR_ACCESS_DENIED"},
		{"writing in parts outside", `fs.promises.writeFile('../secret/n', 'x', { flush: true }).catch((e) => console.log(e.code))`, "ERR_ACCESS_DENIED"},
		{"a stream outside", `fs.createReadStream('../secret/s.txt').on('error', (e) => console.log(e.code))`, "ERR_ACCESS_DENIED"},
		{"another working folder", `process.chdir('sub'); t(() => fs.readFileSync('b.txt', 'utf8')); t(() => fs.readFileSync('../../secret/s.txt'))`,
			"b\nERR_ACCESS_DENIED FileSystemRead"},
		{"a working folder outside", `try { process.chdir('../secret'); } catch (e) { console.log(e.code); }`, "EACCES"},
		{"listing below a link that leaves", `t(() => fs.readdirSync('.', { recursive: true }).includes('dir/s.txt'))`, "false"},
		{"a polluted prototype", `Object.prototype.recursive = true; Object.prototype.mode = 1; t(() => fs.readdirSync('../secret')); t(() => fs.statfsSync('../secret'))`,
			"ERR_ACCESS_DENIED FileSystemRead\nERR_ACCESS_DENIED FileSystemRead"},
		{"removing a tree through a link", `t(() => fs.rmSync('../out/dir', { recursive: true })); t(() => fs.existsSync('../out/dir'))`, "undefined\nfalse"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want+"\n", run(t, root, c.script)); diff != "" {
				t.Errorf("output (-want +got):\n%s", diff)
			}
		})
	}
	if _, err := os.Stat(filepath.Join(root, "secret/s.txt")); err != nil {
		t.Error("a file outside of the roots is gone:", err)
	}
}

func TestDescriptorsEndWithTheRun(t *testing.T) {
	root := t.TempDir()
	if err := os.MkdirAll(filepath.Join(root, "app"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(root, "app", "f"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	open := func() int {
		entries, err := os.ReadDir("/proc/self/fd")
		if err != nil {
			t.Skip("the system doesn't list descriptors: ", err)
		}
		return len(entries)
	}
	run(t, root, "")
	before := open()
	run(t, root, `for (let i = 0; i < 50; i++) fs.openSync('f')`)
	if after := open(); after > before+10 {
		t.Errorf("%d descriptors before the run, %d after it", before, after)
	}
}
