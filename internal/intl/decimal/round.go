package decimal

import "math/big"

// Mode is a rounding mode of ECMA-402.
type Mode uint8

// The rounding modes; the zero value is Intl's default.
const (
	HalfExpand Mode = iota
	Ceil
	Floor
	Expand
	Trunc
	HalfCeil
	HalfFloor
	HalfTrunc
	HalfEven
)

// Modes are the modes by their names in roundingMode.
var Modes = map[string]Mode{
	"ceil": Ceil, "floor": Floor, "expand": Expand, "trunc": Trunc, "halfCeil": HalfCeil, "halfFloor": HalfFloor,
	"halfExpand": HalfExpand, "halfTrunc": HalfTrunc, "halfEven": HalfEven,
}

// away says whether to round away from zero; rest compares what is cut off with a half (-1, 0, 1), which isn't nothing.
func (m Mode) away(negative, odd bool, rest int) bool {
	switch m {
	case Ceil:
		return !negative
	case Floor:
		return negative
	case Expand:
		return true
	case Trunc:
		return false
	}
	if rest != 0 {
		return rest > 0
	}
	switch m {
	case HalfCeil:
		return !negative
	case HalfFloor:
		return negative
	case HalfTrunc:
		return false
	case HalfEven:
		return odd
	}
	return true
}

// Round is d rounded to a multiple of 10^magnitude.
func (d Decimal) Round(magnitude int, mode Mode) Decimal {
	if d.Form != Finite || len(d.Digits) == 0 || d.Low() >= magnitude {
		return d
	}
	keep := d.Point - magnitude // digits that stay; may be negative
	rest := -1
	if keep >= 0 {
		first := d.Digits[keep:]
		switch {
		case first[0] > 5 || first[0] == 5 && len(first) > 1:
			rest = 1
		case first[0] == 5:
			rest = 0
		}
	}
	odd := keep > 0 && d.Digits[keep-1]&1 == 1
	up := mode.away(d.Negative, odd, rest)
	keep = max(keep, 0)
	digits := make([]byte, keep+1) // one more in front for a carry
	copy(digits[1:], d.Digits[:keep])
	out := Decimal{Negative: d.Negative, Digits: digits, Point: magnitude + keep + 1}
	if up {
		i := keep
		for digits[i] == 9 {
			digits[i] = 0
			i--
		}
		digits[i]++
	}
	return out.trimmed()
}

// RoundTo is d rounded to a multiple of increment × 10^magnitude.
func (d Decimal) RoundTo(increment, magnitude int, mode Mode) Decimal {
	if increment <= 1 {
		return d.Round(magnitude, mode)
	}
	if d.Form != Finite || len(d.Digits) == 0 {
		return d
	}
	text := make([]byte, len(d.Digits))
	for i, c := range d.Digits {
		text[i] = c + '0'
	}
	n, _ := new(big.Int).SetString(string(text), 10)
	unit := big.NewInt(int64(increment))
	shift := d.Low() - magnitude
	power := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(shift, -shift))), nil)
	if shift >= 0 {
		n.Mul(n, power)
	} else {
		unit.Mul(unit, power)
	}
	quotient, remainder := new(big.Int).QuoRem(n, unit, new(big.Int))
	if remainder.Sign() != 0 {
		rest := remainder.Lsh(remainder, 1).Cmp(unit)
		if mode.away(d.Negative, quotient.Bit(0) == 1, rest) {
			quotient.Add(quotient, big.NewInt(1))
		}
	}
	out := FromBig(quotient.Mul(quotient, big.NewInt(int64(increment))))
	out.Negative = d.Negative
	return out.Shift(magnitude)
}

// RoundSignificant is d rounded to n significant digits.
func (d Decimal) RoundSignificant(n int, mode Mode) Decimal {
	return d.Round(d.Magnitude()-n+1, mode)
}
