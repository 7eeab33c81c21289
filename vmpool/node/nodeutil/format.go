package nodeutil

import (
	"math"
	"strconv"
	"strings"

	"github.com/dop251/goja"
)

// formatPlain is util.format for arguments that are all primitives, as most log lines are; ok is false for what only
// format.js can print: objects, and conversions that JavaScript defines.
func formatPlain(args []goja.Value) (text string, ok bool) {
	first, isString := args[0].(goja.String)
	if !isString {
		return "", false
	}
	template := first.String()
	var b strings.Builder
	used, from := 0, 0
	for at := strings.IndexByte(template, '%'); at >= 0 && at < len(template)-1; {
		letter := template[at+1]
		switch {
		case letter == '%':
			b.WriteString(template[from : at+1])
			from = at + 2
		case used+1 < len(args) && strings.IndexByte("sdifjoOc", letter) >= 0:
			piece, ok := directive(letter, args[used+1])
			if !ok {
				return "", false
			}
			used++
			b.WriteString(template[from:at])
			b.WriteString(piece)
			from = at + 2
		}
		next := strings.IndexByte(template[at+2:], '%')
		if next < 0 {
			break
		}
		at += 2 + next
	}
	b.WriteString(template[from:])
	for _, arg := range args[used+1:] {
		piece, ok := primitive(arg)
		if !ok {
			return "", false
		}
		b.WriteByte(' ')
		b.WriteString(piece)
	}
	text = b.String()
	return text, !strings.ContainsRune(text, '\uFFFD') // lone surrogates don't survive in Go
}

func directive(letter byte, arg goja.Value) (string, bool) {
	switch letter {
	case 's':
		return primitive(arg)
	case 'c':
		return "", true
	case 'd':
		if isNumber(arg) {
			return primitive(arg)
		}
	}
	return "", false
}

// primitive is the text of a primitive other than a symbol or bigint.
func primitive(v goja.Value) (string, bool) {
	switch v := v.(type) {
	case goja.String:
		return v.String(), true
	case *goja.Object, *goja.Symbol:
		return "", false
	}
	if isNumber(v) {
		if f := v.ToFloat(); f == 0 && math.Signbit(f) {
			return "-0", true
		}
		return v.String(), true
	}
	switch v.Export().(type) {
	case bool, nil:
		return v.String(), true
	}
	return "", false
}

func isNumber(v goja.Value) bool {
	switch v.Export().(type) {
	case int64, float64:
		return true
	}
	return false
}

// arguments are the items of an array.
func arguments(array *goja.Object) []goja.Value {
	args := make([]goja.Value, array.Get("length").ToInteger())
	for i := range args {
		args[i] = array.Get(strconv.Itoa(i))
	}
	return args
}
