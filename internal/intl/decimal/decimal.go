// Package decimal has exact decimal numbers as Intl formats them: of doubles (their shortest digits, as Number.prototype.toString
// shows them), of BigInts and of decimal strings, rounded in all of ECMA-402's ways.
package decimal

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

// Form says what kind of number a Decimal is.
type Form uint8

// The forms of numbers.
const (
	Finite Form = iota
	Infinite
	NaN
)

// Decimal is a decimal number: 0.d₁d₂d₃… × 10^Point, with a sign. The zero value is zero. It is a value: operations return a new one.
type Decimal struct {
	Form     Form
	Negative bool
	// Digits are the values 0 to 9 of the significant digits, without zeros at either end; none for zero.
	Digits []byte
	// Point is the number of digits before the decimal point, negative for zeros after it.
	Point int
}

// FromFloat is the shortest decimal that reads back as f.
func FromFloat(f float64) Decimal {
	switch {
	case math.IsNaN(f):
		return Decimal{Form: NaN}
	case math.IsInf(f, 0):
		return Decimal{Form: Infinite, Negative: f < 0}
	}
	var buf [32]byte
	d, _ := Parse(string(strconv.AppendFloat(buf[:0], f, 'e', -1, 64)))
	d.Negative = math.Signbit(f)
	return d
}

// FromInt is an integer.
func FromInt(n int) Decimal { d, _ := Parse(strconv.Itoa(n)); return d }

// FromBig is an integer of any size.
func FromBig(n *big.Int) Decimal { d, _ := Parse(n.String()); return d }

// Parse reads digits with an optional sign, point and exponent ("-12.50e3").
func Parse(s string) (Decimal, bool) {
	var d Decimal
	if s != "" && (s[0] == '-' || s[0] == '+') {
		d.Negative = s[0] == '-'
		s = s[1:]
	}
	mantissa := s
	exponent := 0
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		n, err := strconv.Atoi(s[i+1:])
		if err != nil {
			return d, false
		}
		mantissa, exponent = s[:i], n
	}
	integer, fraction, _ := strings.Cut(mantissa, ".")
	if integer == "" && fraction == "" {
		return d, false
	}
	digits := make([]byte, 0, len(integer)+len(fraction))
	for _, part := range []string{integer, fraction} {
		for i := range len(part) {
			if part[i] < '0' || part[i] > '9' {
				return d, false
			}
			digits = append(digits, part[i]-'0')
		}
	}
	d.Digits, d.Point = digits, len(integer)+exponent
	return d.trimmed(), true
}

// trimmed drops zeros at both ends.
func (d Decimal) trimmed() Decimal {
	start, end := 0, len(d.Digits)
	for start < end && d.Digits[start] == 0 {
		start++
	}
	for end > start && d.Digits[end-1] == 0 {
		end--
	}
	d.Digits = d.Digits[start:end]
	d.Point -= start
	if start == end {
		d.Digits, d.Point = nil, 0
	}
	return d
}

// IsZero reports whether d is 0 or -0.
func (d Decimal) IsZero() bool { return d.Form == Finite && len(d.Digits) == 0 }

// Magnitude is the power of ten of the first digit; 0 for zero.
func (d Decimal) Magnitude() int {
	if len(d.Digits) == 0 {
		return 0
	}
	return d.Point - 1
}

// Shift is d × 10^n.
func (d Decimal) Shift(n int) Decimal {
	if len(d.Digits) > 0 {
		d.Point += n
	}
	return d
}

// At is the digit of 10^magnitude.
func (d Decimal) At(magnitude int) byte {
	i := d.Point - 1 - magnitude
	if i < 0 || i >= len(d.Digits) {
		return 0
	}
	return d.Digits[i]
}

// Low is the magnitude of the last digit; 0 for zero.
func (d Decimal) Low() int {
	if len(d.Digits) == 0 {
		return 0
	}
	return d.Point - len(d.Digits)
}

// Float is the nearest double.
func (d Decimal) Float() float64 {
	switch d.Form {
	case NaN:
		return math.NaN()
	case Infinite:
		if d.Negative {
			return math.Inf(-1)
		}
		return math.Inf(1)
	}
	b := make([]byte, 0, len(d.Digits)+16)
	if d.Negative {
		b = append(b, '-')
	}
	b = append(b, "0."...)
	for _, c := range d.Digits {
		b = append(b, c+'0')
	}
	b = append(b, 'e')
	b = strconv.AppendInt(b, int64(d.Point), 10)
	f, _ := strconv.ParseFloat(string(b), 64)
	return f
}

// Equal reports whether two numbers are the same, with their signs.
func (d Decimal) Equal(o Decimal) bool {
	return d.Form == o.Form && d.Negative == o.Negative && d.Point == o.Point && string(d.Digits) == string(o.Digits)
}
