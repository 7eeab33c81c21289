package renderer_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-9eb1e60f/ssr/bundler"
	"github.com/seed-9eb1e60f/ssr/renderer"
	"github.com/seed-9eb1e60f/ssr/renderer/native"
	"github.com/seed-9eb1e60f/ssr/vmpool"
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

// FuzzEngines makes pages up and renders each with react-dom, with the native engine, with the native engine whose functions stay in
// goja, and with the one whose JSX was not compiled either: all must write the same HTML.
func FuzzEngines(f *testing.F) {
	for seed := range uint64(6) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		dir := unpack(t, "testdata/html/text.txtar") // for its packages
		source := makePage(seed)
		if err := os.WriteFile(filepath.Join(dir, "page.tsx"), []byte(source), 0o644); err != nil {
			t.Fatal(err)
		}
		options := bundler.Options{Dir: dir, Server: &bundler.Entry{Name: "page", Contents: renderer.FileEntry("./page.tsx")}}
		reactProgram, _ := bundle(t, renderer.EngineReact, options)
		compiled, modules := bundle(t, renderer.EngineNative, options)
		plain := bundlePlain(t, options, nil)
		templates := &native.Templates{Interpret: true}
		interpreted, interpretedModules := bundlePlain(t, options, templates), native.Modules(templates)
		for _, mode := range modes[:3] {
			want := renderWith(t, reactProgram, nil, mode.req)
			for name, got := range map[string]string{
				"compiled":    renderWith(t, compiled, modules, mode.req),
				"interpreted": renderWith(t, interpreted, interpretedModules, mode.req),
				"uncompiled":  renderWith(t, plain, native.Modules(nil), mode.req),
			} {
				if got == want {
					continue
				}
				i := 0
				for i < min(len(got), len(want)) && got[i] == want[i] {
					i++
				}
				t.Errorf("%s, %s: differs at %d\ngot  …%s\nwant …%s\n\n%s", mode.name, name, i,
					got[max(0, i-80):min(len(got), i+120)], want[max(0, i-80):min(len(want), i+120)], source)
			}
		}
	})
}

// bundlePlain is bundle for the native engine with the pass of templates, or with none.
func bundlePlain(t *testing.T, options bundler.Options, templates *native.Templates) *vmpool.Program {
	t.Helper()
	var err error
	if options.Modules, err = renderer.Modules(renderer.EngineNative); err != nil {
		t.Fatal(err)
	}
	options.Alias = renderer.Aliases(renderer.EngineNative)
	options.Builtins = append(vmpool.Builtins().Public(), renderer.Builtins(renderer.EngineNative)...)
	out, err := bundler.Build(t.Context(), options)
	if err != nil {
		t.Fatal(err)
	}
	var opts vmpool.CompileOptions
	if templates != nil {
		opts.Rewrite = append(opts.Rewrite, templates.Rewrite)
	}
	program, err := vmpool.Compile("server.js", out.Server.Code, opts)
	if err != nil {
		t.Fatal(err)
	}
	return program
}

func renderWith(t *testing.T, program *vmpool.Program, modules []node.Module, req renderer.FileRequest) string {
	t.Helper()
	vm, err := vmpool.NewVM(vmpool.VMConfig{Modules: modules})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := renderer.RenderFile(t.Context(), vm, program, req, &out); err != nil {
		return "error: " + firstLine(err.Error())
	}
	return settled(out.String())
}

// pageMaker writes a page from random choices.
type pageMaker struct {
	*rand.Rand
	depth int
}

func makePage(seed uint64) string {
	m := &pageMaker{Rand: rand.New(rand.NewPCG(seed, 7))}
	var b strings.Builder
	b.WriteString(`import { cloneElement, createContext, Children, Fragment, forwardRef, isValidElement, memo, use, useContext, useId, useMemo, useReducer, useState, Suspense } from 'react';
const Ctx = createContext('default');
const s = 'a <b> & "c"', n = 3, z = 0, no = false, yes = true, nil = null, undef = undefined, list = ['x', 'y & z', 2], cls = 'k1 k2';
const style = { color: 'red', marginTop: 4, opacity: 0.5, '--x': 1, WebkitBoxFlex: 2 };
function Leaf({ a, children }) { const id = useId(); return <i id={id} title={a}>{children}</i>; }
function Plain(props) { return props.children ?? null; }
function Counter({ start }) { const [v, set] = useState(start); if (v < 3) set(v + 1); const [r] = useReducer((x, y) => x + y, 1); return <>{v}{r}</>; }
function Reader() { return <em>{useContext(Ctx)}</em>; }
function Look({ children }) { return <u data-n={Children.count(children)}>{Children.map(children, (c) => isValidElement(c) ? cloneElement(c, { 'data-cloned': c.type && typeof c.type === 'string' ? c.type : 'other' }) : c)}</u>; }
function Inspect({ element }) { return <q>{String(element.type)} {String(element.key)} {Object.keys(element.props).join()} {typeof element.props.onClick}</q>; }
const Memo = memo(function Memo({ a }) { const v = useMemo(() => a + '!', [a]); return <b>{v}</b>; });
const Ref = forwardRef(function Ref({ a }, ref) { return <s ref={ref}>{a}</s>; });
const later = Promise.resolve('later');
function Late() { return <ins>{use(later)}</ins>; }
`)
	count := 3 + m.IntN(3)
	for i := range count {
		fmt.Fprintf(&b, "function Part%d() { return %s; }\n", i, m.element())
		b.WriteString(m.program(i))
	}
	b.WriteString("export default function Page() { return <main>")
	for i := range count {
		fmt.Fprintf(&b, "<Part%d /><Code%d a={n} b={s}>{list}</Code%d>", i, i, i)
	}
	b.WriteString("</main>; }\n")
	return b.String()
}

func (m *pageMaker) pick(list ...string) string { return list[m.IntN(len(list))] }

// value is an expression.
func (m *pageMaker) value() string {
	return m.pick("s", "n", "z", "no", "yes", "nil", "undef", "'lit <x>'", "42", "-1", "`tpl`", "`t${n}`", "n > 2 ? s : nil", "list[1]", "''", "'\\n'", "1.5", "true", "null")
}

func (m *pageMaker) attributes() string {
	var b strings.Builder
	seen := map[string]bool{}
	add := func(name, value string) {
		if !seen[name] {
			seen[name] = true
			b.WriteString(" " + name + value)
		}
	}
	for range m.IntN(4) {
		switch m.IntN(14) {
		case 0:
			add("className", m.pick(`="lit"`, "={cls}", "={`a ${n}`}", "={undef}"))
		case 1:
			add("id", "={"+m.value()+"}")
		case 2:
			add("style", m.pick("={style}", "={{ color: 'blue', padding: 3, margin: 0, lineHeight: 2 }}", "={{ width: n, height: n + 'px', display: no, '--v': s }}", "={{}}"))
		case 3:
			add("onClick", m.pick("={() => n}", "={function () { return s; }}", "={Plain}"))
		case 4:
			add("hidden", m.pick("", "={yes}", "={no}"))
		case 5:
			add("aria-label", "={"+m.value()+"}")
		case 6:
			add("data-x", "={"+m.value()+"}")
		case 7:
			add("tabIndex", "={"+m.pick("0", "n", "-1")+"}")
		case 8:
			add("title", `="it's &amp; 'q'"`)
		case 9:
			add("contentEditable", "={"+m.pick("yes", "no", "'true'")+"}")
		case 10:
			add("{...{ lang: 'en', title: s }}", "")
		case 11:
			add("suppressHydrationWarning", "")
		case 12:
			add("colSpan", "={n}")
		case 13:
			add("dir", `="ltr"`)
		}
	}
	return b.String()
}

// element is one JSX element.
func (m *pageMaker) element() string {
	m.depth++
	defer func() { m.depth-- }()
	if m.depth > 5 {
		return "<b>deep</b>"
	}
	switch m.IntN(22) {
	case 0:
		return "<>" + m.children() + "</>"
	case 1:
		return "<Leaf a={" + m.value() + "}>" + m.children() + "</Leaf>"
	case 2:
		return "<Plain>" + m.children() + "</Plain>"
	case 3:
		return "<Look>" + m.children() + "</Look>"
	case 4:
		return "<Ctx.Provider value={" + m.value() + "}>" + m.children() + "<Reader /></Ctx.Provider>"
	case 5:
		return m.pick("<br />", "<hr className=\"r\" />", "<input value={s} onChange={() => {}} />", "<img src=\"data:x\" alt={s} />")
	case 6:
		return "<Inspect element={" + m.element() + "} />"
	case 7:
		return "<Suspense fallback={" + m.element() + "}>" + m.children() + m.pick("", "<Late />") + "</Suspense>"
	case 8:
		return m.pick("<Memo a={s} />", "<Ref a={n} ref={() => {}} />", "<Counter start={n - 2} />", "<Reader />")
	case 9:
		return "<a href={" + m.pick("s", "''", "'javascript:alert(1)'", "'/x?a=1&b=2'") + "}>" + m.children() + "</a>"
	case 10:
		return "<p dangerouslySetInnerHTML={" + m.pick("{ __html: '<i>raw</i>' }", "{ __html: s }", "{ __html: nil }") + "} />"
	case 11:
		return "<svg viewBox=\"0 0 1 1\"><g strokeWidth={n}>" + m.children() + "</g><title>{s}</title></svg>"
	case 12:
		return "<table><tbody>{list.map((x, i) => <tr key={i}><td>{x}</td><td>" + m.children() + "</td></tr>)}</tbody></table>"
	case 13:
		return "<select defaultValue={n}><option>3</option><option value={s}>{s}</option></select>"
	case 14:
		return "<pre>{" + m.pick("'\\nx'", "s") + "}</pre>"
	case 15:
		return "<button type=\"button\" name={s} disabled={yes}>" + m.children() + "</button>"
	}
	tag := m.pick("div", "span", "section", "ul", "h2", "my-element", "label")
	return "<" + tag + m.attributes() + ">" + m.children() + "</" + tag + ">"
}

func (m *pageMaker) children() string {
	var b strings.Builder
	for range m.IntN(4) {
		switch m.IntN(9) {
		case 0:
			b.WriteString("text ")
		case 1:
			b.WriteString("{" + m.value() + "}")
		case 2:
			b.WriteString("{yes && " + m.element() + "}")
		case 3:
			b.WriteString("{no ? s : " + m.element() + "}")
		case 4:
			b.WriteString("{list.map((x) => <li key={x}>{x}" + m.children() + "</li>)}")
		case 5:
			b.WriteString("{[s, " + m.element() + ", n]}")
		case 6:
			b.WriteString("&lt;entity&gt;&nbsp;")
		default:
			b.WriteString(m.element())
		}
	}
	return b.String()
}
