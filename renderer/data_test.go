package renderer_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/bundler"
	"github.com/seed-9eb1e60f/ssr/renderer"
	"github.com/seed-9eb1e60f/ssr/vmpool"
)

// dataVM is a VM with testdata/data.js and the client's reader.
type dataVM struct {
	*vmpool.VM
	exports *goja.Object
}

func newDataVM(t testing.TB) *dataVM {
	t.Helper()
	source, err := os.ReadFile("testdata/data.js")
	if err != nil {
		t.Fatal(err)
	}
	modules, err := renderer.Modules(renderer.EngineReact)
	if err != nil {
		t.Fatal(err)
	}
	dir, err := filepath.Abs("testdata")
	if err != nil {
		t.Fatal(err)
	}
	out, err := bundler.Build(t.Context(), bundler.Options{Dir: dir, Server: &bundler.Entry{Name: "data", Contents: string(source)}, Modules: modules})
	if err != nil {
		t.Fatal(err)
	}
	program, err := vmpool.Compile("data.js", out.Server.Code, vmpool.CompileOptions{SourceMap: out.Server.SourceMap})
	if err != nil {
		t.Fatal(err)
	}
	vm, err := vmpool.NewVM(vmpool.VMConfig{})
	if err != nil {
		t.Fatal(err)
	}
	exports, err := vm.Evaluate(t.Context(), program)
	if err != nil {
		t.Fatal(err)
	}
	return &dataVM{vm, exports}
}

// do runs f on the VM's loop.
func (vm *dataVM) do(t testing.TB, f func()) {
	t.Helper()
	if err := vm.Run(context.Background(), func() error {
		if thrown := vm.Runtime().Try(f); thrown != nil {
			return thrown
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

func (vm *dataVM) call(t testing.TB, name string, args ...goja.Value) goja.Value {
	t.Helper()
	f, ok := goja.AssertFunction(vm.exports.Get(name))
	if !ok {
		t.Fatalf("data.js does not export %s", name)
	}
	v, err := f(goja.Undefined(), args...)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return v
}

// harmless fails when a text could do anything in a script but be a string.
func harmless(t testing.TB, text string) {
	t.Helper()
	if i := strings.IndexAny(text, "<>&'\u2028\u2029\r\n\x00"); i >= 0 {
		t.Errorf("the text has %q at %d: %.200s", text[i], i, text)
	}
	if !utf8.ValidString(text) {
		t.Errorf("the text is not UTF-8: %.200q", text)
	}
}

func TestDataRoundTrip(t *testing.T) {
	vm := newDataVM(t)
	vm.do(t, func() {
		values := vm.exports.Get("values").ToObject(vm.Runtime())
		for _, name := range values.Keys() {
			value := values.Get(name)
			text, err := renderer.Encode(vm.Runtime(), "", value, nil)
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			harmless(t, string(text))
			decoded := vm.call(t, "decode", vm.Runtime().ToValue(string(text)))
			if !vm.call(t, "same", value, decoded).ToBoolean() {
				t.Errorf("%s: %s does not give the value back", name, text)
			}
		}
	})
}

func TestDataHalfSurrogates(t *testing.T) {
	vm := newDataVM(t)
	vm.do(t, func() {
		pair := vm.exports.Get("halves").ToObject(vm.Runtime())
		text, err := renderer.Encode(vm.Runtime(), "", pair.Get("0"), nil)
		if want := pair.Get("1").String(); err != nil || string(text) != want {
			t.Errorf("got %s, %v, want %s", text, err, want)
		}
	})
}

func TestDataRefused(t *testing.T) {
	vm := newDataVM(t)
	vm.do(t, func() {
		rt := vm.Runtime()
		list := vm.exports.Get("refused").ToObject(rt)
		for _, key := range list.Keys() {
			item := list.Get(key).ToObject(rt)
			value, err := mustCall(t, item.Get("0"))
			if err != nil {
				t.Fatal(err)
			}
			want := item.Get("1").String()
			if _, err := renderer.Encode(rt, "props", value, nil); err == nil || !strings.HasPrefix(err.Error(), want+", which can't be sent") {
				t.Errorf("got %v, want %s …", err, want)
			}
		}
	})
}

func mustCall(t testing.TB, f goja.Value) (goja.Value, error) {
	t.Helper()
	call, ok := goja.AssertFunction(f)
	if !ok {
		t.Fatal("not a function")
	}
	return call(goja.Undefined())
}

func FuzzData(f *testing.F) {
	for _, seed := range []string{"", "$", "</script>", "a'b\\\"", "\u2028", "\xed\xa0\x80", "__proto__", "é\x00", "😀", "]]>", "<!--"} {
		f.Add(seed, seed)
	}
	vm := newDataVM(f)
	f.Fuzz(func(t *testing.T, key, value string) {
		vm.do(t, func() {
			rt := vm.Runtime()
			o := rt.NewObject()
			define := func(o *goja.Object, name string, v any) {
				if err := o.DefineDataProperty(name, rt.ToValue(v), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE); err != nil {
					t.Fatal(err)
				}
			}
			define(o, key, value)
			define(o, "list", rt.NewArray(value, o, key))
			// A string of UTF-16 from the same bytes, with all that it can hold.
			var units []uint16
			for i := range len(value) {
				units = append(units, uint16(value[i])<<8|uint16(i&0xff))
			}
			units = utf16.Encode(utf16.Decode(units)) // without half pairs: goja can't read them back
			define(o, "units", goja.StringFromUTF16(units))
			text, err := renderer.Encode(rt, "", o, nil)
			if err != nil {
				t.Fatal(err)
			}
			harmless(t, string(text))
			// As the page carries it: in a script, as a string.
			script, err := rt.RunString(string(renderer.AppendQuoted(nil, text)))
			if err != nil {
				t.Fatalf("%s: %v", text, err)
			}
			if !vm.call(t, "same", o, vm.call(t, "decode", script)).ToBoolean() {
				t.Errorf("%s does not give the value back", text)
			}
		})
	})
}

func FuzzText(f *testing.F) {
	for _, seed := range []string{"", "plain", "é", "\xd8\x00", "\x00a\xd8\x3d\xde\x00\xdc\x00", "\xd8\x3d", "\xfe\xff"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		units := make([]uint16, len(data)/2)
		for i := range units {
			units[i] = uint16(data[2*i])<<8 | uint16(data[2*i+1])
		}
		got := string(renderer.AppendText(nil, goja.StringFromUTF16(units)))
		if want := string(utf16.Decode(units)); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}
