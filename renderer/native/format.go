package native

import "github.com/dop251/goja"

// mode is what kind of parent an element has: what may stand in it, and how a piece of it is sent alone.
type mode uint8

const (
	modeRoot mode = iota
	modeHTML
	modeBody
	modeHead
	modeSVG
	modeMathML
	modeTable
	modeTableBody
	modeTableRow
	modeColGroup
)

// scope says what is around an element.
type scope uint8

const (
	scopeNoscript scope = 1 << iota
	scopePicture
	scopeFallback
	scopeExit
	scopeEnter
	scopeAppear

	subtreeScopes = scopeExit | scopeEnter // only for the element directly below
)

// formatContext is where in the document an element stands. It is immutable, but for the counter of its transition.
type formatContext struct {
	mode       mode
	selected   goja.Value // the value of the select around, nil when there is none
	scope      scope
	transition *viewTransition
}

// viewTransition is what a ViewTransition gives to the elements directly below.
type viewTransition struct {
	update, enter, exit, share, name, autoName string
	index                                      int
}

func rootFormat(namespace string) *formatContext {
	switch namespace {
	case "http://www.w3.org/2000/svg":
		return &formatContext{mode: modeSVG}
	case "http://www.w3.org/1998/Math/MathML":
		return &formatContext{mode: modeMathML}
	}
	return &formatContext{}
}

// plainBody is the format of most elements.
var plainBody = &formatContext{mode: modeBody}

// childFormat is the format inside an element (getChildFormatContext).
func (q *request) childFormat(f *formatContext, tag string, props propList) *formatContext {
	scope := f.scope &^ subtreeScopes
	in := func(m mode) *formatContext { return &formatContext{mode: m, scope: scope} }
	switch tag {
	case "noscript":
		return &formatContext{mode: modeBody, scope: scope | scopeNoscript}
	case "select":
		v := props.Get("value")
		if isNullish(v) {
			v = props.Get("defaultValue")
		}
		if isNullish(v) {
			v = nil
		}
		return &formatContext{mode: modeBody, selected: v, scope: scope}
	case "svg":
		return in(modeSVG)
	case "picture":
		return &formatContext{mode: modeBody, scope: scope | scopePicture}
	case "math":
		return in(modeMathML)
	case "foreignObject":
		return in(modeBody)
	case "table":
		return in(modeTable)
	case "thead", "tbody", "tfoot":
		return in(modeTableBody)
	case "colgroup":
		return in(modeColGroup)
	case "tr":
		return in(modeTableRow)
	case "head":
		if f.mode <= modeHTML {
			return in(modeHead)
		}
	case "html":
		if f.mode == modeRoot {
			return in(modeHTML)
		}
	}
	switch {
	case f.mode >= modeTable || f.mode <= modeHTML:
		if scope == 0 {
			return plainBody
		}
		return in(modeBody)
	case f.transition != nil || f.scope != scope:
		return &formatContext{mode: f.mode, selected: f.selected, scope: scope}
	}
	return f
}

// inBoundary is the transition of a boundary's content and fallback (getSuspenseViewTransition).
func (v *viewTransition) inBoundary() *viewTransition {
	if v == nil {
		return nil
	}
	return &viewTransition{update: v.update, enter: "none", exit: "none", share: v.update, name: v.autoName, autoName: v.autoName}
}

func (q *request) fallbackFormat(f *formatContext) *formatContext {
	return &formatContext{mode: f.mode, selected: f.selected, scope: f.scope | scopeFallback | scopeExit, transition: f.transition.inBoundary()}
}

func (q *request) contentFormat(f *formatContext) *formatContext {
	vt := f.transition.inBoundary()
	scope := f.scope | scopeEnter
	if vt != nil && vt.share != "none" {
		scope |= scopeAppear
	}
	return &formatContext{mode: f.mode, selected: f.selected, scope: scope, transition: vt}
}
