package fdlibm

import "math"

const (
	pio2Hi = 1.57079632679489655800e+00
	pio2Lo = 6.12323399573676603587e-17
)

// arcRatio is the rational approximation behind Asin and Acos.
func arcRatio(t float64) float64 {
	p := mul(t, poly(t, 1.66666666666666657415e-01, -3.25565818622400915405e-01, 2.01212532134862925881e-01,
		-4.00555345006794114027e-02, 7.91534994289814532176e-04, 3.47933107596021167570e-05))
	q := poly(t, 1, -2.40339491173441421878e+00, 2.02094576023350569471e+00, -6.88283971605453293030e-01, 7.70381505559019352791e-02)
	return p / q
}

// Asin is the arc sine.
func Asin(x float64) float64 {
	ax := math.Abs(x)
	switch {
	case math.IsNaN(x) || ax > 1:
		return math.NaN()
	case ax == 1:
		return mul(x, pio2Hi) + mul(x, pio2Lo)
	case ax < 0.5:
		if ax < 0x1p-27 {
			return x
		}
		return x + mul(x, arcRatio(mul(x, x)))
	}
	t := mul(1-ax, 0.5)
	s := math.Sqrt(t)
	r := arcRatio(t)
	if high(ax) >= 0x3fef3333 { // > 0.975
		t = pio2Hi - (mul(2, s+mul(s, r)) - pio2Lo)
	} else {
		const pio4Hi = 7.85398163397448278999e-01
		w := clearLow(s)
		c := (t - mul(w, w)) / (s + w)
		p := mul(mul(2, s), r) - (pio2Lo - mul(2, c))
		q := pio4Hi - mul(2, w)
		t = pio4Hi - (p - q)
	}
	return math.Copysign(t, x)
}

// Acos is the arc cosine.
func Acos(x float64) float64 {
	ax := math.Abs(x)
	switch {
	case math.IsNaN(x) || ax > 1:
		return math.NaN()
	case x == 1:
		return 0
	case x == -1:
		return math.Pi + mul(2, pio2Lo)
	case ax < 0.5:
		if ax <= 0x1p-57 {
			return pio2Hi + pio2Lo
		}
		return pio2Hi - (x - (pio2Lo - mul(x, arcRatio(mul(x, x)))))
	case x < 0:
		z := mul(1+x, 0.5)
		s := math.Sqrt(z)
		w := mul(arcRatio(z), s) - pio2Lo
		return math.Pi - mul(2, s+w)
	}
	z := mul(1-x, 0.5)
	s := math.Sqrt(z)
	df := clearLow(s)
	c := (z - mul(df, df)) / (s + df)
	w := mul(arcRatio(z), s) + c
	return mul(2, df+w)
}

// Atan is the arc tangent.
func Atan(x float64) float64 {
	ax := math.Abs(x)
	negative := x < 0
	if ax >= 0x1p66 {
		if math.IsNaN(x) {
			return x
		}
		return math.Copysign(pio2Hi+pio2Lo, x)
	}
	var hi, lo float64
	reduced := true
	ix := high(ax)
	switch {
	case ix < 0x3fdc0000: // < 7/16
		if ix < 0x3e400000 {
			return x
		}
		reduced = false
	case ix < 0x3fe60000: // < 11/16
		hi, lo = 4.63647609000806093515e-01, 2.26987774529616870924e-17
		x = (mul(2, ax) - 1) / (2 + ax)
	case ix < 0x3ff30000: // < 19/16
		hi, lo = 7.85398163397448278999e-01, 3.06161699786838301793e-17
		x = (ax - 1) / (ax + 1)
	case ix < 0x40038000: // < 39/16
		hi, lo = 9.82793723247329054082e-01, 1.39033110312309984516e-17
		x = (ax - 1.5) / (1 + mul(1.5, ax))
	default:
		hi, lo = pio2Hi, pio2Lo
		x = -1 / ax
	}
	z := mul(x, x)
	w := mul(z, z)
	s1 := mul(z, poly(w, 3.33333333333329318027e-01, 1.42857142725034663711e-01, 9.09088713343650656196e-02,
		6.66107313738753120669e-02, 4.97687799461593236017e-02, 1.62858201153657823623e-02))
	s2 := mul(w, poly(w, -1.99999999998764832476e-01, -1.11111104054623557880e-01, -7.69187620504482999495e-02,
		-5.83357013379057348645e-02, -3.65315727442169155270e-02))
	if !reduced {
		return x - mul(x, s1+s2)
	}
	v := hi - ((mul(x, s1+s2) - lo) - x)
	if negative {
		return -v
	}
	return v
}

// Atan2 is the angle of the point (x, y).
func Atan2(y, x float64) float64 {
	const tiny = 1.0e-300
	const pi, piLo = 3.1415926535897931160e+00, 1.2246467991473531772e-16
	if math.IsNaN(x) || math.IsNaN(y) {
		return math.NaN()
	}
	if x == 1 {
		return Atan(y)
	}
	negY, negX := math.Signbit(y), math.Signbit(x)
	switch {
	case y == 0:
		switch {
		case !negX:
			return y
		case negY:
			return -pi - tiny
		}
		return pi + tiny
	case x == 0:
		return math.Copysign(pio2Hi+tiny, y)
	case math.IsInf(x, 0) && math.IsInf(y, 0):
		if negX {
			return math.Copysign(3*(math.Pi/4)+tiny, y)
		}
		return math.Copysign(math.Pi/4+tiny, y)
	case math.IsInf(x, 0):
		if negX {
			return math.Copysign(pi+tiny, y)
		}
		return math.Copysign(0, y)
	case math.IsInf(y, 0):
		return math.Copysign(pio2Hi+tiny, y)
	}
	k := (high(y)&0x7fffffff - high(x)&0x7fffffff) >> 20
	var z float64
	switch {
	case k > 60:
		z = pio2Hi + mul(0.5, piLo)
		negX = false
	case negX && k < -60:
		z = 0
	default:
		z = Atan(math.Abs(y / x))
	}
	switch {
	case !negX && !negY:
		return z
	case !negX:
		return -z
	case !negY:
		return pi - (z - piLo)
	}
	return (z - piLo) - pi
}
