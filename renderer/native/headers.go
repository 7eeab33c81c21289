package native

import (
	"strings"

	"github.com/dop251/goja"
)

// headers collects what can be said in a Link header before the shell is written, while there is room.
type headers struct {
	preconnects, fonts, images string
	room                       float64
}

// take adds a link to a list if there is room for it. A nil receiver takes nothing.
func (h *headers) take(list *string, link string) bool {
	if h == nil || h.room <= 0 {
		return false
	}
	if h.room -= float64(len(link) + 2); h.room < 0 {
		return false
	}
	if *list != "" {
		*list += ", "
	}
	*list += link
	return true
}

// orEmpty lets callers name a list of a nil receiver, which take then leaves alone.
func (h *headers) orEmpty() *headers {
	if h == nil {
		return &headers{}
	}
	return h
}

var (
	headerURLEscapes   = strings.NewReplacer("<", "%3C", ">", "%3E", "\n", "%0A", "\r", "%0D")
	headerValueEscapes = strings.NewReplacer(`"`, "%22", "'", "%27", ";", "%3B", ",", "%2C", "\n", "%0A", "\r", "%0D")
)

func headerURL(s string) string { return headerURLEscapes.Replace(s) }

func headerValue(s string) string { return headerValueEscapes.Replace(s) }

// preloadHeader is getPreloadAsHeader.
func preloadHeader(href, as string, params *goja.Object) string {
	if params == nil {
		return preloadHeaderOf(href, as, nil)
	}
	return preloadHeaderOf(href, as, attrs(params))
}

func preloadHeaderOf(href, as string, params []attr) string {
	h := "<" + headerURL(href) + `>; rel=preload; as="` + headerValue(as) + `"`
	for _, p := range params {
		if s, ok := p.value.(goja.String); ok {
			h += "; " + strings.ToLower(p.name) + `="` + headerValue(s.String()) + `"`
		}
	}
	return h
}

// emitEarlyHeaders gives the collected links to onHeaders, once (safelyEmitEarlyPreloads). Without a complete shell, the style
// sheets known so far are among them.
func (q *request) emitEarlyHeaders(shellComplete bool) {
	h := q.out.headers
	if h == nil {
		return
	}
	q.out.headers = nil
	link := h.preconnects
	for _, list := range []string{h.fonts, h.images} {
		if list != "" && link != "" {
			link += ", "
		}
		link += list
	}
	if !shellComplete {
		link = q.sheetHeaders(h, link)
	}
	o := q.r.vm.NewObject()
	if link != "" {
		_ = o.Set("Link", link)
	}
	if _, err := q.opts.onHeaders(goja.Undefined(), o); err != nil {
		value, _, fatal := q.r.caught(asThrown(err))
		if fatal != nil {
			q.r.raise(fatal)
		}
		q.report(value, nil)
	}
}

func (q *request) sheetHeaders(h *headers, link string) string {
	for _, queue := range q.out.styleOrder {
		for _, s := range queue.sheets {
			var params []attr
			for _, name := range []string{"crossOrigin", "integrity", "nonce", "type", "fetchPriority", "referrerPolicy", "media"} {
				params = append(params, attr{name, attrValue(s.props, name)})
			}
			if !h.take(&link, preloadHeaderOf(s.href, "style", params)) {
				return link
			}
		}
	}
	return link
}
