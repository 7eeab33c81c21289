package native

import (
	"github.com/dop251/goja"
)

// output is what goes around the body: the head's resources, the preamble, scripts, and what was sent already (React's
// resumable and render state).
type output struct {
	charset, viewport, hoistable, importMap, bootstrap              []byte
	preconnects, fonts, highImages, bootstrapLinks, scripts, bulk   resources
	styles                                                          map[string]*styleQueue
	styleOrder                                                      []*styleQueue
	preloads                                                        preloads
	dns                                                             map[string]bool
	connect                                                         map[string]bool
	images                                                          map[string]bool
	styleResources, scriptResources, moduleResources                map[string]*credentials
	unknown, moduleUnknown                                          map[string]bool
	preamble                                                        preamble
	headers                                                         *headers
	inlineScript, inlineStyle                                       string // how such an element begins
	styleNonce                                                      string
	sent                                                            sentScripts
	hasBody, hasHTML, shellID, shellTime, stylesToHoist, formReplay bool
}

// preloads are the ones that may still be promoted or dropped.
type preloads struct{ images, sheets, scripts, modules map[string]*resource }

// resource is the HTML of one resource; empty when it became unneeded.
type resource struct{ html []byte }

type resources struct{ list []*resource }

func (s *resources) add(r *resource) { s.list = append(s.list, r) }

// credentials is what a preload was asked with, so that what uses it asks the same; nil in a map means: already in the document.
type credentials struct {
	given                  bool
	crossOrigin, integrity goja.Value
}

func newCredentials(options *goja.Object) *credentials {
	if options == nil {
		return &credentials{}
	}
	c := &credentials{crossOrigin: options.Get("crossOrigin"), integrity: options.Get("integrity")}
	_, a := c.crossOrigin.(goja.String)
	_, b := c.integrity.(goja.String)
	c.given = a || b
	return c
}

// adopt is adoptPreloadCredentials.
func (c *credentials) adopt(props []attr) []attr {
	if !c.given {
		return props
	}
	if isNullish(attrValue(props, "crossOrigin")) {
		props = setAttr(props, "crossOrigin", c.crossOrigin)
	}
	if isNullish(attrValue(props, "integrity")) {
		props = setAttr(props, "integrity", c.integrity)
	}
	return props
}

// styleQueue has the style sheets and rules of one precedence.
type styleQueue struct {
	precedence string // escaped
	rules      []byte
	hrefs      []string
	sheets     []*stylesheet
}

func (s *styleQueue) add(sheet *stylesheet) { s.sheets = append(s.sheets, sheet) }

func (s *styleQueue) sheet(href string) *stylesheet {
	for _, x := range s.sheets {
		if x.href == href {
			return x
		}
	}
	return nil
}

type sheetState uint8

const (
	sheetPending   sheetState = iota
	sheetPreloaded            // a preload is on its way, or not needed
	sheetInHead
	sheetLate // inserted by a boundary's script
)

type stylesheet struct {
	state sheetState
	href  string
	props []attr
}

// hoistables are the styles that a boundary must not be shown without.
type hoistables struct {
	styles []*styleQueue
	sheets []*stylesheet
	images bool
}

func (h *hoistables) addSheet(s *stylesheet) {
	for _, x := range h.sheets {
		if x == s {
			return
		}
	}
	h.sheets = append(h.sheets, s)
}

// adopt takes over a child's.
func (h *hoistables) adopt(child *hoistables) {
	for _, s := range child.styles {
		known := false
		for _, x := range h.styles {
			known = known || x == s
		}
		if !known {
			h.styles = append(h.styles, s)
		}
	}
	for _, s := range child.sheets {
		h.addSheet(s)
	}
	h.images = h.images || child.images
}

// suspensey is hasSuspenseyContent.
func (h *hoistables) suspensey(inShell bool) bool {
	return h.images || !inShell && len(h.sheets) > 0
}

func (o *output) init() {
	o.styles = map[string]*styleQueue{}
	o.dns, o.connect, o.images, o.unknown, o.moduleUnknown = map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}
	o.styleResources, o.scriptResources, o.moduleResources = map[string]*credentials{}, map[string]*credentials{}, map[string]*credentials{}
	o.preloads = preloads{map[string]*resource{}, map[string]*resource{}, map[string]*resource{}, map[string]*resource{}}
	o.inlineScript, o.inlineStyle = "<script", "<style"
}

// queue is the queue of a precedence, made when it is new.
func (o *output) queue(precedence string) *styleQueue {
	s := o.styles[precedence]
	if s == nil {
		s = &styleQueue{precedence: string(appendEscaped(nil, precedence))}
		o.styles[precedence] = s
		o.styleOrder = append(o.styleOrder, s)
	}
	return s
}

// adoptSheet makes a style sheet take over from its preload.
func (o *output) adoptSheet(s *stylesheet, state *credentials) {
	if state == nil {
		return
	}
	s.props = state.adopt(s.props)
	if p := o.preloads.sheets[s.href]; p != nil && len(p.html) > 0 {
		p.html = nil
	} else {
		s.state = sheetPreloaded
	}
}

// installResources makes React DOM's resource hints ours while a request is being worked on (ReactDOMSharedInternals.d).
func (r *Runtime) installResources(dom *goja.Object) error {
	previous, ok := dom.Get("d").(*goja.Object)
	if !ok {
		return r.fail("react-dom has no dispatcher")
	}
	hint := func(name string, f func(q *request, call goja.FunctionCall) error) (string, func(goja.FunctionCall) goja.Value) {
		return name, func(call goja.FunctionCall) goja.Value {
			q := r.resolveRequest()
			if q == nil {
				if before, ok := goja.AssertFunction(previous.Get(name)); ok {
					r.must(before, call.Arguments...)
				}
				return goja.Undefined()
			}
			if err := f(q, call); err != nil {
				r.raise(err)
			}
			return goja.Undefined()
		}
	}
	d := r.vm.NewObject()
	for _, key := range []string{"f", "r"} {
		if err := d.Set(key, previous.Get(key)); err != nil {
			return err
		}
	}
	for name, f := range map[string]func(*request, goja.FunctionCall) error{
		"D": (*request).prefetchDNS, "C": (*request).preconnect, "L": (*request).preload, "m": (*request).preloadModule,
		"X": (*request).preinitScript, "S": (*request).preinitStyle, "M": (*request).preinitModule,
	} {
		key, native := hint(name, f)
		if err := d.Set(key, native); err != nil {
			return err
		}
	}
	return dom.Set("d", d)
}

// resolveRequest is the request that the running code belongs to.
func (r *Runtime) resolveRequest() *request {
	if r.current != nil {
		return r.current
	}
	if r.env.Stored == nil {
		return nil
	}
	v, err := r.env.Stored(goja.Undefined())
	if err != nil {
		return nil
	}
	q, _ := v.Export().(*request)
	return q
}

func stringArg(call goja.FunctionCall, i int) (string, bool) {
	s, ok := call.Argument(i).(goja.String)
	if !ok || s.Length() == 0 {
		return "", false
	}
	return s.String(), true
}

func objectArg(call goja.FunctionCall, i int) *goja.Object {
	o, _ := call.Argument(i).(*goja.Object)
	return o
}

// addLink adds a link element to a set.
func (q *request) addLink(to *resources, props []attr) error {
	html, err := q.r.appendLink(nil, props)
	if err == nil {
		to.add(&resource{html})
	}
	return err
}

// addPreload adds the link of a preload that may still be promoted or dropped, under its key.
func (q *request) addPreload(to map[string]*resource, key string, props []attr) error {
	html, err := q.r.appendLink(nil, props)
	if err == nil {
		to[key] = &resource{html}
		q.out.bulk.add(to[key])
	}
	return err
}

func (q *request) str(s string) goja.Value { return q.r.vm.ToValue(s) }

func (q *request) prefetchDNS(call goja.FunctionCall) error {
	href, ok := stringArg(call, 0)
	if !ok {
		return nil
	}
	if !q.out.dns[href] {
		q.out.dns[href] = true
		if !q.out.headers.take(&q.out.headers.orEmpty().preconnects, "<"+headerURL(href)+">; rel=dns-prefetch") {
			if err := q.addLink(&q.out.preconnects, []attr{{"href", q.str(href)}, {"rel", q.str("dns-prefetch")}}); err != nil {
				return err
			}
		}
	}
	q.enqueueFlush()
	return nil
}

func (q *request) preconnect(call goja.FunctionCall) error {
	href, ok := stringArg(call, 0)
	if !ok {
		return nil
	}
	bucket := "default "
	cross, isString := call.Argument(1).(goja.String)
	if isString {
		bucket = "anonymous "
		if cross.String() == "use-credentials" {
			bucket = "credentials "
		}
	}
	if !q.out.connect[bucket+href] {
		q.out.connect[bucket+href] = true
		header := "<" + headerURL(href) + ">; rel=preconnect"
		if isString {
			header += `; crossorigin="` + headerValue(cross.String()) + `"`
		}
		if !q.out.headers.take(&q.out.headers.orEmpty().preconnects, header) {
			props := []attr{{"rel", q.str("preconnect")}, {"href", q.str(href)}, {"crossOrigin", call.Argument(1)}}
			if err := q.addLink(&q.out.preconnects, props); err != nil {
				return err
			}
		}
	}
	q.enqueueFlush()
	return nil
}

func (q *request) preload(call goja.FunctionCall) error {
	href, _ := stringArg(call, 0)
	as, ok := stringArg(call, 1)
	options := objectArg(call, 2)
	if !ok || href == "" {
		return nil
	}
	var err error
	props := func() []attr {
		return setAttrs([]attr{{"rel", q.str("preload")}, {"href", q.str(href)}, {"as", q.str(as)}}, options)
	}
	switch as {
	case "image":
		err = q.preloadImageHint(href, as, options)
	case "style", "script":
		resources, preloads := q.out.styleResources, q.out.preloads.sheets
		if as == "script" {
			resources, preloads = q.out.scriptResources, q.out.preloads.scripts
		}
		if _, known := resources[href]; known {
			return nil
		}
		resources[href] = newCredentials(options)
		err = q.addPreload(preloads, href, props())
	default:
		if q.out.unknown[as+" "+href] {
			return nil
		}
		q.out.unknown[as+" "+href] = true
		set := &q.out.bulk
		if as == "font" {
			if q.out.headers.take(&q.out.headers.orEmpty().fonts, preloadHeader(href, as, options)) {
				break
			}
			set = &q.out.fonts
		}
		err = q.addLink(set, props())
	}
	if err == nil {
		q.enqueueFlush()
	}
	return err
}

func stringProp(o propList, name string) string {
	if s, ok := o.Get(name).(goja.String); ok {
		return s.String()
	}
	return ""
}

func (q *request) preloadModule(call goja.FunctionCall) error {
	href, ok := stringArg(call, 0)
	if !ok {
		return nil
	}
	options := objectArg(call, 1)
	as := "script"
	if options != nil {
		if s := stringProp(options, "as"); s != "" {
			as = s
		}
	}
	if as == "script" {
		if _, known := q.out.moduleResources[href]; known {
			return nil
		}
		q.out.moduleResources[href] = newCredentials(options)
	} else {
		if q.out.moduleUnknown[as+" "+href] {
			return nil
		}
		q.out.moduleUnknown[as+" "+href] = true
	}
	props := setAttrs([]attr{{"rel", q.str("modulepreload")}, {"href", q.str(href)}}, options)
	var err error
	if as == "script" {
		err = q.addPreload(q.out.preloads.modules, href, props)
	} else {
		err = q.addLink(&q.out.bulk, props)
	}
	if err == nil {
		q.enqueueFlush()
	}
	return err
}

func (q *request) preinitStyle(call goja.FunctionCall) error {
	href, ok := stringArg(call, 0)
	if !ok {
		return nil
	}
	precedence, ok := stringArg(call, 1)
	if !ok {
		precedence = "default"
	}
	if state, known := q.out.styleResources[href]; known && state == nil {
		return nil
	}
	q.stylesheet(nil, href, precedence, func() []attr {
		props := []attr{{"rel", q.str("stylesheet")}, {"href", q.str(href)}, {"data-precedence", q.str(precedence)}}
		return setAttrs(props, objectArg(call, 2))
	})
	q.enqueueFlush()
	return nil
}

func (q *request) preinitScript(call goja.FunctionCall) error {
	return q.preinit(call, q.out.scriptResources, q.out.preloads.scripts, nil)
}

func (q *request) preinitModule(call goja.FunctionCall) error {
	return q.preinit(call, q.out.moduleResources, q.out.preloads.modules, []attr{{"type", q.str("module")}})
}

func (q *request) preinit(call goja.FunctionCall, known map[string]*credentials, preloads map[string]*resource, extra []attr) error {
	src, ok := stringArg(call, 0)
	if !ok {
		return nil
	}
	props := append([]attr{{"src", q.str(src)}}, extra...)
	props = setAttrs(append(props, attr{"async", q.r.vm.ToValue(true)}), objectArg(call, 1))
	if err := q.addScript(known, preloads, src, props); err != nil {
		return err
	}
	q.enqueueFlush()
	return nil
}

func (s *resources) remove(r *resource) {
	for i, x := range s.list {
		if x == r {
			s.list = append(s.list[:i:i], s.list[i+1:]...)
			return
		}
	}
}
