package native

import "github.com/dop251/goja"

// preamble is the start tags of html, head and body: they are written before everything else. Nil parts are not there.
type preamble struct{ html, head, body []byte }

// startSingleton starts html, head or body, which at the top of a document go into the preamble.
func (q *request) startSingleton(t *task, tag string, props propList) (goja.Value, error) {
	top := t.format.mode <= modeHTML
	if tag == "html" {
		top = t.format.mode == modeRoot
	}
	seg := t.segment
	if !top {
		html, children, err := q.appendGeneric(seg.html, t.format, tag, props, nil)
		if err == nil {
			seg.html = html
		}
		return children, err
	}
	p := t.preamble
	if p == nil {
		p = &q.out.preamble
	}
	var part *[]byte
	start := []byte{}
	switch tag {
	case "html":
		part, start = &p.html, append(start, "<!DOCTYPE html>"...)
	case "head":
		part = &p.head
	default:
		part = &p.body
	}
	if *part != nil {
		return nil, q.r.fail("The `<" + tag + ">` tag may only be rendered once.")
	}
	if t.preamble != nil {
		seg.html = append(seg.html, "<!--"+tag+"-->"...)
	}
	if q.opts.legacy && tag == "html" {
		start = start[:0]
	}
	html, e, err := q.appendStart(start, t.format, tag, props, nil)
	if err != nil {
		return nil, err
	}
	if html, err = q.r.appendHTML(html, e); err != nil {
		return nil, err
	}
	*part = html
	return e.children, nil
}

// hoist takes over the parts of a boundary's preamble that the document has not.
func (p *preamble) hoist(from *preamble) {
	if p.html == nil {
		p.html = from.html
	}
	if p.head == nil {
		p.head = from.head
	}
	if p.body == nil {
		p.body = from.body
	}
}

// preparePreamble decides whether the start of the document is known: when no boundary that may contribute to it is pending.
func (q *request) preparePreamble() {
	if q.rootSegment == nil || q.preambleReady {
		return
	}
	size := q.byteSize
	var collected [][]*segment
	pending := q.collectPreamble(q.rootSegment, &collected)
	p := &q.out.preamble
	if !pending || p.head != nil && p.body != nil {
		q.preambles, q.preambleReady = collected, true
	} else {
		q.byteSize = size
	}
}

// collectPreamble is preparePreambleFromSegment; it reports whether something is pending.
func (q *request) collectPreamble(seg *segment, into *[][]*segment) bool {
	b := seg.boundary
	if b == nil {
		return q.collectBelow(seg, into)
	}
	if b.preamble == nil {
		return false
	}
	switch b.status {
	case completed:
		q.out.preamble.hoist(&b.preamble.content)
		q.byteSize += b.byteSize
		if len(b.segments) == 0 {
			return true
		}
		return q.collectBelow(b.segments[0], into)
	case clientRendered:
		if seg.status == segCompleted {
			q.out.preamble.hoist(&b.preamble.fallback)
			return q.collectBelow(seg, into)
		}
	}
	return true
}

func (q *request) collectBelow(seg *segment, into *[][]*segment) bool {
	if len(seg.preamble) > 0 {
		*into = append(*into, seg.preamble)
	}
	pending := false
	for _, child := range seg.children {
		if q.collectPreamble(child, into) {
			pending = true
		}
	}
	return pending
}
