package fdlibm

import "math"

const (
	lg1 = 6.666666666666735130e-01
	lg2 = 3.999999999940941908e-01
	lg3 = 2.857142874366239149e-01
	lg4 = 2.222219843214978396e-01
	lg5 = 1.818357216161805012e-01
	lg6 = 1.531383769920937332e-01
	lg7 = 1.479819860511658591e-01
)

// special is the answer of logarithms for zero, negative numbers and what is not finite.
func special(x float64) (float64, bool) {
	switch {
	case x == 0:
		return math.Inf(-1), true
	case x < 0:
		return math.NaN(), true
	case math.IsNaN(x) || math.IsInf(x, 1):
		return x, true
	}
	return 0, false
}

// normal splits x into 2**k times a number between sqrt(2)/2 and sqrt(2).
func normal(x float64) (m float64, k int, hx int32) {
	hx = high(x)
	if hx < 0x00100000 {
		k -= 54
		x *= two54
		hx = high(x)
	}
	k += int(hx>>20) - 1023
	hx &= 0x000fffff
	i := (hx + 0x95f64) & 0x100000
	k += int(i >> 20)
	return setHigh(x, hx|(i^0x3ff00000)), k, hx
}

// Log is the natural logarithm.
func Log(x float64) float64 {
	if v, ok := special(x); ok {
		return v
	}
	m, k, hx := normal(x)
	f := m - 1
	dk := float64(k)
	if 0x000fffff&(2+hx) < 3 { // |f| < 2**-20
		if f == 0 {
			if k == 0 {
				return 0
			}
			return mul(dk, ln2Hi) + mul(dk, ln2Lo)
		}
		r := mul(mul(f, f), 0.5-mul(0.33333333333333333, f))
		if k == 0 {
			return f - r
		}
		return mul(dk, ln2Hi) - ((r - mul(dk, ln2Lo)) - f)
	}
	s := f / (2 + f)
	z := mul(s, s)
	w := mul(z, z)
	t1 := mul(w, lg2+mul(w, lg4+mul(w, lg6)))
	t2 := mul(z, lg1+mul(w, lg3+mul(w, lg5+mul(w, lg7))))
	r := t2 + t1
	if (hx-0x6147a)|(0x6b851-hx) > 0 {
		hfsq := mul(mul(0.5, f), f)
		if k == 0 {
			return f - (hfsq - mul(s, hfsq+r))
		}
		return mul(dk, ln2Hi) - ((hfsq - (mul(s, hfsq+r) + mul(dk, ln2Lo))) - f)
	}
	if k == 0 {
		return f - mul(s, f-r)
	}
	return mul(dk, ln2Hi) - ((mul(s, f-r) - mul(dk, ln2Lo)) - f)
}

// Log1p is log(1+x).
func Log1p(x float64) float64 {
	hx := high(x)
	ax := hx & 0x7fffffff
	k := 1
	var f, c float64
	hu := int32(1)
	if hx < 0x3fda827a { // 1+x < sqrt(2)
		if ax >= 0x3ff00000 { // x <= -1
			if x == -1 {
				return math.Inf(-1)
			}
			return math.NaN()
		}
		if ax < 0x3e200000 { // |x| < 2**-29
			if ax < 0x3c900000 {
				return x
			}
			return x - mul(mul(x, x), 0.5)
		}
		if hx > 0 || hx <= int32(-0x40000000-0x2d413d+0x0) && uint32(hx) <= 0xbfd2bec4 {
			k, f, hu = 0, x, 1
		}
	}
	if hx >= 0x7ff00000 {
		return x + x
	}
	if k != 0 {
		var u float64
		if hx < 0x43400000 {
			u = 1 + x
			hu = high(u)
			k = int(hu>>20) - 1023
			if k > 0 {
				c = 1 - (u - x)
			} else {
				c = x - (u - 1)
			}
			c /= u
		} else {
			u = x
			hu = high(u)
			k = int(hu>>20) - 1023
		}
		hu &= 0x000fffff
		if hu < 0x6a09e {
			u = setHigh(u, hu|0x3ff00000)
		} else {
			k++
			u = setHigh(u, hu|0x3fe00000)
			hu = (0x00100000 - hu) >> 2
		}
		f = u - 1
	}
	hfsq := mul(mul(0.5, f), f)
	dk := float64(k)
	if hu == 0 { // |f| < 2**-20
		if f == 0 {
			if k == 0 {
				return 0
			}
			c += mul(dk, ln2Lo)
			return mul(dk, ln2Hi) + c
		}
		r := mul(hfsq, 1-mul(0.66666666666666666, f))
		if k == 0 {
			return f - r
		}
		return mul(dk, ln2Hi) - ((r - (mul(dk, ln2Lo) + c)) - f)
	}
	s := f / (2 + f)
	z := mul(s, s)
	r := mul(z, poly(z, lg1, lg2, lg3, lg4, lg5, lg6, lg7))
	if k == 0 {
		return f - (hfsq - mul(s, hfsq+r))
	}
	return mul(dk, ln2Hi) - ((hfsq - (mul(s, hfsq+r) + (mul(dk, ln2Lo) + c))) - f)
}

// Log2 is the logarithm to the base 2, exact for powers of two.
func Log2(x float64) float64 {
	const ivln2hi, ivln2lo = 1.44269504072144627571e+00, 1.67517131648865118353e-10
	if v, ok := special(x); ok {
		return v
	}
	if x == 1 {
		return 0
	}
	m, k, _ := normal(x)
	y := float64(k)
	f := m - 1
	hfsq := mul(mul(0.5, f), f)
	r := logKernel(f)
	hi := clearLow(f - hfsq)
	lo := (f - hi) - hfsq + r
	valHi := mul(hi, ivln2hi)
	valLo := mul(lo+hi, ivln2lo) + mul(lo, ivln2hi)
	w := y + valHi
	valLo += (y - w) + valHi
	return valLo + w
}

// logKernel is log(1+f) - f + f*f/2 for a small f.
func logKernel(f float64) float64 {
	s := f / (2 + f)
	z := mul(s, s)
	w := mul(z, z)
	t1 := mul(w, lg2+mul(w, lg4+mul(w, lg6)))
	t2 := mul(z, lg1+mul(w, lg3+mul(w, lg5+mul(w, lg7))))
	return mul(s, mul(mul(0.5, f), f)+(t2+t1))
}

// Log10 is the logarithm to the base 10.
func Log10(x float64) float64 {
	const ivln10, log10Hi, log10Lo = 4.34294481903251816668e-01, 3.01029995663611771306e-01, 3.69423907715893078616e-13
	if v, ok := special(x); ok {
		return v
	}
	if x == 1 {
		return 0
	}
	k := 0
	hx := high(x)
	if hx < 0x00100000 {
		k -= 54
		x *= two54
		hx = high(x)
	}
	k += int(hx>>20) - 1023
	i := 0
	if k < 0 {
		i = 1
	}
	y := float64(k + i)
	x = setHigh(x, hx&0x000fffff|int32(0x3ff-i)<<20)
	z := mul(y, log10Lo) + mul(ivln10, Log(x))
	return z + mul(y, log10Hi)
}

// Asinh is the inverse hyperbolic sine.
func Asinh(x float64) float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return x + x
	}
	ax := math.Abs(x)
	var w float64
	switch {
	case ax < 0x1p-28:
		return x
	case ax > 0x1p28:
		w = Log(ax) + 6.93147180559945286227e-01
	case ax > 2:
		w = Log(mul(2, ax) + 1/(math.Sqrt(mul(x, x)+1)+ax))
	default:
		t := mul(x, x)
		w = Log1p(ax + t/(1+math.Sqrt(1+t)))
	}
	return math.Copysign(w, x)
}

// Acosh is the inverse hyperbolic cosine.
func Acosh(x float64) float64 {
	switch {
	case x < 1:
		return math.NaN()
	case x > 0x1p28:
		if math.IsInf(x, 1) {
			return x
		}
		return Log(x) + 6.93147180559945286227e-01
	case x == 1:
		return 0
	case x > 2:
		t := mul(x, x)
		return Log(mul(2, x) - 1/(x+math.Sqrt(t-1)))
	case math.IsNaN(x):
		return x
	}
	t := x - 1
	return Log1p(t + math.Sqrt(mul(2, t)+mul(t, t)))
}

// Atanh is the inverse hyperbolic tangent.
func Atanh(x float64) float64 {
	ax := math.Abs(x)
	switch {
	case math.IsNaN(x) || ax > 1:
		return math.NaN()
	case ax == 1:
		return math.Copysign(math.Inf(1), x)
	case ax < 0x1p-28:
		return x
	}
	var t float64
	if ax < 0.5 {
		t = ax + ax
		t = mul(0.5, Log1p(t+mul(t, ax)/(1-ax)))
	} else {
		t = mul(0.5, Log1p((ax+ax)/(1-ax)))
	}
	return math.Copysign(t, x)
}
