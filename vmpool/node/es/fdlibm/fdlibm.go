// Package fdlibm has the functions of Math as V8 computes them, to the last bit: the algorithms and coefficients are those that Sun
// published as fdlibm ("Freely Distributable LIBM", 1993). Go's math package chooses other ones, or the processor's
// instructions, and gives another double for about a quarter of all arguments; charts print all digits.
//
// The products and sums below are written with explicit conversions where Go could fuse them into one rounding on other
// processors than amd64.
package fdlibm

import "math"

const (
	ln2Hi  = 6.93147180369123816490e-01
	ln2Lo  = 1.90821492927058770002e-10
	invLn2 = 1.44269504088896338700e+00
	two54  = 1 << 54
)

func high(x float64) int32 { return int32(math.Float64bits(x) >> 32) }
func low(x float64) uint32 { return uint32(math.Float64bits(x)) }
func setHigh(x float64, h int32) float64 {
	return math.Float64frombits(uint64(uint32(h))<<32 | math.Float64bits(x)&0xffffffff)
}
func clearLow(x float64) float64 { return math.Float64frombits(math.Float64bits(x) &^ 0xffffffff) }

// mul rounds a product, so that it is not fused with a sum.
func mul(a, b float64) float64 { return float64(a * b) }

// poly is a polynomial with the coefficients of the powers from 0.
func poly(x float64, c ...float64) float64 {
	r := c[len(c)-1]
	for i := len(c) - 2; i >= 0; i-- {
		r = c[i] + mul(x, r)
	}
	return r
}
