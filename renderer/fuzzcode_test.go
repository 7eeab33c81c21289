package renderer_test

import (
	"fmt"
	"strings"
)

// program is a component whose code is made up: what compiled functions are made of.
func (m *pageMaker) program(n int) string {
	var b strings.Builder
	params := m.pick("{ a, b = 'none', c = a + 1, children, ...rest }", "{ a, b, c: { d = 2 } = {}, children }", "props")
	fmt.Fprintf(&b, "function helper%d(x, y = x, ...more) { %s return %s; }\n", n, m.pick("", "if (x == null) return 'nothing';", "try { if (y === 3) throw new Error('three'); } catch (e) { return e.message; }"),
		m.pick("`${x}|${y}|${more.length}`", "[x, y, ...more].join('-')", "x + y", "more[0] ?? x", "{ x, y, ...{ z: more } }.z.length"))
	fmt.Fprintf(&b, "function Code%d(%s) {\n", n, params)
	if params == "props" {
		b.WriteString("  const { a, b, children } = props;\n")
	}
	b.WriteString("  let t = a, u = '', o = { p: 1, q: 'two', r: [1, 2, 3] }; const out = []; var late;\n")
	for range 3 + m.IntN(6) {
		b.WriteString("  " + m.step(n) + "\n")
	}
	fmt.Fprintf(&b, "  return <div data-t={String(t)} title={u}>{out}{children}%s</div>;\n}\n", m.pick("", "{late}", "{o.q}"))
	return b.String()
}

// number is an expression that is often a number, and sometimes an odd one.
func (m *pageMaker) number() string {
	return m.pick("a", "t", "0", "-0", "1.5", "1e21", "NaN", "2147483647", "-5 % 3", "0.1 + 0.2", "t * 3 - 1", "t / 0", "7 >>> 1", "-7 >> 1", "1 << 31", "~t", "5 & 3", "+'12'", "-'x'",
		"Math.max(a, 2)", "Math.round(2.5)", "Math.min(t, 9, 1)", "Math.floor(-1.5)", "o.r.length", "o.p++", "--o.p", "(t | 0)", "2 ** 10", "parseInt('42px', 10)", "Number('0x1f')", "u.length", "o.r.indexOf(2)")
}

func (m *pageMaker) text() string {
	return m.pick("b", "u", "'x<y>'", "`${t} and ${u}`", "'é' + u", "u + a", "'★'.repeat(3)", "String(t)", "typeof o", "typeof nowhere", "o.q.toUpperCase()", "(1.005).toFixed(2)", "(t * 1.1).toFixed(1)",
		"o.r.map((x, i) => x * i).join()", "Object.keys(o).join()", "u.slice(1, -1)", "'a,b,c'.split(',').reverse().join('')", "JSON.stringify(o)", "`${null}${undefined}${true}`", "[1, [2, 3]] + ''", "{}.x + '!'",
		"o.missing?.deep.er ?? 'dflt'", "o.r?.[1] + ''", "o.nope?.() + ''", "(late || 'early')", "'abc'.charAt(1)", "'abc'[2]", "b?.includes?.('a') + ''", "(t, u)", "`a${o}`", "String([1, null, undefined])", "new Date(0).toISOString()")
}

func (m *pageMaker) condition() string {
	return m.pick("a > 2", "t === 3", "u == ''", "a != null", "!t", "o.q in { two: 1 }", "b instanceof Object", "'p' in o", "t >= a", "u < 'm'", "o.r.some((x) => x > 2)", "o.r.includes(3)", "NaN === NaN", "0 === -0", "null == 0", "a && b", "'5' == 5")
}

// step is a statement.
func (m *pageMaker) step(n int) string {
	switch m.IntN(20) {
	case 0:
		return "t = " + m.number() + ";"
	case 1:
		return "u = " + m.text() + ";"
	case 2:
		return "if (" + m.condition() + ") { " + m.step2(n) + " } else u += 'no';"
	case 3:
		return "for (let i = 0; i < 3; i++) { if (i === 1) continue; out.push(<i key={'k' + out.length}>{i}{" + m.text() + "}</i>); }"
	case 4:
		return "for (const x of " + m.pick("o.r", "[a, b]", "'ab'", "new Set([1, 2])", "Object.entries({ k: 1 })", "list") + ") u += x;"
	case 5:
		return "for (const k in o) { u += k; if (k === 'q') break; }"
	case 6:
		return "{ const [x, , y = 9, ...z] = " + m.pick("o.r", "[a]", "'hello'", "new Map([[1, 2]])") + "; u += `${x}${y}${z}`; }"
	case 7:
		return "({ p: t, ...o } = { p: " + m.number() + ", q: 'n', r: [4] });"
	case 8:
		return "u += helper" + fmt.Sprint(n) + "(" + m.pick("t", "null", "...o.r", "t, 3", "t, undefined, 4", "") + ");"
	case 9:
		return "switch (" + m.pick("a", "typeof t", "b") + ") { case 3: u += 'three'; case 'number': u += '#'; break; default: u += 'd'; case null: t = 1; }"
	case 10:
		return "try { " + m.pick("null.x;", "undefined();", "throw { code: 1 };", "o.nope();", "JSON.parse('{');") + " } catch (" + m.pick("e", "{ code, message }") + ") { u += 'caught'; } finally { t = 2; }"
	case 11:
		return "{ const fs = []; for (let i = 0; i < 3; i++) fs.push(() => i); u += fs.map((f) => f()).join(); }"
	case 12:
		return "{ let c = 0; const inc = () => ++c; inc(); o.r.forEach(inc); t = c; }"
	case 13:
		return "{ const sorted = [...o.r, a].sort((x, y) => y - x); u += sorted; }"
	case 14:
		return "out.push(" + m.condition() + " && " + m.element() + ");"
	case 15:
		return "late = " + m.pick("<b>{t}</b>", "[u, t]", "t > 0 ? 'pos' : null", "() => t", "o.r") + ";"
	case 16:
		return "o.r" + m.pick("[3] = t;", "[7] = 1;", ".length = 1;", ".push(t, u);", ".pop();", ".x = 1;") + " u += o.r.length;"
	case 17:
		return "o" + m.pick(".n = t;", "['dash-ed'] = u;", "[1] = 'one';", ".q = undefined;") + " delete o.p; u += Object.keys(o);"
	case 18:
		return "outer: for (const x of [1, 2, 3]) { for (const y of [1, 2]) { if (y === 2) continue outer; if (x === 3) break outer; u += x * y; } }"
	}
	return "u " + m.pick("+=", "??=", "||=", "&&=") + " " + m.text() + ";"
}

func (m *pageMaker) step2(n int) string {
	m.depth++
	defer func() { m.depth-- }()
	if m.depth > 3 {
		return "t = 1;"
	}
	return m.step(n)
}
