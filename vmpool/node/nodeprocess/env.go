package nodeprocess

import (
	"runtime"
	"slices"
	"strings"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

// env is process.env: an object whose values are always strings, a copy of the host's.
type env struct {
	vm     *node.VM
	values map[string]string
	keys   []string
}

func newEnv(vm *node.VM) *goja.Object {
	e := &env{vm: vm, values: make(map[string]string, len(vm.Host.Env))}
	for key, value := range vm.Host.Env {
		e.values[fold(key)] = value
		e.keys = append(e.keys, key)
	}
	slices.Sort(e.keys)
	return vm.Runtime.NewDynamicObject(e)
}

// fold makes names equal that the operating system takes for equal.
func fold(key string) string {
	if runtime.GOOS == "windows" {
		return strings.ToUpper(key)
	}
	return key
}

// Get returns a variable's value, nil when there is none.
func (e *env) Get(key string) goja.Value {
	if value, ok := e.values[fold(key)]; ok {
		return e.vm.Runtime.ToValue(value)
	}
	return nil
}

// Set stores the value as a string.
func (e *env) Set(key string, value goja.Value) bool {
	if _, ok := value.(*goja.Symbol); ok {
		panic(e.vm.Runtime.NewTypeError("Cannot convert a Symbol value to a string"))
	}
	text := value.String()
	if strings.ContainsRune(key, 0) || key == "" {
		return true // what setenv refuses, Node ignores
	}
	if i := strings.IndexByte(text, 0); i >= 0 {
		text = text[:i]
	}
	if _, ok := e.values[fold(key)]; !ok {
		e.keys = append(e.keys, key)
	}
	e.values[fold(key)] = text
	return true
}

// Has reports whether a variable is set.
func (e *env) Has(key string) bool {
	_, ok := e.values[fold(key)]
	return ok
}

// Delete unsets a variable.
func (e *env) Delete(key string) bool {
	if !e.Has(key) {
		return true
	}
	delete(e.values, fold(key))
	e.keys = slices.DeleteFunc(e.keys, func(k string) bool { return fold(k) == fold(key) })
	return true
}

// Keys lists the names, those of the start in alphabetical order first.
func (e *env) Keys() []string { return e.keys }

var _ goja.DynamicObject = (*env)(nil)
