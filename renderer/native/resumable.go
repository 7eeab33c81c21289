package native

import (
	"maps"
	"slices"
	"strings"

	"github.com/dop251/goja"
)

// What a render that goes on later has to know of the document that was sent (ResumableState): its ids, which resources it has and
// which inline functions.

// The flags of ResumableState.instructions, but for those that sentScripts has with the same values.
const (
	flagFormReplay = 16
	flagShellID    = 32
	flagShellTime  = 64
)

// resumable writes the state of the document into o. What bootstraps the page was sent with it.
func (q *request) resumable(o *goja.Object) {
	instructions := int(q.out.sent)
	for flag, set := range map[int]bool{
		flagFormReplay: q.out.formReplay, flagShellID: q.out.shellID, flagShellTime: q.out.shellTime,
	} {
		if set {
			instructions |= flag
		}
	}
	q.writeState(o, &q.out, q.nextForm, instructions, goja.Undefined(), goja.Undefined(), goja.Undefined())
}

// startOver writes the state of a document of which nothing is sent.
func (q *request) startOver(o *goja.Object) {
	option := func(name string) goja.Value {
		if q.opts.given == nil {
			return goja.Undefined()
		}
		if v := q.opts.given.Get(name); v != nil {
			return v
		}
		return goja.Undefined()
	}
	none := &output{}
	none.init()
	q.out.hasBody, q.out.hasHTML = false, false // nothing is flushed, not the end either
	q.writeState(o, none, 0, 0, option("bootstrapScriptContent"), option("bootstrapScripts"), option("bootstrapModules"))
	unknown := q.r.vm.NewObject()
	if err := unknown.Set("font", q.r.vm.NewObject()); err == nil {
		_ = o.Set("unknownResources", unknown)
	}
}

func (q *request) writeState(o *goja.Object, out *output, nextForm, instructions int, content, scripts, modules goja.Value) {
	vm := q.r.vm
	set := func(o *goja.Object, name string, v any) {
		if err := o.Set(name, v); err != nil {
			q.r.raise(err)
		}
	}
	table := func(keys []string, value func(key string) goja.Value) *goja.Object {
		t := vm.NewObject()
		for _, key := range slices.Sorted(slices.Values(keys)) {
			set(t, key, value(key))
		}
		return t
	}
	exists := func(string) goja.Value { return goja.Null() }
	plain := func(string) goja.Value { return vm.NewArray() }
	// groups are tables by the first word of the keys.
	groups := func(keys map[string]bool, value func(string) goja.Value, names ...string) *goja.Object {
		by := map[string][]string{}
		for key := range keys {
			group, rest, _ := strings.Cut(key, " ")
			by[group] = append(by[group], rest)
		}
		if names == nil {
			names = slices.Sorted(maps.Keys(by))
		}
		t := vm.NewObject()
		for _, name := range names {
			set(t, name, table(by[name], value))
		}
		return t
	}
	credentialsOf := func(m map[string]*credentials) *goja.Object {
		return table(slices.Collect(maps.Keys(m)), func(key string) goja.Value {
			switch c := m[key]; {
			case c == nil:
				return goja.Null()
			case !c.given:
				return vm.NewArray()
			default:
				return vm.NewArray(orUndefined(c.crossOrigin), orUndefined(c.integrity))
			}
		})
	}
	set(o, "idPrefix", q.opts.idPrefix)
	set(o, "nextFormID", nextForm)
	set(o, "streamingFormat", 0)
	set(o, "bootstrapScriptContent", content)
	set(o, "bootstrapScripts", scripts)
	set(o, "bootstrapModules", modules)
	set(o, "instructions", instructions)
	set(o, "hasBody", out.hasBody)
	set(o, "hasHtml", out.hasHTML)
	set(o, "unknownResources", groups(out.unknown, plain))
	set(o, "dnsResources", table(slices.Collect(maps.Keys(out.dns)), exists))
	set(o, "connectResources", groups(out.connect, exists, "default", "anonymous", "credentials"))
	set(o, "imageResources", table(slices.Collect(maps.Keys(out.images)), plain))
	set(o, "styleResources", credentialsOf(out.styleResources))
	set(o, "scriptResources", credentialsOf(out.scriptResources))
	set(o, "moduleUnknownResources", groups(out.moduleUnknown, plain))
	set(o, "moduleScriptResources", credentialsOf(out.moduleResources))
}

func orUndefined(v goja.Value) goja.Value {
	if v == nil {
		return goja.Undefined()
	}
	return v
}

// readState takes over what writeState has written.
func (q *request) readState(o *goja.Object) {
	out := &q.out
	q.opts.idPrefix = stringProp(o, "idPrefix")
	q.nextForm = int(number(o.Get("nextFormID")))
	instructions := int(number(o.Get("instructions")))
	out.sent = sentScripts(instructions) & (sentSegment | sentBoundary | sentClient | sentStyles)
	out.formReplay = instructions&flagFormReplay != 0
	out.shellID = instructions&flagShellID != 0
	out.shellTime = instructions&flagShellTime != 0
	truth := func(name string) bool { v := o.Get(name); return v != nil && v.ToBoolean() }
	out.hasBody, out.hasHTML = truth("hasBody"), truth("hasHtml")
	each := func(table *goja.Object, name string, take func(key string, v goja.Value)) {
		t, ok := table.Get(name).(*goja.Object)
		if !ok {
			return
		}
		for _, key := range t.Keys() {
			take(key, t.Get(key))
		}
	}
	groups := func(name string, into map[string]bool) {
		if t, ok := o.Get(name).(*goja.Object); ok {
			for _, group := range t.Keys() {
				each(t, group, func(key string, _ goja.Value) { into[group+" "+key] = true })
			}
		}
	}
	groups("unknownResources", out.unknown)
	groups("connectResources", out.connect)
	groups("moduleUnknownResources", out.moduleUnknown)
	each(o, "dnsResources", func(key string, _ goja.Value) { out.dns[key] = true })
	each(o, "imageResources", func(key string, _ goja.Value) { out.images[key] = true })
	for name, into := range map[string]map[string]*credentials{
		"styleResources": out.styleResources, "scriptResources": out.scriptResources, "moduleScriptResources": out.moduleResources,
	} {
		each(o, name, func(key string, v goja.Value) {
			list, ok := v.(*goja.Object)
			if !ok {
				into[key] = nil
				return
			}
			c := &credentials{crossOrigin: list.Get("0"), integrity: list.Get("1")}
			c.given = !isNullish(list.Get("0")) || !isNullish(list.Get("1"))
			into[key] = c
		})
	}
}

func number(v goja.Value) float64 {
	if v == nil || kindOf(v) != kNumber {
		return 0
	}
	return v.ToFloat()
}
