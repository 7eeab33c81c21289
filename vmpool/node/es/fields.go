package es

import (
	"reflect"

	"github.com/dop251/goja/ast"
)

// Fields finds the fields of the structs of package ast that may hold nodes. A pass that walks a tree by reflection would spend most of its
// time asking for them; so it keeps one. The zero value is ready; it is not safe for concurrent use.
type Fields struct{ byType map[reflect.Type][]int }

// Of returns the indices of a type's fields, in the order of the source; none of a type of another package. DeclarationList is left out: it repeats
// declarations that the body holds.
func (f *Fields) Of(t reflect.Type) []int {
	list, ok := f.byType[t]
	if ok {
		return list
	}
	if t.PkgPath() == astPackage {
		for i := range t.NumField() {
			field := t.Field(i)
			switch field.Type.Kind() {
			case reflect.Interface, reflect.Pointer, reflect.Struct, reflect.Slice:
				if field.IsExported() && field.Name != "DeclarationList" {
					list = append(list, i)
				}
			}
		}
	}
	if f.byType == nil {
		f.byType = map[reflect.Type][]int{}
	}
	f.byType[t] = list
	return list
}

var astPackage = reflect.TypeFor[ast.Program]().PkgPath()
