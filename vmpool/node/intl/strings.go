package intl

import (
	"strings"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/internal/intl/casing"
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

// toLocaleCase is String.prototype.toLocaleUpperCase or LowerCase; plain is the method that most languages have it from.
func (r *realm) toLocaleCase(name string, plain goja.Callable, special func(s, language string) string) node.Func {
	return func(call goja.FunctionCall) goja.Value {
		if goja.IsUndefined(call.This) || goja.IsNull(call.This) {
			r.typeError("String.prototype.%s called on null or undefined", name)
		}
		s := call.This.ToString()
		tag := r.locale
		if list := r.canonicalLocales(call.Argument(0)); len(list) > 0 {
			tag = list[0]
		}
		if language, _, _ := strings.Cut(tag, "-"); casing.Special(language) {
			return r.rt.ToValue(special(s.String(), language))
		}
		v, err := plain(s)
		r.must(err)
		return v
	}
}

// arrayToLocaleString is Array.prototype.toLocaleString, also of typed arrays.
func (r *realm) arrayToLocaleString(call goja.FunctionCall) goja.Value {
	if goja.IsUndefined(call.This) || goja.IsNull(call.This) {
		r.typeError("Cannot convert undefined or null to object")
	}
	o := call.This.ToObject(r.rt)
	for _, outer := range r.joining {
		if outer == o { // a cycle
			return r.rt.ToValue("")
		}
	}
	r.joining = append(r.joining, o)
	defer func() { r.joining = r.joining[:len(r.joining)-1] }()
	length := int64(0)
	if v := o.Get("length"); v != nil {
		length = v.ToInteger()
	}
	var b strings.Builder
	for i := range length {
		if i > 0 {
			b.WriteByte(',')
		}
		v := o.Get(r.rt.ToValue(i).String())
		if v == nil || goja.IsUndefined(v) || goja.IsNull(v) {
			continue
		}
		f, ok := goja.AssertFunction(v.ToObject(r.rt).Get("toLocaleString"))
		if !ok {
			r.typeError("undefined is not a function")
		}
		text, err := f(v, call.Argument(0), call.Argument(1))
		r.must(err)
		b.WriteString(text.String())
	}
	return r.rt.ToValue(b.String())
}
