package es

import (
	"math"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node/es/fdlibm"
)

// installMath gives Math V8's functions.
func installMath(rt *goja.Runtime) error {
	o := rt.GlobalObject().Get("Math").ToObject(rt)
	named := func(name string, length int, f native) error { return method(rt, o, name, length, f) }
	for name, f := range map[string]func(float64) float64{
		"acos": fdlibm.Acos, "acosh": fdlibm.Acosh, "asin": fdlibm.Asin, "asinh": fdlibm.Asinh, "atan": fdlibm.Atan, "atanh": fdlibm.Atanh,
		"cbrt": fdlibm.Cbrt, "cos": fdlibm.Cos, "cosh": fdlibm.Cosh, "exp": fdlibm.Exp, "expm1": fdlibm.Expm1, "log": fdlibm.Log,
		"log10": fdlibm.Log10, "log1p": fdlibm.Log1p, "log2": fdlibm.Log2, "sin": fdlibm.Sin, "sinh": fdlibm.Sinh, "tan": fdlibm.Tan,
		"tanh": fdlibm.Tanh,
	} {
		if err := named(name, 1, func(call goja.FunctionCall) goja.Value { return rt.ToValue(f(call.Argument(0).ToFloat())) }); err != nil {
			return err
		}
	}
	for name, f := range map[string]func(x, y float64) float64{"pow": fdlibm.Pow, "atan2": fdlibm.Atan2} {
		if err := named(name, 2, func(call goja.FunctionCall) goja.Value {
			x := call.Argument(0).ToFloat()
			return rt.ToValue(f(x, call.Argument(1).ToFloat()))
		}); err != nil {
			return err
		}
	}
	return named("hypot", 2, func(call goja.FunctionCall) goja.Value {
		values := make([]float64, len(call.Arguments))
		for i, v := range call.Arguments {
			values[i] = v.ToFloat()
		}
		return rt.ToValue(hypot(values))
	})
}

// hypot is V8's: relative to the largest, with compensated summation.
func hypot(values []float64) float64 {
	largest, nan := 0.0, false
	for i, v := range values {
		v = math.Abs(v)
		values[i] = v
		nan = nan || math.IsNaN(v)
		largest = math.Max(largest, v)
		if math.IsInf(v, 0) {
			return v
		}
	}
	switch {
	case nan:
		return math.NaN()
	case largest == 0:
		return 0
	}
	sum, compensation := 0.0, 0.0
	for _, v := range values {
		n := v / largest
		summand := float64(n*n) - compensation
		next := sum + summand
		compensation = (next - sum) - summand
		sum = next
	}
	return math.Sqrt(sum) * largest
}
