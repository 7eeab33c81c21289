package node

import (
	"github.com/dop251/goja"
)

type uint8ArrayKey struct{}

// Uint8Array returns a Uint8Array that aliases b.
func (vm *VM) Uint8Array(b []byte) *goja.Object {
	construct := Shared(vm, uint8ArrayKey{}, func() goja.Constructor {
		class := vm.Runtime.GlobalObject().Get("Uint8Array\u200c") // the one without the size guard of package es
		if class == nil {
			class = vm.Runtime.GlobalObject().Get("Uint8Array")
		}
		construct, _ := goja.AssertConstructor(class)
		return construct
	})
	o, err := construct(nil, vm.Runtime.ToValue(vm.Runtime.NewArrayBuffer(b)))
	if err != nil {
		vm.Rethrow(err)
	}
	return o
}
