package es

import (
	"math"
	"strconv"

	"github.com/dop251/goja"
)

const radixDigits = "0123456789abcdefghijklmnopqrstuvwxyz"

// installNumber gives Number.prototype.toString the digits that V8 gives in other bases.
func installNumber(rt *goja.Runtime) error {
	prototype := rt.GlobalObject().Get("Number").ToObject(rt).Get("prototype").ToObject(rt)
	return method(rt, prototype, "toString", 1, func(call goja.FunctionCall) goja.Value {
		number := call.This
		if o, ok := number.(*goja.Object); ok && o.ClassName() == "Number" {
			number = rt.ToValue(o.Export())
		}
		switch number.Export().(type) {
		case int64, float64:
		default:
			panic(rt.NewTypeError("Number.prototype.toString requires that 'this' be a Number"))
		}
		radix := 10.0
		if v := call.Argument(0); !goja.IsUndefined(v) {
			radix = math.Trunc(v.ToFloat())
		}
		if !(radix >= 2 && radix <= 36) {
			panic(newError(rt, "RangeError", "toString() radix argument must be between 2 and 36"))
		}
		f := number.ToFloat()
		if radix == 10 || math.IsNaN(f) || math.IsInf(f, 0) {
			return rt.ToValue(number.String()) // ToString of goja's numbers gives the numbers
		}
		if f == math.Trunc(f) && math.Abs(f) < 1<<53 {
			return rt.ToValue(strconv.FormatInt(int64(f), int(radix)))
		}
		return rt.ToValue(radixString(f, radix))
	})
}

// radixString is V8's DoubleToRadixCString: the shortest digits that tell the number from its neighbours, and zeros for the digits of
// an integer that a double can't hold.
func radixString(f, radix float64) string {
	negative := f < 0
	f = math.Abs(f)
	integer := math.Floor(f)
	fraction := f - integer
	delta := max(0.5*(math.Nextafter(f, math.Inf(1))-f), math.SmallestNonzeroFloat64)
	var after []byte
	for fraction >= delta {
		fraction *= radix
		delta *= radix
		digit := math.Floor(fraction)
		after = append(after, radixDigits[int(digit)])
		fraction -= digit
		if (fraction > 0.5 || fraction == 0.5 && int(digit)&1 == 1) && fraction+delta > 1 {
			carried := false
			after, carried = roundUp(after, int(radix))
			if carried {
				integer++
			}
			break
		}
	}
	var before []byte // from the right
	for integer/radix >= 1<<53 {
		integer /= radix
		before = append(before, '0')
	}
	for {
		remainder := math.Mod(integer, radix)
		before = append(before, radixDigits[int(remainder)])
		integer = (integer - remainder) / radix
		if integer <= 0 {
			break
		}
	}
	out := make([]byte, 0, len(before)+len(after)+2)
	if negative {
		out = append(out, '-')
	}
	for i := len(before) - 1; i >= 0; i-- {
		out = append(out, before[i])
	}
	if len(after) > 0 {
		out = append(append(out, '.'), after...)
	}
	return string(out)
}

// roundUp adds one to the last digit; carried says that it went over into the integer.
func roundUp(digits []byte, radix int) (rounded []byte, carried bool) {
	for i := len(digits) - 1; i >= 0; i-- {
		digit := int(digits[i] - '0')
		if digits[i] > '9' {
			digit = int(digits[i]-'a') + 10
		}
		if digit+1 < radix {
			digits[i] = radixDigits[digit+1]
			return digits[:i+1], false
		}
	}
	return nil, true
}

// newError makes an error of a built-in class.
func newError(rt *goja.Runtime, class, message string) *goja.Object {
	e, err := rt.New(rt.GlobalObject().Get(class), rt.ToValue(message))
	if err != nil {
		panic(err)
	}
	return e
}
