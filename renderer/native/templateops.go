package native

import (
	"sync"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/renderer/native/compiled"
)

// op is a step of writing a template: its literal parts are written as they are, with everything escaped and serialised when the
// template was compiled.
type op struct {
	kind  opKind
	html  []byte // of opHTML and opText
	name  string // of opAttribute
	hole  int
	tag   string
	style []templateProp // of opStyle
	place *place
}

type opKind uint8

const (
	opHTML      opKind = iota // markup
	opText                    // a text node, escaped
	opAttribute               // a property that is a hole
	opStyle                   // a style object with holes
	opInner                   // inner HTML that is a hole
	opChild                   // a child that is a hole
)

// place is where a child stands inside its template.
type place struct {
	tags   []string // of the elements around it, from the root
	plain  bool     // they leave the format of a body as it is
	slots  []slot   // of the arrays around it, for useId
	index  int
	frames []compiled.Value
}

type slot struct{ total, index int }

// voidTags are elements without content.
var voidTags = map[string]bool{
	"area": true, "br": true, "col": true, "embed": true, "hr": true, "keygen": true, "param": true, "source": true, "track": true, "wbr": true,
}

// plainFormat reports whether the children of an element stand where any element of a body does.
func plainFormat(tag string) bool {
	switch tag {
	case "noscript", "svg", "picture", "math", "foreignObject", "table", "thead", "tbody", "tfoot", "colgroup", "tr":
		return false
	}
	return true
}

// prepare makes the steps of a node when it is first written.
func (n *templateNode) prepare() {
	n.compiled = sync.OnceValue(func() []op {
		var w opWriter
		w.node(n, &place{plain: true, index: -1})
		w.markup()
		return w.ops
	})
}

// opWriter joins the literal parts of a template.
type opWriter struct {
	ops []op
	buf []byte
}

// markup ends a literal part.
func (w *opWriter) markup() {
	if len(w.buf) > 0 {
		w.ops = append(w.ops, op{kind: opHTML, html: w.buf})
		w.buf = nil
	}
}

func (w *opWriter) emit(o op) {
	w.markup()
	w.ops = append(w.ops, o)
}

func (w *opWriter) node(n *templateNode, at *place) {
	inside := &place{tags: at.tags, plain: at.plain, slots: at.slots, index: -1}
	if n.tag != "" {
		w.buf = append(append(w.buf, '<'), n.tag...)
		for i := range n.props {
			w.prop(n.tag, &n.props[i])
		}
		if voidTags[n.tag] {
			w.buf = append(w.buf, "/>"...)
			return
		}
		w.buf = append(w.buf, '>')
		inside.tags = append(at.tags[:len(at.tags):len(at.tags)], n.tag)
		inside.plain = at.plain && plainFormat(n.tag)
		for i := range n.props {
			w.inner(&n.props[i])
		}
	}
	switch {
	case !n.list && len(n.children) == 1:
		w.child(n.children[0], inside, n.tag != "")
	default:
		for i, c := range n.children {
			w.child(c, &place{
				tags: inside.tags, plain: inside.plain, index: i,
				slots: append(inside.slots[:len(inside.slots):len(inside.slots)], slot{len(n.children), i}),
			}, false)
		}
	}
	if n.tag != "" {
		w.buf = append(append(append(w.buf, "</"...), n.tag...), '>')
	}
}

// child writes a child; alone says that it is the only one of an element, where text needs no separation.
func (w *opWriter) child(c templateChild, at *place, alone bool) {
	switch {
	case c.node != nil:
		w.node(c.node, at)
	case c.value.kind == valueHole:
		for _, tag := range at.tags {
			at.frames = append(at.frames, compiled.String(tag))
		}
		w.emit(op{kind: opChild, hole: c.value.hole, place: at})
	case c.value.kind == valueLiteral:
		if text, ok := childText(c.value.literal); ok {
			switch {
			case text == "":
			case alone:
				w.buf = appendEscaped(w.buf, text)
			default:
				w.emit(op{kind: opText, html: appendEscaped(nil, text)})
			}
		}
	}
}

// prop writes a property's attribute.
func (w *opWriter) prop(tag string, p *templateProp) {
	switch p.value.kind {
	case valueLiteral:
		w.buf = appendLiteral(w.buf, tag, p.name, p.value.literal)
	case valueHole:
		w.emit(op{kind: opAttribute, name: p.name, hole: p.value.hole, tag: tag})
	case valueStyle:
		literal := true
		for _, s := range p.style {
			literal = literal && s.value.kind == valueLiteral
		}
		if !literal {
			for i := range p.style {
				p.style[i].css = cssName(p.style[i].name)
			}
			w.emit(op{kind: opStyle, style: p.style})
			return
		}
		first := true
		for _, s := range p.style {
			w.buf = (*Runtime)(nil).appendStyleEntry(w.buf, &first, cssName(s.name), s.name, s.value.literal)
		}
		if !first {
			w.buf = append(w.buf, '"')
		}
	}
}

// appendLiteral writes an attribute whose value is literal, which never fails: styles are not among them.
func appendLiteral(dst []byte, tag, name string, v compiled.Value) []byte {
	if v.IsNullish() {
		return dst
	}
	if tag == "a" && name == "href" && isEmptyString(v) {
		return appendFlag(dst, "href")
	}
	if out, err := (*Runtime)(nil).appendAttribute(dst, name, v); err == nil {
		return out
	}
	return dst
}

// inner writes literal inner HTML, or the step for one that is not.
func (w *opWriter) inner(p *templateProp) {
	if p.value.kind != valueHTML {
		return
	}
	switch {
	case p.html.kind == valueHole:
		w.emit(op{kind: opInner, hole: p.html.hole})
	case !p.html.literal.IsNullish():
		w.buf = append(w.buf, (*Runtime)(nil).textOf(p.html.literal)...)
	}
}

// renderTemplate writes an instance.
func (q *request) renderTemplate(t *task, in *instance) error {
	if t.format.transition != nil || q.keyed() {
		// The elements below a transition are marked.
		return q.renderWhole(t, in)
	}
	seg := t.segment
	ops := in.node.compiled()
	for i := range ops {
		o := &ops[i]
		switch o.kind {
		case opHTML:
			seg.html = append(seg.html, o.html...)
			seg.lastText = false
		case opText:
			if q.opts.static {
				seg.html = append(seg.html, o.html...)
				seg.lastText = false
				continue
			}
			if seg.lastText {
				seg.html = append(seg.html, textSeparator...)
			}
			seg.html = append(seg.html, o.html...)
			seg.lastText = true
		case opAttribute:
			v := in.holes[o.hole]
			if v.IsNullish() {
				continue
			}
			if o.name == "href" && o.tag == "a" && isEmptyString(v) {
				seg.html = appendFlag(seg.html, "href")
				continue
			}
			html, err := q.r.appendAttribute(seg.html, o.name, v)
			if err != nil {
				return err
			}
			seg.html = html
		case opStyle:
			first := true
			for i := range o.style {
				s := &o.style[i]
				seg.html = q.r.appendStyleEntry(seg.html, &first, s.css, s.name, in.value(s.value))
			}
			if !first {
				seg.html = append(seg.html, '"')
			}
		case opInner:
			if v := in.holes[o.hole]; !v.IsNullish() {
				seg.html = append(seg.html, q.r.textOf(v)...)
			}
		case opChild:
			if err := q.renderHole(t, in.holes[o.hole], o.place); err != nil {
				return err
			}
		}
	}
	return nil
}

// renderHole renders a child of a template where it stands.
func (q *request) renderHole(t *task, v compiled.Value, at *place) error {
	switch v.Ref.(type) {
	case *instance, *elementObject, *goja.Object, *compiled.Array, *compiled.Object:
	case *compiled.Function:
		return nil
	default:
		if v.IsNumber() {
			q.number(t.segment, v)
		} else if text, ok := childText(v); ok {
			q.text(t.segment, text)
		}
		return nil
	}
	format, tree, stack, depth := t.format, t.tree, t.stack, t.depth
	if !at.plain || format != plainBody {
		for _, tag := range at.tags {
			t.format = q.childFormat(t.format, tag, nil)
		}
	}
	for _, s := range at.slots {
		t.tree = t.tree.push(s.total, s.index)
	}
	for _, f := range at.frames {
		t.stack = &frame{parent: t.stack, typ: f}
	}
	t.depth += len(at.tags)
	if err := q.renderNode(t, v, at.index); err != nil {
		return err
	}
	t.format, t.tree, t.stack, t.depth = format, tree, stack, depth
	return nil
}

// renderWhole renders an instance as the element that it stands for.
func (q *request) renderWhole(t *task, in *instance) error {
	return q.renderParts(t, compiled.From(in.typeValue()), compiled.From(in.keyValue()), compiled.Value{Ref: in.materialise()})
}
