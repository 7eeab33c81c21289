package native

import (
	"strings"

	"github.com/dop251/goja"
)

// flushHeadStyles writes a precedence's style sheets and rules into the head.
func (q *request) flushHeadStyles(s *stream, queue *styleQueue) error {
	had := len(queue.sheets) > 0
	for _, sheet := range queue.sheets {
		html, err := q.r.appendLink(nil, sheet.props)
		if err != nil {
			return err
		}
		s.bytes(html)
		sheet.state = sheetInHead
	}
	queue.sheets = nil
	if had && len(queue.hrefs) == 0 {
		return nil
	}
	s.text(q.out.inlineStyle, ` data-precedence="`, queue.precedence)
	if len(queue.hrefs) > 0 {
		s.text(`" data-href="`, strings.Join(queue.hrefs, " "))
	}
	s.text(`">`)
	s.bytes(queue.rules)
	s.text("</style>")
	queue.rules, queue.hrefs = nil, nil
	return nil
}

// flushHoistables writes the rules that a boundary needs, and notes whether its style sheets have to be waited for.
func (q *request) flushHoistables(s *stream, h *hoistables) {
	hoist := false
	for _, queue := range h.styles {
		if len(queue.hrefs) == 0 {
			continue
		}
		s.text(q.out.inlineStyle, ` media="not all" data-precedence="`, queue.precedence, `" data-href="`, strings.Join(queue.hrefs, " "), `">`)
		s.bytes(queue.rules)
		s.text("</style>")
		queue.rules, queue.hrefs = nil, nil
		hoist = true
	}
	for _, sheet := range h.sheets {
		hoist = hoist || sheet.state != sheetInHead
	}
	if hoist {
		q.out.stylesToHoist = true
	}
}

func (q *request) preloadLateSheet(s *stream, sheet *stylesheet) {
	if sheet.state != sheetPending {
		return
	}
	sheet.state = sheetPreloaded
	props := []attr{{"rel", q.str("preload")}, {"as", q.str("style")}, {"href", attrValue(sheet.props, "href")}}
	for _, name := range []string{"crossOrigin", "fetchPriority", "integrity", "media", "hrefLang", "referrerPolicy"} {
		props = append(props, attr{name, attrValue(sheet.props, name)})
	}
	if html, err := q.r.appendLink(nil, props); err == nil {
		s.bytes(html)
	}
}

// flushSheetsInScript writes the style sheets of a boundary as the argument of $RR: lists of href, precedence, and attributes;
// of the href alone when it was sent with an earlier boundary (writeStyleResourceDependenciesInJS).
func (q *request) flushSheetsInScript(s *stream, h *hoistables) {
	s.text("[")
	next := "["
	for _, sheet := range h.sheets {
		switch sheet.state {
		case sheetInHead:
			continue
		case sheetLate:
			s.text(next, jsString(sheet.href))
		default:
			s.text(next, jsString(sanitizeURL(sheet.href)), ",", jsString(text(attrValue(sheet.props, "data-precedence"))))
			for _, a := range sheet.props {
				q.sheetAttribute(s, a)
			}
			sheet.state = sheetLate
		}
		s.text("]")
		next = ",["
	}
	s.text("]")
}

func text(v goja.Value) string {
	if v == nil {
		return ""
	}
	return v.String()
}

func (q *request) sheetAttribute(s *stream, a attr) {
	if isNullish(a.value) {
		return
	}
	name, value := strings.ToLower(a.name), ""
	k := kindOf(a.value)
	if k == kFunction || k == kSymbol {
		return
	}
	switch a.name {
	case "href", "rel", "precedence", "data-precedence", "children", "dangerouslySetInnerHTML", "innerHTML",
		"suppressContentEditableWarning", "suppressHydrationWarning", "style", "ref":
		return
	case "className":
		name, value = "class", a.value.String()
	case "hidden":
		if k == kBool && !a.value.ToBoolean() {
			return
		}
	case "src":
		value = sanitizeURL(a.value.String())
	default:
		if len(a.name) > 2 && strings.EqualFold(a.name[:2], "on") || !validAttributeName(a.name) {
			return
		}
		value = a.value.String()
	}
	s.text(",", jsString(name), ",", jsString(value))
}
