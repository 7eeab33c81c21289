package fdlibm

import "math"

const (
	expP1 = 1.66666666666666019037e-01
	expP2 = -2.77777777770155933842e-03
	expP3 = 6.61375632143793436117e-05
	expP4 = -1.65339022054652515390e-06
	expP5 = 4.13813679705723846039e-08
)

// Exp is e**x.
func Exp(x float64) float64 {
	switch {
	case math.IsNaN(x) || math.IsInf(x, 1):
		return x
	case math.IsInf(x, -1):
		return 0
	case x > 7.09782712893383973096e+02:
		return math.Inf(1)
	case x < -7.45133219101941108420e+02:
		return 0
	}
	var hi, lo float64
	k := 0
	switch hx := high(x) & 0x7fffffff; {
	case hx > 0x3fd62e42: // |x| > 0.5 ln2
		if hx < 0x3ff0a2b2 { // |x| < 1.5 ln2
			if x == 1 {
				return math.E
			}
			k = 1
			if x < 0 {
				k = -1
			}
		} else {
			half := 0.5
			if x < 0 {
				half = -0.5
			}
			k = int(mul(invLn2, x) + half)
		}
		hi = x - mul(float64(k), ln2Hi)
		lo = mul(float64(k), ln2Lo)
		x = hi - lo
	case hx < 0x3e300000: // |x| < 2**-28
		return 1 + x
	}
	t := mul(x, x)
	c := x - mul(t, poly(t, expP1, expP2, expP3, expP4, expP5))
	if k == 0 {
		return 1 - (mul(x, c)/(c-2) - x)
	}
	y := 1 - ((lo - mul(x, c)/(2-c)) - hi)
	return scale(y, k)
}

// scale is y * 2**k for a y near 1.
func scale(y float64, k int) float64 {
	switch {
	case k == 1024:
		return y * 2 * 0x1p1023
	case k >= -1021:
		return y * math.Ldexp(1, k)
	}
	return y * math.Ldexp(1, k+1000) * 0x1p-1000
}

// Expm1 is e**x - 1.
func Expm1(x float64) float64 {
	const q1, q2, q3, q4, q5 = -3.33333333333331316428e-02, 1.58730158725481460165e-03, -7.93650757867487942473e-05,
		4.00821782732936239552e-06, -2.01099218183624371326e-07
	hx := high(x) & 0x7fffffff
	negative := math.Signbit(x)
	if hx >= 0x4043687a { // |x| >= 56 ln2
		switch {
		case math.IsNaN(x) || math.IsInf(x, 1):
			return x
		case math.IsInf(x, -1):
			return -1
		case x > 7.09782712893383973096e+02:
			return math.Inf(1)
		case negative:
			return -1
		}
	}
	k := 0
	var c float64
	switch {
	case hx > 0x3fd62e42: // |x| > 0.5 ln2
		var hi, lo float64
		if hx < 0x3ff0a2b2 { // |x| < 1.5 ln2
			if !negative {
				hi, lo, k = x-ln2Hi, ln2Lo, 1
			} else {
				hi, lo, k = x+ln2Hi, -ln2Lo, -1
			}
		} else {
			half := 0.5
			if negative {
				half = -0.5
			}
			k = int(mul(invLn2, x) + half)
			t := float64(k)
			hi = x - mul(t, ln2Hi)
			lo = mul(t, ln2Lo)
		}
		x = hi - lo
		c = (hi - x) - lo
	case hx < 0x3c900000: // |x| < 2**-54
		return x
	}
	hfx := mul(0.5, x)
	hxs := mul(x, hfx)
	r1 := poly(hxs, 1, q1, q2, q3, q4, q5)
	t := 3 - mul(r1, hfx)
	e := mul(hxs, (r1-t)/(6-mul(x, t)))
	if k == 0 {
		return x - (mul(x, e) - hxs)
	}
	e = mul(x, e-c) - c
	e -= hxs
	switch {
	case k == -1:
		return mul(0.5, x-e) - 0.5
	case k == 1:
		if x < -0.25 {
			return -2 * (e - (x + 0.5))
		}
		return 1 + mul(2, x-e)
	case k <= -2 || k > 56:
		y := 1 - (e - x)
		if k == 1024 {
			y = y * 2 * 0x1p1023
		} else {
			y *= math.Ldexp(1, k)
		}
		return y - 1
	case k < 20:
		t := setHigh(1, 0x3ff00000-(0x200000>>k)) // 1 - 2**-k
		return mul(t-(e-x), math.Ldexp(1, k))
	}
	t = math.Ldexp(1, -k)
	return mul((x-(e+t))+1, math.Ldexp(1, k))
}

// Sinh is the hyperbolic sine.
func Sinh(x float64) float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return x
	}
	h := 0.5
	if x < 0 {
		h = -0.5
	}
	ax := math.Abs(x)
	switch {
	case ax < 22:
		if ax < 0x1p-28 {
			return x
		}
		t := Expm1(ax)
		if ax < 1 {
			return h * (mul(2, t) - mul(t, t)/(t+1))
		}
		return h * (t + t/(t+1))
	case ax < 709.7822265625:
		return h * Exp(ax)
	case ax <= 710.4758600739439:
		w := Exp(0.5 * ax)
		return mul(h, w) * w
	}
	return x * math.Inf(1)
}

// Cosh is the hyperbolic cosine.
func Cosh(x float64) float64 {
	ix := high(x) & 0x7fffffff
	ax := math.Abs(x)
	switch {
	case ix < 0x3fd62e43: // |x| < 0.5 ln2
		t := Expm1(ax)
		w := 1 + t
		if ix < 0x3c800000 {
			return w
		}
		return 1 + mul(t, t)/(w+w)
	case ix < 0x40360000: // |x| < 22
		t := Exp(ax)
		return mul(0.5, t) + 0.5/t
	case ix < 0x40862e42:
		return 0.5 * Exp(ax)
	case ax <= 710.4758600739439:
		w := Exp(0.5 * ax)
		return mul(0.5, w) * w
	case math.IsNaN(x):
		return x
	}
	return math.Inf(1)
}

// Tanh is the hyperbolic tangent.
func Tanh(x float64) float64 {
	if math.IsNaN(x) {
		return x
	}
	ax := math.Abs(x)
	z := 1.0
	if ax < 22 {
		switch {
		case x == 0 || ax < 0x1p-28:
			return x
		case ax >= 1:
			z = 1 - 2/(Expm1(mul(2, ax))+2)
		default:
			t := Expm1(mul(-2, ax))
			z = -t / (t + 2)
		}
	}
	return math.Copysign(z, x)
}
