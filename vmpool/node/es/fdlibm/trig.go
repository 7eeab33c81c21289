package fdlibm

import (
	"math"
	"math/big"
	"sync"
)

// Sin is the sine of x radians.
func Sin(x float64) float64 {
	if math.Abs(x) <= 0.7853981633974483 {
		return sinKernel(x, 0, false)
	}
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return math.NaN()
	}
	n, y0, y1 := reduce(x)
	switch n & 3 {
	case 0:
		return sinKernel(y0, y1, true)
	case 1:
		return cosKernel(y0, y1)
	case 2:
		return -sinKernel(y0, y1, true)
	}
	return -cosKernel(y0, y1)
}

// Cos is the cosine of x radians.
func Cos(x float64) float64 {
	if math.Abs(x) <= 0.7853981633974483 {
		return cosKernel(x, 0)
	}
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return math.NaN()
	}
	n, y0, y1 := reduce(x)
	switch n & 3 {
	case 0:
		return cosKernel(y0, y1)
	case 1:
		return -sinKernel(y0, y1, true)
	case 2:
		return -cosKernel(y0, y1)
	}
	return sinKernel(y0, y1, true)
}

// Tan is the tangent of x radians.
func Tan(x float64) float64 {
	if math.Abs(x) <= 0.7853981633974483 {
		return tanKernel(x, 0, 1)
	}
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return math.NaN()
	}
	n, y0, y1 := reduce(x)
	return tanKernel(y0, y1, 1-(n&1)<<1)
}

// sinKernel is the sine of x+y for |x| below pi/4.
func sinKernel(x, y float64, tail bool) float64 {
	const s1, s2, s3, s4, s5, s6 = -1.66666666666666324348e-01, 8.33333333332248946124e-03, -1.98412698298579493134e-04,
		2.75573137070700676789e-06, -2.50507602534068634195e-08, 1.58969099521155010221e-10
	if math.Abs(x) < 0x1p-27 {
		return x
	}
	z := mul(x, x)
	v := mul(z, x)
	r := poly(z, s2, s3, s4, s5, s6)
	if !tail {
		return x + mul(v, s1+mul(z, r))
	}
	return x - ((mul(z, mul(0.5, y)-mul(v, r)) - y) - mul(v, s1))
}

// cosKernel is the cosine of x+y for |x| below pi/4.
func cosKernel(x, y float64) float64 {
	const c1, c2, c3, c4, c5, c6 = 4.16666666666666019037e-02, -1.38888888888741095749e-03, 2.48015872894767294178e-05,
		-2.75573143513906633035e-07, 2.08757232129817482790e-09, -1.13596475577881948265e-11
	ix := high(x) & 0x7fffffff
	if ix < 0x3e400000 {
		return 1
	}
	z := mul(x, x)
	r := mul(z, poly(z, c1, c2, c3, c4, c5, c6))
	if ix < 0x3fd33333 { // |x| < 0.3
		return 1 - (mul(0.5, z) - (mul(z, r) - mul(x, y)))
	}
	qx := 0.28125
	if ix <= 0x3fe90000 {
		qx = setHigh(0, ix-0x00200000) // x/4
	}
	iz := mul(0.5, z) - qx
	a := 1 - qx
	return a - (iz - (mul(z, r) - mul(x, y)))
}

// tanKernel is the tangent of x+y for |x| below pi/4, or with iy -1 its negative reciprocal.
func tanKernel(x, y float64, iy int) float64 {
	const pio4, pio4lo = 7.85398163397448278999e-01, 3.06161699786838301793e-17
	const t0, t1, t2, t3, t4, t5, t6 = 3.33333333333334091986e-01, 1.33333333333201242699e-01, 5.39682539762260521377e-02,
		2.18694882948595424599e-02, 8.86323982359930005737e-03, 3.59207910759131235356e-03, 1.45620945432529025516e-03
	const t7, t8, t9, t10, t11, t12 = 5.88041240820264096874e-04, 2.46463134818469906812e-04, 7.81794442939557092300e-05,
		7.14072491382608190305e-05, -1.85586374855275456654e-05, 2.59073051863633712884e-05
	hx := high(x)
	ix := hx & 0x7fffffff
	if ix < 0x3e300000 { // |x| < 2**-28
		if iy == 1 {
			return x
		}
		if x == 0 {
			return math.Inf(1)
		}
		w := x + y
		z := clearLow(w)
		v := y - (z - x)
		a := -1 / w
		t := clearLow(a)
		s := 1 + mul(t, z)
		return t + mul(a, s+mul(t, v))
	}
	large := ix >= 0x3fe59428
	if large {
		if x < 0 {
			x, y = -x, -y
		}
		z := pio4 - x
		w := pio4lo - y
		x, y = z+w, 0
	}
	z := mul(x, x)
	w := mul(z, z)
	r := poly(w, t1, t3, t5, t7, t9, t11)
	v := mul(z, poly(w, t2, t4, t6, t8, t10, t12))
	s := mul(z, x)
	r = y + mul(z, mul(s, r+v)+y)
	r += mul(t0, s)
	w = x + r
	if large {
		v = float64(iy)
		sign := 1.0
		if hx < 0 {
			sign = -1
		}
		return mul(sign, v-mul(2, x-(mul(w, w)/(w+v)-r)))
	}
	if iy == 1 {
		return w
	}
	z = clearLow(w)
	v = r - (z - x)
	a := -1 / w
	t := clearLow(a)
	s = 1 + mul(t, z)
	return t + mul(a, s+mul(t, v))
}

// reduce gives x modulo pi/2 as y0+y1, and how many times it was taken away, modulo 4 at least.
func reduce(x float64) (n int, y0, y1 float64) {
	const invpio2 = 6.36619772367581382433e-01
	const pio2_1, pio2_1t = 1.57079632673412561417e+00, 6.07710050650619224932e-11
	const pio2_2, pio2_2t = 6.07710050630396597660e-11, 2.02226624879595063154e-21
	const pio2_3, pio2_3t = 2.02226624871116645580e-21, 8.47842766036889956997e-32
	ix := high(x) & 0x7fffffff
	switch {
	case ix < 0x4002d97c: // |x| < 3pi/4
		sign := 1.0
		n = 1
		if x < 0 {
			sign, n = -1, -1
		}
		z := x - mul(sign, pio2_1)
		if ix != 0x3ff921fb {
			y0 = z - mul(sign, pio2_1t)
			y1 = (z - y0) - mul(sign, pio2_1t)
		} else { // near pi/2
			z -= mul(sign, pio2_2)
			y0 = z - mul(sign, pio2_2t)
			y1 = (z - y0) - mul(sign, pio2_2t)
		}
		return n, y0, y1
	case ix <= 0x413921fb: // |x| <= 2**19 * pi/2
		t := math.Abs(x)
		n = int(mul(t, invpio2) + 0.5)
		fn := float64(n)
		r := t - mul(fn, pio2_1)
		w := mul(fn, pio2_1t)
		y0 = r - w
		j := ix >> 20
		if j-high(y0)>>20&0x7ff > 16 {
			t = r
			w = mul(fn, pio2_2)
			r = t - w
			w = mul(fn, pio2_2t) - ((t - r) - w)
			y0 = r - w
			if j-high(y0)>>20&0x7ff > 49 {
				t = r
				w = mul(fn, pio2_3)
				r = t - w
				w = mul(fn, pio2_3t) - ((t - r) - w)
				y0 = r - w
			}
		}
		y1 = (r - y0) - w
	default:
		n, y0, y1 = reduceBig(math.Abs(x))
	}
	if x < 0 {
		return -n, -y0, -y1
	}
	return n, y0, y1
}

// halfPi is pi/2 to more digits than the largest double needs.
var halfPi = sync.OnceValue(func() *big.Float {
	// Machin: pi/4 = 4 atan(1/5) - atan(1/239).
	const precision = 1400
	one := new(big.Int).Lsh(big.NewInt(1), precision)
	atan := func(n int64) *big.Int {
		power := new(big.Int).Div(one, big.NewInt(n))
		sum := new(big.Int).Set(power)
		square := big.NewInt(n * n)
		for k := int64(3); power.Sign() != 0; k += 2 {
			power.Div(power, square)
			term := new(big.Int).Div(power, big.NewInt(k))
			if k%4 == 3 {
				sum.Sub(sum, term)
			} else {
				sum.Add(sum, term)
			}
		}
		return sum
	}
	quarter := new(big.Int).Sub(new(big.Int).Mul(big.NewInt(4), atan(5)), atan(239))
	f := new(big.Float).SetPrec(precision).SetInt(quarter)
	return f.SetMantExp(f, 1-precision)
})

// reduceBig is reduce for large positive numbers, in exact arithmetic.
func reduceBig(x float64) (n int, y0, y1 float64) {
	const precision = 1400
	bx := new(big.Float).SetPrec(precision).SetFloat64(x)
	q := new(big.Float).SetPrec(precision).Quo(bx, halfPi())
	q.Add(q, big.NewFloat(0.5))
	count, _ := q.Int(nil)
	r := new(big.Float).SetPrec(precision).SetInt(count)
	r.Sub(bx, r.Mul(r, halfPi()))
	y0, _ = r.Float64()
	y1, _ = r.Sub(r, new(big.Float).SetFloat64(y0)).Float64()
	return int(new(big.Int).And(count, big.NewInt(3)).Int64()), y0, y1
}
