// Package intl is the global Intl (ECMA-402) and the methods of other built-ins that depend on a locale, as Node 20 has them.
//
// What they compute is Go without goja in internal/intl, on the data of internal/cldr; here is the binding: classes with their
// slots, the reading of options in V8's order with V8's errors, and results as JavaScript values. One class a file; each adds itself
// in bind. A VM that doesn't touch Intl has an accessor on globalThis and the functions of prototypes, nothing else.
package intl

import (
	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/internal/intl/collate"
	"github.com/seed-9eb1e60f/ssr/internal/intl/locale"
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

// moduleName is the built-in whose exports are the global Intl.
const moduleName = "internal/intl"

// Modules returns internal/intl, which has the global Intl.
func Modules() []node.Module {
	return []node.Module{{
		Name: moduleName, Bind: bind,
		Globals: []node.Global{{Name: "Intl", Export: "*"}},
	}}
}

// realm is Intl in one VM.
type realm struct {
	vm        *node.VM
	rt        *goja.Runtime
	intl      *goja.Object
	locale    string                       // the default locale
	locales   *class[*locale.Tag]          // Intl.Locale; nil before Intl was touched
	joining   []*goja.Object               // arrays whose toLocaleString is running
	numbers   map[string]*numberFormat     // kept for Number.prototype.toLocaleString, by the locale asked for
	collators map[string]*collate.Collator // of localeCompare without options, by locale
}

type realmKey struct{}

// realmOf is the VM's realm, which is made without the classes.
func realmOf(vm *node.VM) *realm {
	return node.Shared(vm, realmKey{}, func() *realm {
		return &realm{vm: vm, rt: vm.Runtime, intl: vm.Runtime.NewObject(), locale: locale.FromEnvironment(vm.Host.Env)}
	})
}

// bind makes the object Intl.
func bind(vm *node.VM) goja.Value {
	r := realmOf(vm)
	r.define(r.intl, "getCanonicalLocales", r.vm.Function("getCanonicalLocales", 1, r.getCanonicalLocales))
	r.define(r.intl, "supportedValuesOf", r.vm.Function("supportedValuesOf", 1, r.supportedValuesOf))
	for _, define := range []func(*realm){
		// In the order in which Node's Intl lists them.
		defineDateTimeFormat,
		defineNumberFormat,
		defineCollator,
		definePluralRules,
		defineRelativeTimeFormat,
		defineListFormat,
		defineLocale,
		defineDisplayNames,
		defineSegmenter,
	} {
		define(r)
	}
	r.tag(r.intl, "Intl")
	return r.intl
}

// define gives o a property as methods of built-ins are: writable, configurable, not enumerable.
func (r *realm) define(o *goja.Object, name string, v goja.Value) {
	r.must(o.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
}

// tag gives o its Symbol.toStringTag.
func (r *realm) tag(o *goja.Object, name string) {
	r.must(o.DefineDataPropertySymbol(goja.SymToStringTag, r.rt.ToValue(name), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
}

func (r *realm) must(err error) {
	if err != nil {
		r.vm.Rethrow(err)
	}
}

// put adds a property to a plain object, whatever Object.prototype has.
func (r *realm) put(o *goja.Object, name string, v any) {
	r.must(o.DefineDataProperty(name, r.rt.ToValue(v), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE))
}

// rangeError and typeError throw V8's errors.
func (r *realm) rangeError(format string, args ...any) { r.vm.Throw("RangeError", "", format, args...) }
func (r *realm) typeError(format string, args ...any)  { r.vm.Throw("TypeError", "", format, args...) }
