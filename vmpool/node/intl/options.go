package intl

import (
	"math"
	"math/big"
	"slices"

	"github.com/dop251/goja"
)

// options reads the options of a service; service is its name in V8's errors ("Intl.NumberFormat"). Each read is a Get that
// scripts can see, so the order counts.
type options struct {
	*realm
	service string
	object  *goja.Object // nil: no options
}

// optionsObject is GetOptionsObject: anything but undefined and objects is a TypeError.
func (r *realm) optionsObject(service string, v goja.Value) options {
	if goja.IsUndefined(v) {
		return options{r, service, nil}
	}
	o, ok := v.(*goja.Object)
	if !ok {
		r.typeError("invalid_argument")
	}
	return options{r, service, o}
}

// coerceOptions is CoerceOptionsToObject: null alone is a TypeError.
func (r *realm) coerceOptions(service string, v goja.Value) options {
	if goja.IsUndefined(v) {
		return options{r, service, nil}
	}
	if goja.IsNull(v) {
		r.typeError("%s called on null or undefined", service)
	}
	return options{r, service, v.ToObject(r.rt)}
}

// get is a property, nil when it is undefined.
func (o options) get(name string) goja.Value {
	if o.object == nil {
		return nil
	}
	v := o.object.Get(name)
	if v == nil || goja.IsUndefined(v) {
		return nil
	}
	return v
}

// text is a string option, fallback when it is undefined. Without values every string will do.
func (o options) text(name, fallback string, values ...string) string {
	v := o.get(name)
	if v == nil {
		return fallback
	}
	s := o.string(v)
	if len(values) > 0 && !slices.Contains(values, s) {
		o.rangeError("Value %s out of range for %s options property %s", s, o.service, name)
	}
	return s
}

// string is ToString.
func (r *realm) string(v goja.Value) string {
	if _, ok := v.(*goja.Symbol); ok {
		r.typeError("Cannot convert a Symbol value to a string")
	}
	return v.ToString().String()
}

// boolean is a boolean option and whether it is there.
func (o options) boolean(name string) (value, given bool) {
	v := o.get(name)
	if v == nil {
		return false, false
	}
	return v.ToBoolean(), true
}

// number is an integer option within bounds, fallback when it is undefined.
func (o options) number(name string, low, high, fallback int) int {
	v := o.get(name)
	if v == nil {
		return fallback
	}
	return o.bounded(v, name, low, high)
}

// bounded is DefaultNumberOption for a value that is there.
func (o options) bounded(v goja.Value, name string, low, high int) int {
	f := o.toNumber(v)
	if math.IsNaN(f) || f < float64(low) || f > float64(high) {
		o.rangeError("%s value is out of range.", name)
	}
	return int(math.Floor(f))
}

// toNumber is ToNumber.
func (r *realm) toNumber(v goja.Value) float64 {
	if _, ok := v.(*goja.Symbol); ok {
		r.typeError("Cannot convert a Symbol value to a number")
	}
	if _, ok := v.Export().(*big.Int); ok {
		r.typeError("Cannot convert a BigInt value to a number")
	}
	return v.ToFloat()
}

// matcher reads localeMatcher, whose values make no difference.
func (o options) matcher() { o.text("localeMatcher", "best fit", "lookup", "best fit") }
