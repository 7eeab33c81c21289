package renderfile_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-9eb1e60f/ssr/bundler"
	"github.com/seed-9eb1e60f/ssr/internal/renderfile"
	"github.com/seed-9eb1e60f/ssr/renderer"
	"github.com/seed-9eb1e60f/ssr/vmpool"
)

const page = `import { Suspense, useId } from "react";
export const props = { a: "file", b: "file", c: "file" };
export async function loader() {
  return { c: process.env.FROM_ENV, dir: process.cwd().split("/").at(-1), mode: process.env.NODE_ENV };
}
export const onError = (error) => "digest: " + error.message;
const Bad = () => {
  throw new Error("bad part");
};
export default function Page(props) {
  console.log("from console.log");
  return (
    <p id={useId()}>
      {JSON.stringify(props)}
      <Suspense fallback="fallback">
        <Bad />
      </Suspense>
    </p>
  );
}
`

// write puts a file into a folder named "app" in which react is found.
func write(t *testing.T, source string) string {
	t.Helper()
	packages, err := filepath.Abs("../../example-app/node_modules")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(packages, "react-dom")); err != nil {
		t.Skipf("react is not installed: run `npm ci` in example-app (%v)", err)
	}
	dir := filepath.Join(t.TempDir(), "app")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(packages, filepath.Join(dir, "node_modules")); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "page.tsx")
	if err := os.WriteFile(file, []byte(source), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestRender(t *testing.T) {
	var out, console bytes.Buffer
	o := renderfile.Options{
		File: write(t, page), Engine: renderer.EngineReact, Console: &console,
		Env: map[string]string{"FROM_ENV": "env", "NODE_ENV": "development"},
	}
	o.API = renderer.APIStream
	o.Props = json.RawMessage(`{"b": "flag", "c": "flag"}`)
	o.Options = json.RawMessage(`{"identifierPrefix": "x-"}`)
	if err := renderfile.Render(t.Context(), o, &out); err != nil {
		t.Fatal(err)
	}
	want := `<p id="_x-R_0_">{&quot;a&quot;:&quot;file&quot;,&quot;b&quot;:&quot;flag&quot;,&quot;c&quot;:&quot;env&quot;,&quot;dir&quot;:&quot;app&quot;,&quot;mode&quot;:&quot;production&quot;}` +
		`<!--$!--><template data-dgst="digest: bad part"></template>fallback<!--/$--></p>`
	if out.String() != want {
		t.Errorf("got  %s\nwant %s", out.String(), want)
	}
	if console.String() != "from console.log\n" {
		t.Errorf("the console got %q", console.String())
	}
}

func TestErrors(t *testing.T) {
	valid := write(t, page)
	render := func(file string, change func(*renderfile.Options)) (string, error) {
		var out bytes.Buffer
		o := renderfile.Options{File: file, Engine: renderer.EngineReact}
		o.API = renderer.APIString
		if change != nil {
			change(&o)
		}
		err := renderfile.Render(t.Context(), o, &out)
		if err != nil && out.Len() > 0 {
			t.Errorf("%v: %q was written", err, out.String())
		}
		return out.String(), err
	}
	t.Run("of the page, with its place in the sources", func(t *testing.T) {
		_, err := render(write(t, "type T = number;\n\nexport default function Page({ list }: { list: T[] }) {\n  return <b>{list.length}</b>;\n}\n"), nil)
		var js *vmpool.Error
		if !errors.As(err, &js) {
			t.Fatalf("got %v, want a *vmpool.Error", err)
		}
		if !strings.HasPrefix(js.Stack, "TypeError: Cannot read propert") || !strings.Contains(js.Stack, "\n    at Page (page.tsx:4:") {
			t.Errorf("got the stack %s", js.Stack)
		}
	})
	t.Run("of the sources", func(t *testing.T) {
		_, err := render(write(t, "export default () => <b>"), nil)
		var build *bundler.BuildError
		if !errors.As(err, &build) || build.Problems[0].File != "page.tsx" {
			t.Errorf("got %v, want a *bundler.BuildError in page.tsx", err)
		}
	})
	for name, c := range map[string]struct {
		file   string
		change func(*renderfile.Options)
		want   string
	}{
		"no such file":      {"/does/not/exist.tsx", nil, "there is no file /does/not/exist.tsx"},
		"a folder":          {filepath.Dir(valid), nil, "is a folder"},
		"a relative path":   {"page.tsx", nil, "not an absolute path"},
		"unknown engine":    {valid, func(o *renderfile.Options) { o.Engine = "fast" }, `there is no engine "fast"`},
		"unknown API":       {valid, func(o *renderfile.Options) { o.API = "dom" }, `there is no API "dom"`},
		"shell of strings":  {valid, func(o *renderfile.Options) { o.Shell = true }, "only the API stream"},
		"props":             {valid, func(o *renderfile.Options) { o.Props = json.RawMessage(`[1]`) }, "the props are not a JSON object: [1]"},
		"no component":      {write(t, "export const a = 1;"), nil, "no component as its default export"},
		"endless wait":      {write(t, "export const loader = () => new Promise(() => {}); export default () => null;"), nil, "waits for what never happens"},
		"a rejected loader": {write(t, "export const loader = async () => { throw 'a text'; }; export default () => null;"), nil, "a text"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := render(c.file, c.change); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}
