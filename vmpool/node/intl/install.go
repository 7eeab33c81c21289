package intl

import (
	"math/big"
	"strings"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/internal/intl/decimal"
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

// Install gives the prototypes of a VM's built-ins the methods that depend on a locale. They load nothing before they are called.
func Install(vm *node.VM) error {
	r := realmOf(vm)
	for _, m := range []struct {
		class, name string
		length      int
		f           node.Func
	}{
		{"Number", "toLocaleString", 0, r.numberToLocaleString},
		{"BigInt", "toLocaleString", 0, r.bigIntToLocaleString},
		{"Date", "toLocaleString", 0, r.toLocaleDate("toLocaleString", anyField, anyField)},
		{"Date", "toLocaleDateString", 0, r.toLocaleDate("toLocaleDateString", dateDefaults, dateDefaults)},
		{"Date", "toLocaleTimeString", 0, r.toLocaleDate("toLocaleTimeString", timeDefaults, timeDefaults)},
	} {
		prototype := vm.Runtime.GlobalObject().Get(m.class).(*goja.Object).Get("prototype").(*goja.Object)
		if err := prototype.DefineDataProperty(m.name, vm.Function(m.name, m.length, m.f), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
			return err
		}
	}
	return nil
}

// numberToLocaleString is Number.prototype.toLocaleString.
func (r *realm) numberToLocaleString(call goja.FunctionCall) goja.Value {
	v := call.This
	if o, ok := v.(*goja.Object); ok && o.ClassName() == "Number" {
		v = o.Get("valueOf").(*goja.Object)
		f, _ := goja.AssertFunction(v)
		v, _ = f(o)
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
	return r.rt.ToValue(r.numberFormatter(call).Format(d))
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
	return r.rt.ToValue(r.numberFormatter(call).Format(decimal.FromBig(n)))
}

// numberFormatter is the formatter for a call of toLocaleString. Those without options are kept.
func (r *realm) numberFormatter(call goja.FunctionCall) *numberFormat {
	locales, options := call.Argument(0), call.Argument(1)
	key := ""
	if s, ok := locales.(goja.String); ok {
		key = s.String()
	} else if !goja.IsUndefined(locales) {
		return r.newNumberFormat(locales, options)
	}
	if !goja.IsUndefined(options) {
		return r.newNumberFormat(locales, options)
	}
	if n := r.numbers[key]; n != nil {
		return n
	}
	n := r.newNumberFormat(locales, options)
	if r.numbers == nil || len(r.numbers) >= maxKept {
		r.numbers = map[string]*numberFormat{}
	}
	r.numbers[strings.Clone(key)] = n
	return n
}

// maxKept bounds the formatters that a VM keeps for methods of prototypes.
const maxKept = 64
