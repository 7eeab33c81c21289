package native

import (
	"strings"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/renderer/native/compiled"
)

// element is what the start of a host element leaves for later: its children, or HTML instead of them.
type element struct {
	children, html goja.Value
}

// ownRule is what an element does with some properties in a way of its own: it appends what there is to write in their place and
// reports whether that deals with the property.
type ownRule func(dst []byte, name string, v goja.Value) ([]byte, bool, error)

// appendProps writes the properties of an element as attributes and keeps children and dangerouslySetInnerHTML apart. own is
// asked first; nil has no rules.
func (r *Runtime) appendProps(dst []byte, props propList, own ownRule) ([]byte, element, error) {
	var e element
	var err error
	for _, name := range props.Keys() {
		v := props.Get(name)
		if isNullish(v) {
			continue
		}
		if own != nil {
			var done bool
			if dst, done, err = own(dst, name, v); err != nil {
				return nil, e, err
			}
			if done {
				continue
			}
		}
		switch name {
		case "children":
			e.children = v
		case "dangerouslySetInnerHTML":
			e.html = v
		default:
			if dst, err = r.appendAttribute(dst, name, compiled.From(v)); err != nil {
				return nil, e, err
			}
		}
	}
	return dst, e, nil
}

// appendHTML is pushInnerHTML.
func (r *Runtime) appendHTML(dst []byte, e element) ([]byte, error) {
	html, err := r.innerHTML(e)
	if err != nil || html == nil {
		return dst, err
	}
	return append(dst, html.String()...), nil
}

// innerHTML is the value of dangerouslySetInnerHTML; nil when there is none.
func (r *Runtime) innerHTML(e element) (goja.Value, error) {
	if e.html == nil {
		return nil, nil
	}
	if e.children != nil {
		return nil, r.fail("Can only set one of `children` or `props.dangerouslySetInnerHTML`.")
	}
	o, ok := e.html.(*goja.Object)
	if !ok || isFunction(o) || o.Get("__html") == nil {
		return nil, r.fail("`props.dangerouslySetInnerHTML` must be in the form `{__html: ...}`. Please visit https://react.dev/link/dangerously-set-inner-html for more information.")
	}
	if html := o.Get("__html"); !isNullish(html) {
		return html, nil
	}
	return nil, nil
}

// startElement writes the start of an element and gives the children that remain to be rendered, nil for none
// (pushStartInstance).
func (q *request) startElement(t *task, tag string, props propList) (goja.Value, error) {
	seg := t.segment
	var children goja.Value
	var err error
	switch tag {
	case "div", "span", "svg", "path", "g", "p", "li":
		seg.html, children, err = q.appendGeneric(seg.html, t.format, tag, props, nil)
	case "a":
		seg.html, children, err = q.startAnchor(seg.html, t.format, props)
	case "select":
		seg.html, children, err = q.startSelect(seg.html, t.format, props)
	case "option":
		seg.html, children, err = q.startOption(seg.html, t.format, props)
	case "textarea":
		seg.html, err = q.textarea(seg.html, t.format, props)
	case "input":
		seg.html, err = q.input(seg.html, t.format, props)
	case "button":
		seg.html, children, err = q.startButton(seg.html, t.format, props)
	case "form":
		seg.html, children, err = q.startForm(seg.html, t.format, props)
	case "menuitem":
		seg.html, err = q.menuitem(seg.html, t.format, props)
	case "object":
		seg.html, children, err = q.startObject(seg.html, t.format, props)
	case "title":
		err = q.title(t, props)
	case "link":
		err = q.link(t, props)
	case "script":
		err = q.script(t, props)
	case "style":
		err = q.style(t, props)
	case "meta":
		err = q.meta(t, props)
	case "listing", "pre":
		seg.html, children, err = q.startPre(seg.html, t.format, tag, props)
	case "img":
		if err = q.preloadImage(t, props); err == nil {
			seg.html, err = q.selfClosing(seg.html, t.format, tag, props)
		}
	case "base", "area", "br", "col", "embed", "hr", "keygen", "param", "source", "track", "wbr":
		seg.html, err = q.selfClosing(seg.html, t.format, tag, props)
	case "head", "body", "html":
		children, err = q.startSingleton(t, tag, props)
	case "annotation-xml", "color-profile", "font-face", "font-face-src", "font-face-uri", "font-face-format", "font-face-name", "missing-glyph":
		seg.html, children, err = q.appendGeneric(seg.html, t.format, tag, props, nil)
	default:
		if strings.Contains(tag, "-") {
			seg.html, children, err = q.startCustom(seg.html, t.format, tag, props)
		} else {
			seg.html, children, err = q.appendGeneric(seg.html, t.format, tag, props, nil)
		}
	}
	return children, err
}

// open writes "<tag".
func (q *request) open(dst []byte, tag string) ([]byte, error) {
	if !plainTag(tag) && !tagName.MatchString(tag) {
		return nil, q.r.fail("Invalid tag: " + tag)
	}
	dst = append(dst, '<')
	return append(dst, tag...), nil
}

func plainTag(tag string) bool {
	for i := 0; i < len(tag); i++ {
		if c := tag[i]; !(c >= 'a' && c <= 'z' || i > 0 && c >= '0' && c <= '9') {
			return false
		}
	}
	return tag != ""
}

// appendGeneric writes the start of an element without rules of its own, and text that is its only child.
func (q *request) appendGeneric(dst []byte, f *formatContext, tag string, props propList, own ownRule) ([]byte, goja.Value, error) {
	dst, e, err := q.appendStart(dst, f, tag, props, own)
	if err != nil {
		return nil, nil, err
	}
	return q.appendContent(dst, e)
}

// appendStart writes "<tag … >" without what follows.
func (q *request) appendStart(dst []byte, f *formatContext, tag string, props propList, own ownRule) ([]byte, element, error) {
	dst, err := q.open(dst, tag)
	if err != nil {
		return nil, element{}, err
	}
	dst, e, err := q.r.appendProps(dst, props, own)
	if err != nil {
		return nil, e, err
	}
	return append(appendTransition(dst, f), '>'), e, nil
}

// appendContent writes inner HTML, or text that is the only child; other children are returned.
func (q *request) appendContent(dst []byte, e element) ([]byte, goja.Value, error) {
	dst, err := q.r.appendHTML(dst, e)
	if err != nil {
		return nil, nil, err
	}
	if s, ok := e.children.(goja.String); ok {
		return appendEscaped(dst, s.String()), nil, nil
	}
	return dst, e.children, nil
}

// startAnchor keeps an empty href: it links to the page itself.
func (q *request) startAnchor(dst []byte, f *formatContext, props propList) ([]byte, goja.Value, error) {
	return q.appendGeneric(dst, f, "a", props, func(dst []byte, name string, v goja.Value) ([]byte, bool, error) {
		if s, ok := v.(goja.String); ok && name == "href" && s.Length() == 0 {
			return appendFlag(dst, "href"), true, nil
		}
		return dst, false, nil
	})
}

// startObject sanitises data, which is a URL there.
func (q *request) startObject(dst []byte, f *formatContext, props propList) ([]byte, goja.Value, error) {
	return q.appendGeneric(dst, f, "object", props, func(dst []byte, name string, v goja.Value) ([]byte, bool, error) {
		if name != "data" {
			return dst, false, nil
		}
		if url := sanitizeURL(v.String()); url != "" {
			dst = appendAttr(dst, "data", url)
		}
		return dst, true, nil
	})
}

func (q *request) noContent(message string) ownRule {
	return func(dst []byte, name string, _ goja.Value) ([]byte, bool, error) {
		if name == "children" || name == "dangerouslySetInnerHTML" {
			return nil, false, q.r.fail(message)
		}
		return dst, false, nil
	}
}

func (q *request) menuitem(dst []byte, f *formatContext, props propList) ([]byte, error) {
	dst, _, err := q.appendStart(dst, f, "menuitem", props, q.noContent("menuitems cannot have `children` nor `dangerouslySetInnerHTML`."))
	return dst, err
}

func (q *request) selfClosing(dst []byte, f *formatContext, tag string, props propList) ([]byte, error) {
	dst, err := q.open(dst, tag)
	if err != nil {
		return nil, err
	}
	dst, _, err = q.r.appendProps(dst, props, q.noContent(tag+" is a self-closing tag and must neither have `children` nor use `dangerouslySetInnerHTML`."))
	if err != nil {
		return nil, err
	}
	return append(appendTransition(dst, f), "/>"...), nil
}

// startPre keeps a first newline, which a parser would drop.
func (q *request) startPre(dst []byte, f *formatContext, tag string, props propList) ([]byte, goja.Value, error) {
	dst, e, err := q.appendStart(dst, f, tag, props, nil)
	if err != nil {
		return nil, nil, err
	}
	html, err := q.r.innerHTML(e)
	if err != nil {
		return nil, nil, err
	}
	newline := func(v goja.Value) {
		if s, ok := v.(goja.String); ok && s.Length() > 0 && s.CharAt(0) == '\n' {
			dst = append(dst, '\n')
		}
	}
	if html != nil {
		newline(html)
		dst = append(dst, html.String()...)
	}
	if e.children != nil {
		newline(e.children)
	}
	return dst, e.children, nil
}

// startCustom writes a custom element: its properties are attributes as they are called.
func (q *request) startCustom(dst []byte, f *formatContext, tag string, props propList) ([]byte, goja.Value, error) {
	dst, e, err := q.appendStart(dst, f, tag, props, q.customProp)
	if err != nil {
		return nil, nil, err
	}
	dst, err = q.r.appendHTML(dst, e)
	return dst, e.children, err
}

func (q *request) customProp(dst []byte, name string, v goja.Value) ([]byte, bool, error) {
	attribute := name
	switch name {
	case "children", "dangerouslySetInnerHTML":
		return dst, false, nil
	case "style":
		dst, err := q.r.appendStyle(dst, compiled.From(v))
		return dst, true, err
	case "suppressContentEditableWarning", "suppressHydrationWarning", "ref":
		return dst, true, nil
	case "className":
		attribute = "class"
	}
	if !validAttributeName(name) {
		return dst, true, nil
	}
	switch kindOf(v) {
	case kFunction, kSymbol, kObject:
	case kBool:
		if v.ToBoolean() {
			dst = appendFlag(dst, attribute)
		}
	default:
		dst = appendAttr(dst, attribute, v.String())
	}
	return dst, true, nil
}
