package fdlibm

import "math"

// Cbrt is the cube root.
func Cbrt(x float64) float64 {
	const b1, b2 = 715094163, 696219795
	const p0, p1, p2, p3, p4 = 1.87595182427177009643, -1.88497979543377169875, 1.621429720105354466140,
		-0.758397934778766047437, 0.145996192886612446982
	if x == 0 || math.IsNaN(x) || math.IsInf(x, 0) {
		return x
	}
	hx := uint32(high(x)) & 0x7fffffff
	sign := uint64(math.Float64bits(x)) & (1 << 63)
	var t float64
	if hx < 0x00100000 {
		h := uint32(high(x*two54)) & 0x7fffffff
		t = math.Float64frombits(sign | uint64(h/3+b2)<<32)
	} else {
		t = math.Float64frombits(sign | uint64(hx/3+b1)<<32)
	}
	r := mul(mul(t, t), t/x)
	t = mul(t, (p0+mul(r, p1+mul(r, p2)))+mul(mul(mul(r, r), r), p3+mul(r, p4)))
	t = math.Float64frombits((math.Float64bits(t) + 0x80000000) & 0xffffffffc0000000)
	s := mul(t, t)
	r = x / s
	w := t + t
	r = (r - t) / (w + r)
	return t + mul(t, r)
}

// Pow is x**y.
func Pow(x, y float64) float64 {
	hx, hy := high(x), high(y)
	ix, iy := hx&0x7fffffff, hy&0x7fffffff
	switch {
	case y == 0:
		return 1
	case math.IsNaN(x) || math.IsNaN(y):
		return math.NaN()
	}
	odd := parity(y)
	if x < 0 || math.Signbit(x) {
	} else {
		odd = notInteger
	}
	ax := math.Abs(x)
	switch {
	case math.IsInf(y, 0):
		switch {
		case ax == 1:
			return math.NaN() // unlike C's
		case (ax > 1) == (y > 0):
			return math.Inf(1)
		}
		return 0
	case y == 1:
		return x
	case y == -1:
		return 1 / x
	case y == 2:
		return x * x
	case y == 0.5 && !math.Signbit(x):
		return math.Sqrt(x)
	}
	if math.IsInf(ax, 1) || ax == 0 || ax == 1 {
		z := ax
		if y < 0 {
			z = 1 / z
		}
		if math.Signbit(x) {
			switch {
			case ax == 1 && odd == notInteger:
				return math.NaN()
			case odd == isOdd:
				z = -z
			}
		}
		return z
	}
	sign := 1.0
	if x < 0 {
		switch odd {
		case notInteger:
			return math.NaN()
		case isOdd:
			sign = -1
		}
	}
	var t1, t2 float64
	if iy > 0x41e00000 { // |y| > 2**31
		if iy > 0x43f00000 {
			if ix <= 0x3fefffff && hy < 0 || ix >= 0x3ff00000 && hy > 0 {
				return math.Inf(1)
			}
			return 0
		}
		if ix < 0x3fefffff || ix > 0x3ff00000 {
			if (ix < 0x3fefffff) == (hy < 0) {
				return mul(sign, math.Inf(1))
			}
			return mul(sign, 0)
		}
		t1, t2 = logNearOne(ax)
	} else {
		t1, t2 = log2Parts(ax)
	}
	y1 := clearLow(y)
	pl := mul(y-y1, t1) + mul(y, t2)
	ph := mul(y1, t1)
	z := pl + ph
	j, i := high(z), low(z)
	switch {
	case j >= 0x40900000: // z >= 1024
		if uint32(j-0x40900000)|i != 0 || pl+8.0085662595372944372e-17 > z-ph {
			return mul(sign, math.Inf(1))
		}
	case j&0x7fffffff >= 0x4090cc00: // z <= -1075
		if uint32(j)-0xc090cc00|i != 0 || pl <= z-ph {
			return mul(sign, 0)
		}
	}
	return mul(sign, exp2Parts(ph, pl, z))
}

type integerKind uint8

const (
	notInteger integerKind = iota
	isOdd
	isEven
)

func parity(y float64) integerKind {
	switch {
	case math.Trunc(y) != y:
		return notInteger
	case math.Abs(y) >= 1<<53 || math.Mod(y, 2) == 0:
		return isEven
	}
	return isOdd
}

// logNearOne is log2(x) in two parts for an x within 2**-20 of 1.
func logNearOne(x float64) (t1, t2 float64) {
	t := x - 1
	w := mul(mul(t, t), 0.5-mul(t, 0.3333333333333333333333-mul(t, 0.25)))
	u := mul(1.44269502162933349609e+00, t)
	v := mul(t, 1.92596299112661746887e-08) - mul(w, invLn2)
	t1 = clearLow(u + v)
	return t1, v - (t1 - u)
}

// log2Parts is log2(x) in two parts.
func log2Parts(ax float64) (t1, t2 float64) {
	const l1, l2, l3, l4, l5, l6 = 5.99999999999994648725e-01, 4.28571428578550184252e-01, 3.33333329818377432918e-01,
		2.72728123808534006489e-01, 2.30660745775561754067e-01, 2.06975017800338417784e-01
	const cp, cpH, cpL = 9.61796693925975554329e-01, 9.61796700954437255859e-01, -7.02846165095275826516e-09
	n := 0
	ix := high(ax)
	if ix < 0x00100000 {
		ax *= 1 << 53
		n -= 53
		ix = high(ax)
	}
	n += int(ix>>20) - 0x3ff
	j := ix & 0x000fffff
	ix = j | 0x3ff00000
	k := 0
	switch {
	case j <= 0x3988e:
	case j < 0xbb67a:
		k = 1
	default:
		n++
		ix -= 0x00100000
	}
	ax = setHigh(ax, ix)
	bp, dpH, dpL := 1.0, 0.0, 0.0
	if k == 1 {
		bp, dpH, dpL = 1.5, 5.84962487220764160156e-01, 1.35003920212974897128e-08
	}
	u := ax - bp
	v := 1 / (ax + bp)
	ss := mul(u, v)
	sh := clearLow(ss)
	th := setHigh(0, (ix>>1|0x20000000)+0x00080000+int32(k)<<18)
	tl := ax - (th - bp)
	sl := mul(v, (u-mul(sh, th))-mul(sh, tl))
	s2 := mul(ss, ss)
	r := mul(mul(s2, s2), poly(s2, l1, l2, l3, l4, l5, l6))
	r += mul(sl, sh+ss)
	s2 = mul(sh, sh)
	th = clearLow(3 + s2 + r)
	tl = r - ((th - 3) - s2)
	u = mul(sh, th)
	v = mul(sl, th) + mul(tl, ss)
	ph := clearLow(u + v)
	pl := v - (ph - u)
	zh := mul(cpH, ph)
	zl := mul(cpL, ph) + mul(pl, cp) + dpL
	t := float64(n)
	t1 = clearLow(((zh + zl) + dpH) + t)
	return t1, zl - (((t1 - t) - dpH) - zh)
}

// exp2Parts is 2**(ph+pl), where z is the rounded sum.
func exp2Parts(ph, pl, z float64) float64 {
	const lg2, lg2H, lg2L = 6.93147180559945286227e-01, 6.93147182464599609375e-01, -1.90465429995776804525e-09
	j := high(z)
	i := j & 0x7fffffff
	k := i>>20 - 0x3ff
	n := int32(0)
	if i > 0x3fe00000 { // |z| > 0.5
		n = j + 0x00100000>>(k+1)
		k = (n&0x7fffffff)>>20 - 0x3ff
		t := setHigh(0, n&^(0x000fffff>>k))
		n = (n&0x000fffff | 0x00100000) >> (20 - k)
		if j < 0 {
			n = -n
		}
		ph -= t
	}
	t := clearLow(pl + ph)
	u := mul(t, lg2H)
	v := mul(pl-(t-ph), lg2) + mul(t, lg2L)
	z = u + v
	w := v - (z - u)
	t = mul(z, z)
	t1 := z - mul(t, poly(t, expP1, expP2, expP3, expP4, expP5))
	// fdlibm takes w + z*w from the quotient; V8, from the divisor, which is why its 100 ** -2 is 0.00009999999999999999.
	r := mul(z, t1) / ((t1 - 2) - (w + mul(z, w)))
	z = 1 - (r - z)
	j = high(z) + n<<20
	if j>>20 <= 0 {
		return math.Ldexp(z, int(n))
	}
	return setHigh(z, j)
}
