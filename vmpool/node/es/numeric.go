package es

import (
	"strconv"
	"sync"

	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/token"
	"github.com/dop251/goja/unistring"

	"github.com/seed-9eb1e60f/ssr/vmpool/node/es/numeric"
)

// numericName is the function that functions which only compute ask first; see package numeric.
var numericName = unistring.NewFromString("numeric\u200c")

// numerics are the functions of the process's scripts that only compute, once each. They depend on nothing but their source.
var numerics numericTable

type numericTable struct {
	mu       sync.RWMutex
	byNumber []*numeric.Function
	bySource map[string]int // its number
}

// maxNumerics bounds the table, for programs that make functions of their data.
const maxNumerics = 1024

// number is the number of the function with that source, -1 when goja has to run it.
func (t *numericTable) number(source string, params *ast.ParameterList, body *ast.BlockStatement) int {
	f := numeric.Compile(params, body)
	if f == nil || source == "" {
		return -1
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if n, ok := t.bySource[source]; ok {
		return n
	}
	if len(t.byNumber) >= maxNumerics {
		return -1
	}
	if t.bySource == nil {
		t.bySource = map[string]int{}
	}
	t.byNumber = append(t.byNumber, f)
	t.bySource[source] = len(t.byNumber) - 1
	return len(t.byNumber) - 1
}

func (t *numericTable) function(number int) *numeric.Function {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.byNumber[number]
}

func installNumeric(rt *goja.Runtime) error {
	vm := numeric.New(rt)
	return hide(rt, numericName, func(call goja.FunctionCall) goja.Value {
		if v := vm.Call(numerics.function(int(call.Argument(0).ToInteger())), call.Arguments[1:]); v != nil {
			return v
		}
		return goja.Undefined()
	})
}

// lowerNumeric lets a function that only computes begin with `var value = numeric(number, …parameters); if (value !== undefined) return
// value;`.
func (r *rewriter) lowerNumeric(source string, params *ast.ParameterList, body *ast.BlockStatement, vars *[]*ast.VariableDeclaration) {
	number := numerics.number(source, params, body)
	if number < 0 {
		return
	}
	at := body.LeftBrace
	args := []ast.Expression{&ast.NumberLiteral{Idx: at, Literal: strconv.Itoa(number), Value: int64(number)}}
	for _, p := range params.List {
		args = append(args, &ast.Identifier{Name: p.Target.(*ast.Identifier).Name, Idx: at})
	}
	value := r.variable(at)
	list := []*ast.Binding{{Target: value, Initializer: callOf(numericName, at, args...)}}
	first := []ast.Statement{
		&ast.VariableStatement{Var: at, List: list},
		&ast.IfStatement{
			If: at,
			Test: &ast.BinaryExpression{Operator: token.STRICT_NOT_EQUAL, Left: value, Comparison: true, Right: &ast.UnaryExpression{
				Operator: token.VOID, Idx: at, Operand: &ast.NumberLiteral{Idx: at, Literal: "0", Value: int64(0)},
			}},
			Consequent: &ast.ReturnStatement{Return: at, Argument: value},
		},
	}
	*vars = append(*vars, &ast.VariableDeclaration{Var: at, List: list})
	body.List = append(first, body.List...)
}
