package es

import (
	"reflect"
	"sync"

	"github.com/dop251/goja/ast"
)

var nodeFields sync.Map // reflect.Type → []int

// NodeFields are the indices of the fields of a struct of package ast that may hold nodes, in the order of the source. A pass that
// walks a tree by reflection would spend most of its time asking for them. DeclarationList is none of them: it repeats declarations that the body
// holds.
func NodeFields(t reflect.Type) []int {
	if list, ok := nodeFields.Load(t); ok {
		return list.([]int)
	}
	var list []int
	if t.PkgPath() == astPackage {
		for i := range t.NumField() {
			f := t.Field(i)
			switch f.Type.Kind() {
			case reflect.Interface, reflect.Pointer, reflect.Struct, reflect.Slice:
				if f.IsExported() && f.Name != "DeclarationList" {
					list = append(list, i)
				}
			}
		}
	}
	nodeFields.Store(t, list)
	return list
}

var astPackage = reflect.TypeFor[ast.Program]().PkgPath()
