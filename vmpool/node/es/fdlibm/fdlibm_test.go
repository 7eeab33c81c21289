package fdlibm_test

import (
	"bufio"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/seed-9eb1e60f/ssr/vmpool/node/es/fdlibm"
)

// TestAgainstNode compares each result, bit for bit, with what Node gives (testdata/record.js prints it).
func TestAgainstNode(t *testing.T) {
	one := map[string]func(float64) float64{
		"sin": fdlibm.Sin, "cos": fdlibm.Cos, "tan": fdlibm.Tan, "asin": fdlibm.Asin, "acos": fdlibm.Acos, "atan": fdlibm.Atan,
		"exp": fdlibm.Exp, "expm1": fdlibm.Expm1, "log": fdlibm.Log, "log1p": fdlibm.Log1p, "log2": fdlibm.Log2, "log10": fdlibm.Log10,
		"cbrt": fdlibm.Cbrt, "sinh": fdlibm.Sinh, "cosh": fdlibm.Cosh, "tanh": fdlibm.Tanh, "asinh": fdlibm.Asinh, "acosh": fdlibm.Acosh,
		"atanh": fdlibm.Atanh,
	}
	two := map[string]func(x, y float64) float64{"pow": fdlibm.Pow, "atan2": fdlibm.Atan2}
	name := "testdata/node.txt"
	if env := os.Getenv("FDLIBM_VALUES"); env != "" { // a longer recording
		name = env
	}
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	wrong, total := map[string]int{}, map[string]int{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		fields := strings.Fields(lines.Text())
		var args []float64
		for _, word := range fields[1:] {
			bits, err := strconv.ParseUint(word, 16, 64)
			if err != nil {
				t.Fatal(err)
			}
			args = append(args, math.Float64frombits(bits))
		}
		want := args[len(args)-1]
		var got float64
		if g := one[fields[0]]; g != nil {
			got = g(args[0])
		} else {
			got = two[fields[0]](args[0], args[1])
		}
		total[fields[0]]++
		if math.Float64bits(got) == math.Float64bits(want) || math.IsNaN(got) && math.IsNaN(want) {
			continue
		}
		if wrong[fields[0]]++; wrong[fields[0]] <= 3 {
			t.Errorf("%s(%v): got %v, want %v", fields[0], args[:len(args)-1], got, want)
		}
	}
	for name, n := range wrong {
		t.Errorf("%s: %d of %d differ from Node", name, n, total[name])
	}
	if len(total) != len(one)+len(two) {
		t.Errorf("the recording has %d functions, want %d", len(total), len(one)+len(two))
	}
}
