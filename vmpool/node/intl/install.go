package intl

import (
	"math/big"
	"strings"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/internal/intl/casing"
	"github.com/seed-9eb1e60f/ssr/internal/intl/decimal"
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

// method is a method of a built-in's prototype.
type method struct {
	owner  *goja.Object
	name   string
	length int
	f      node.Func
}

// Install gives the prototypes of a VM's built-ins the methods that depend on a locale. They load nothing before they are called.
func Install(vm *node.VM) error {
	r := realmOf(vm)
	prototype := func(class string) *goja.Object {
		return vm.Runtime.GlobalObject().Get(class).(*goja.Object).Get("prototype").(*goja.Object)
	}
	text, date := prototype("String"), prototype("Date")
	upper, _ := goja.AssertFunction(text.Get("toUpperCase"))
	lower, _ := goja.AssertFunction(text.Get("toLowerCase"))
	for _, m := range []method{
		{prototype("Number"), "toLocaleString", 0, r.numberToLocaleString},
		{prototype("BigInt"), "toLocaleString", 0, r.bigIntToLocaleString},
		{prototype("Array"), "toLocaleString", 0, r.arrayToLocaleString},
		{prototype("Int8Array").Prototype(), "toLocaleString", 0, r.arrayToLocaleString},
		{text, "toLocaleUpperCase", 0, r.toLocaleCase("toLocaleUpperCase", upper, casing.Upper)},
		{text, "toLocaleLowerCase", 0, r.toLocaleCase("toLocaleLowerCase", lower, casing.Lower)},
		{text, "localeCompare", 1, r.localeCompare},
		{date, "toLocaleString", 0, r.toLocaleDate("toLocaleString", anyField, anyField)},
		{date, "toLocaleDateString", 0, r.toLocaleDate("toLocaleDateString", dateDefaults, dateDefaults)},
		{date, "toLocaleTimeString", 0, r.toLocaleDate("toLocaleTimeString", timeDefaults, timeDefaults)},
	} {
		if err := m.owner.DefineDataProperty(m.name, vm.Function(m.name, m.length, m.f), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
			return err
		}
	}
	return nil
}

// numberToLocaleString is Number.prototype.toLocaleString.
func (r *realm) numberToLocaleString(call goja.FunctionCall) goja.Value {
	v := call.This
	if o, ok := v.(*goja.Object); ok && o.ClassName() == "Number" {
		v = r.rt.ToValue(o.Export())
	}
	var d decimal.Decimal
	switch n := v.Export().(type) {
	case int64:
		d = decimal.FromInt(int(n))
	case float64:
		d = decimal.FromFloat(n)
	default:
		r.typeError("Number.prototype.toLocaleString requires that 'this' be a Number")
	}
	return r.rt.ToValue(r.numberFormatter(call, "Number.prototype.toLocaleString").Format(d))
}

// bigIntToLocaleString is BigInt.prototype.toLocaleString.
func (r *realm) bigIntToLocaleString(call goja.FunctionCall) goja.Value {
	v := call.This.Export()
	if o, ok := call.This.(*goja.Object); ok && o.ClassName() == "BigInt" {
		v = r.primitive(o).Export()
	}
	n, ok := v.(*big.Int)
	if !ok {
		r.typeError("BigInt.prototype.toLocaleString requires that 'this' be a BigInt")
	}
	return r.rt.ToValue(r.numberFormatter(call, "BigInt.prototype.toLocaleString").Format(decimal.FromBig(n)))
}

// numberFormatter is the formatter for a call of toLocaleString. Those without options are kept.
func (r *realm) numberFormatter(call goja.FunctionCall, service string) *numberFormat {
	locales, options := call.Argument(0), call.Argument(1)
	key := ""
	if s, ok := locales.(goja.String); ok {
		key = s.String()
	} else if !goja.IsUndefined(locales) {
		return r.newNumberFormat(service, locales, options)
	}
	if !goja.IsUndefined(options) {
		return r.newNumberFormat(service, locales, options)
	}
	if n := r.numbers[key]; n != nil {
		return n
	}
	n := r.newNumberFormat(service, locales, options)
	if r.numbers == nil || len(r.numbers) >= maxKept {
		r.numbers = map[string]*numberFormat{}
	}
	r.numbers[strings.Clone(key)] = n
	return n
}

// maxKept bounds the formatters that a VM keeps for methods of prototypes.
const maxKept = 64
