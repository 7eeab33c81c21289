package nodeutil

import "github.com/dop251/goja"

// Kind is what an object is by its internal slots, as util.types tells them apart: "Map", "Date", "Uint8Array", "Error", "Proxy" …, and
// "Object" for an ordinary one.
func Kind(o *goja.Object) string { return kindOf(o) }
