package native

import (
	"slices"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/renderer/native/compiled"
)

// attr is a property of an element that the renderer makes itself.
type attr struct {
	name  string
	value goja.Value
}

// attrs lists the properties of an object in order.
func attrs(o propList) []attr {
	keys := o.Keys()
	out := make([]attr, 0, len(keys)+1)
	for _, k := range keys {
		out = append(out, attr{k, o.Get(k)})
	}
	return out
}

func attrValue(list []attr, name string) goja.Value {
	for _, a := range list {
		if a.name == name {
			return a.value
		}
	}
	return nil
}

// setAttr is Object.assign of one property: a known name keeps its place.
func setAttr(list []attr, name string, v goja.Value) []attr {
	for i := range list {
		if list[i].name == name {
			list[i].value = v
			return list
		}
	}
	return append(list, attr{name, v})
}

// setAttrs is Object.assign.
func setAttrs(list []attr, from *goja.Object) []attr {
	if from == nil {
		return list
	}
	for _, k := range from.Keys() {
		list = setAttr(list, k, from.Get(k))
	}
	return list
}

// appendLink writes a link element (pushLinkImpl).
func (r *Runtime) appendLink(dst []byte, props []attr) ([]byte, error) {
	dst = append(dst, "<link"...)
	var err error
	for _, a := range props {
		switch {
		case isNullish(a.value):
		case a.name == "children" || a.name == "dangerouslySetInnerHTML":
			return nil, r.fail("link is a self-closing tag and must neither have `children` nor use `dangerouslySetInnerHTML`.")
		default:
			if dst, err = r.appendAttribute(dst, a.name, compiled.From(a.value)); err != nil {
				return nil, err
			}
		}
	}
	return append(dst, "/>"...), nil
}

// appendScript writes a script element (pushScriptImpl).
func (r *Runtime) appendScript(dst []byte, props []attr) ([]byte, error) {
	dst = append(dst, "<script"...)
	var e element
	var err error
	for _, a := range props {
		switch {
		case isNullish(a.value):
		case a.name == "children":
			e.children = a.value
		case a.name == "dangerouslySetInnerHTML":
			e.html = a.value
		default:
			if dst, err = r.appendAttribute(dst, a.name, compiled.From(a.value)); err != nil {
				return nil, err
			}
		}
	}
	if dst, err = r.appendHTML(append(dst, '>'), e); err != nil {
		return nil, err
	}
	if s, ok := e.children.(goja.String); ok {
		dst = append(dst, escapeScript(s.String())...)
	}
	return append(dst, "</script>"...), nil
}

// stays reports whether metadata stays where it is: in SVG, in a noscript, or as an item's property.
func stays(t *task, props propList) bool {
	return t.format.mode == modeSVG || t.format.scope&scopeNoscript != 0 || !isNullish(props.Get("itemProp"))
}

// separate keeps the text before a hoisted element apart from the text after it.
func (q *request) separate(t *task) {
	if t.segment.lastText {
		t.segment.html = append(t.segment.html, textSeparator...)
	}
}

// singleChild is the child of title and style elements, as text; ok is false for what has none.
func singleChild(children goja.Value) (string, bool) {
	if o, ok := children.(*goja.Object); ok && isArray(o) {
		if o.Get("length").ToInteger() >= 2 {
			return "", false
		}
		children = o.Get("0")
	}
	switch kindOf(children) {
	case kUndefined, kNull, kFunction, kSymbol:
		return "", false
	}
	return children.String(), true
}

func (q *request) title(t *task, props propList) error {
	switch {
	case stays(t, props):
		html, err := q.appendTitle(t.segment.html, props)
		if err == nil {
			t.segment.html = html
		}
		return err
	case t.format.scope&scopeFallback != 0:
		return nil
	}
	html, err := q.appendTitle(q.out.hoistable, props)
	if err == nil {
		q.out.hoistable = html
	}
	return err
}

func (q *request) appendTitle(dst []byte, props propList) ([]byte, error) {
	dst, e, err := q.r.appendProps(append(dst, "<title"...), props, nil)
	if err != nil {
		return nil, err
	}
	dst = append(dst, '>')
	if s, ok := singleChild(e.children); ok {
		dst = appendEscaped(dst, s)
	}
	if dst, err = q.r.appendHTML(dst, e); err != nil {
		return nil, err
	}
	return append(dst, "</title>"...), nil
}

func (q *request) meta(t *task, props propList) error {
	dst := &t.segment.html
	if !stays(t, props) {
		q.separate(t)
		if t.format.scope&scopeFallback != 0 {
			return nil
		}
		dst = &q.out.hoistable
		if _, ok := props.Get("charSet").(goja.String); ok {
			dst = &q.out.charset
		} else if s, ok := props.Get("name").(goja.String); ok && s.String() == "viewport" {
			dst = &q.out.viewport
		}
	}
	html, err := q.selfClosing(*dst, t.format, "meta", props)
	if err == nil {
		*dst = html
	}
	return err
}

func truthy(v goja.Value) bool { return v != nil && v.ToBoolean() }

func (q *request) link(t *task, props propList) error {
	rel, relOK := props.Get("rel").(goja.String)
	href, hrefOK := props.Get("href").(goja.String)
	here := func() error {
		html, err := q.r.appendLink(t.segment.html, attrs(props))
		if err == nil {
			t.segment.html = html
		}
		return err
	}
	if stays(t, props) || !relOK || !hrefOK || href.Length() == 0 {
		return here()
	}
	handled := truthy(props.Get("onLoad")) || truthy(props.Get("onError"))
	if rel.String() != "stylesheet" {
		if handled {
			return here()
		}
		q.separate(t)
		if t.format.scope&scopeFallback != 0 {
			return nil
		}
		html, err := q.r.appendLink(q.out.hoistable, attrs(props))
		if err == nil {
			q.out.hoistable = html
		}
		return err
	}
	precedence, ok := props.Get("precedence").(goja.String)
	if !ok || !isNullish(props.Get("disabled")) || handled {
		return here()
	}
	q.stylesheet(t, href.String(), precedence.String(), func() []attr {
		list := attrs(props)
		list = setAttr(list, "data-precedence", precedence)
		return setAttr(list, "precedence", goja.Null())
	})
	q.separate(t)
	return nil
}

// stylesheet makes a style sheet part of the head, once, and a need of the boundary around.
func (q *request) stylesheet(t *task, href, precedence string, props func() []attr) {
	queue := q.out.styles[precedence]
	state, known := q.out.styleResources[href]
	if !known || state != nil {
		q.out.styleResources[href] = nil
		queue = q.out.queue(precedence)
		sheet := &stylesheet{href: href, props: props()}
		q.out.adoptSheet(sheet, state)
		queue.add(sheet)
		if t != nil && t.hoist != nil {
			t.hoist.addSheet(sheet)
		}
	} else if queue != nil && t != nil && t.hoist != nil {
		if sheet := queue.sheet(href); sheet != nil {
			t.hoist.addSheet(sheet)
		}
	}
}

func (q *request) script(t *task, props propList) error {
	src, ok := props.Get("src").(goja.String)
	async := props.Get("async")
	if !ok || src.Length() == 0 || !truthy(async) || isFunction(async) || kindOf(async) == kSymbol ||
		truthy(props.Get("onLoad")) || truthy(props.Get("onError")) || stays(t, props) {
		html, err := q.r.appendScript(t.segment.html, attrs(props))
		if err == nil {
			t.segment.html = html
		}
		return err
	}
	resources, preloads := q.out.scriptResources, q.out.preloads.scripts
	if s, ok := props.Get("type").(goja.String); ok && s.String() == "module" {
		resources, preloads = q.out.moduleResources, q.out.preloads.modules
	}
	if err := q.addScript(resources, preloads, src.String(), attrs(props)); err != nil {
		return err
	}
	q.separate(t)
	return nil
}

// addScript sends a script with the head, once.
func (q *request) addScript(resources map[string]*credentials, preloads map[string]*resource, src string, props []attr) error {
	state, known := resources[src]
	if known && state == nil {
		return nil
	}
	resources[src] = nil
	if state != nil {
		props = state.adopt(props)
		if p := preloads[src]; p != nil {
			p.html = nil
		}
	}
	html, err := q.r.appendScript(nil, props)
	if err == nil {
		q.out.scripts.add(&resource{html})
	}
	return err
}

func (q *request) style(t *task, props propList) error {
	precedence, ok := props.Get("precedence").(goja.String)
	href, hrefOK := props.Get("href").(goja.String)
	if stays(t, props) || !ok || !hrefOK || href.Length() == 0 {
		dst, e, err := q.r.appendProps(append(t.segment.html, "<style"...), props, nil)
		if err != nil {
			return err
		}
		dst = append(dst, '>')
		if dst, err = q.appendStyleText(dst, e); err != nil {
			return err
		}
		t.segment.html = append(dst, "</style>"...)
		return nil
	}
	queue := q.out.styles[precedence.String()]
	if state, known := q.out.styleResources[href.String()]; !known || state != nil {
		q.out.styleResources[href.String()] = nil
		queue = q.out.queue(precedence.String())
		nonce, _ := props.Get("nonce").(goja.String)
		if q.out.styleNonce == "" || nonce != nil && nonce.String() == q.out.styleNonce {
			queue.hrefs = append(queue.hrefs, string(appendEscaped(nil, href.String())))
			e := element{children: props.Get("children"), html: props.Get("dangerouslySetInnerHTML")}
			if isNullish(e.children) {
				e.children = nil
			}
			if isNullish(e.html) {
				e.html = nil
			}
			var err error
			if queue.rules, err = q.appendStyleText(queue.rules, e); err != nil {
				return err
			}
		}
	}
	if queue != nil && t.hoist != nil && !slices.Contains(t.hoist.styles, queue) {
		t.hoist.styles = append(t.hoist.styles, queue)
	}
	q.separate(t)
	return nil
}

func (q *request) appendStyleText(dst []byte, e element) ([]byte, error) {
	if s, ok := singleChild(e.children); ok {
		dst = append(dst, escapeStyle(s)...)
	}
	return q.r.appendHTML(dst, e)
}
