// Package compiled runs functions of a bundle without goja's interpreter: their syntax trees become trees of Go closures over frames of
// slots. Objects, arrays and functions that compiled code makes live outside goja until something of goja's looks at them. It is a tier
// above goja, which keeps every function too: what is not compiled, and who looks at a function as an object, finds it there.
//
//	scan.go       the pass over a bundle that finds what may be compiled
//	program.go    a bundle's functions and variables; compiling one when it is first called; the host
//	compiler.go   functions, scopes; variable.go, statement.go, loop.go, expression.go, literal.go, operator.go, assign.go, call.go, pattern.go: their parts
//	names.go      what names occur where
//	value.go      values; object.go, objects and arrays; function.go, functions, frames, calls into and out of goja
//	realm.go      what a VM has; member.go, properties; intrinsic*.go, built-in functions done here
//	stack.go      the stacks of errors
//
// # Which functions, and their variables
//
// A bundle is a function that runs once in a VM, and so do some functions in it: those that esbuild wraps modules in (__commonJS,
// __esm) and those that are called where they stand. A function that is made in such a scope, but not in a loop, is made once: a root.
// Scan wraps it in a call that registers it, so that a Realm knows the compiled form of a function object of goja's. The functions in a
// root are compiled with it: their variables are slots, or cells where closures share them (captured by reference, one cell a variable
// and iteration).
//
// A root's own free variables stay in goja. Each such scope hands the realm two functions that read and write its variables by number. A variable
// that is assigned once at most, by code that runs once, is read until it is no longer undefined and then remembered; what is assigned
// more often is read each time. Assignments are counted by name over the whole bundle, whatever scope the name belongs to: counting too many
// only costs time. A scope that runs twice after all (a module whose evaluation failed) ends the use of compiled code in its VM, and a bundle
// with a direct eval or a with statement has none.
//
// The syntax tree is not kept: a root is its source text, parsed again and compiled when it is first called, once for all VMs. A root
// with anything in it that is not supported stays in goja, whole. Refusing is always right; there is no way back from compiled
// code, so nothing is guessed.
//
// # What is the same
//
// What JavaScript says and goja does is the measure: operators on other than numbers and strings, unusual objects and iterables
// are given to small functions of goja's. A built-in function is done here only while the property of the prototype that leads to it gives
// the VM's original; that is looked up again whenever goja's code may have run (Realm.epoch; getters are not counted). Exceptions are panics with
// goja's values, so that they pass through goja's calls; the calls under way are put into the stacks of errors. Loops let goja look at its
// interrupt flag now and then, and calls are bounded.
//
// A function of compiled code that goja sees is made by goja from a literal with the same name, length and source text, whose body
// calls the compiled one. An object or array becomes one of goja's with all that it holds, once, and from then on only that exists.
package compiled
