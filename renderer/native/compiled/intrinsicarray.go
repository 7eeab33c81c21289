package compiled

import (
	"sort"

	"github.com/dop251/goja"
)

// arrayIntrinsics are methods of arrays that goja has not seen, and some of those that it has.
var arrayIntrinsics = map[string]Intrinsic{
	"map": each(keepHoles, func(n int) (func(item, result Value) bool, func() Value) {
		out := make([]Value, 0, n)
		return func(_, result Value) bool { out = append(out, result); return true }, func() Value { return Value{Ref: &Array{items: out}} }
	}),
	"filter": each(skipHoles, func(int) (func(item, result Value) bool, func() Value) {
		var out []Value
		return func(item, result Value) bool {
			if result.Truthy() {
				out = append(out, item)
			}
			return true
		}, func() Value { return Value{Ref: &Array{items: out}} }
	}),
	"forEach": each(skipHoles, func(int) (func(item, result Value) bool, func() Value) {
		return func(Value, Value) bool { return true }, func() Value { return Undefined }
	}),
	"some": each(skipHoles, func(int) (func(item, result Value) bool, func() Value) {
		found := false
		return func(_, result Value) bool { found = result.Truthy(); return !found }, func() Value { return Bool(found) }
	}),
	"every": each(skipHoles, func(int) (func(item, result Value) bool, func() Value) {
		all := true
		return func(_, result Value) bool { all = result.Truthy(); return all }, func() Value { return Bool(all) }
	}),
	"find": each(readHoles, func(int) (func(item, result Value) bool, func() Value) {
		found := Undefined
		return func(item, result Value) bool {
			if result.Truthy() {
				found = item
				return false
			}
			return true
		}, func() Value { return found }
	}),
	"findIndex": each(readHoles, func(int) (func(item, result Value) bool, func() Value) {
		i, at := 0.0, -1.0
		return func(_, result Value) bool {
			if result.Truthy() {
				at = i
				return false
			}
			i++
			return true
		}, func() Value { return Number(at) }
	}),
	"reduce": func(r *Realm, this Value, args []Value) (Value, bool) {
		fn, ok := r.callback(args)
		a, own := plain(this)
		if !ok || !own || len(args) < 2 {
			return Undefined, false
		}
		acc := args[1]
		for i, n := 0, len(a.items); i < n; i++ {
			item, there := itemAt(r, this, i)
			if there {
				acc = r.callAny(fn, Undefined, []Value{acc, item, Number(float64(i)), this})
			}
		}
		return acc, true
	},
	"push": func(_ *Realm, this Value, args []Value) (Value, bool) {
		a, ok := plain(this)
		if !ok {
			return Undefined, false
		}
		a.items = append(a.items, args...)
		return Number(float64(len(a.items))), true
	},
	"pop": func(_ *Realm, this Value, _ []Value) (Value, bool) {
		a, ok := plain(this)
		if !ok {
			return Undefined, false
		}
		n := len(a.items)
		if n == 0 {
			return Undefined, true
		}
		v := a.items[n-1]
		a.items[n-1] = Undefined
		a.items = a.items[:n-1]
		return v, true
	},
	"slice": func(_ *Realm, this Value, args []Value) (Value, bool) {
		a, ok := plain(this)
		if !ok {
			return Undefined, false
		}
		from, ok := position(Argument(args, 0), 0, len(a.items))
		to, ok2 := position(Argument(args, 1), len(a.items), len(a.items))
		if !ok || !ok2 {
			return Undefined, false
		}
		return Value{Ref: &Array{items: append([]Value(nil), a.items[from:max(from, to)]...)}}, true
	},
	"concat": func(_ *Realm, this Value, args []Value) (Value, bool) {
		a, ok := plain(this)
		if !ok {
			return Undefined, false
		}
		out := append([]Value(nil), a.items...)
		for _, v := range args {
			switch x := v.Ref.(type) {
			case *Array:
				if x.real != nil {
					return Undefined, false
				}
				out = append(out, x.items...)
			case *numberKind, *boolKind, *nullKind, string, *Text, nil:
				out = append(out, v)
			default:
				return Undefined, false
			}
		}
		return Value{Ref: &Array{items: out}}, true
	},
	"join": func(r *Realm, this Value, args []Value) (Value, bool) {
		a, ok := plain(this)
		sep := Value{Ref: ","}
		if len(args) > 0 && !args[0].IsUndefined() {
			sep = args[0]
		}
		if !ok || !sep.isString() {
			return Undefined, false
		}
		out := Value{Ref: ""}
		for i, v := range a.items {
			if !v.isPlain() && !v.isString() {
				return Undefined, false
			}
			if i > 0 {
				out = r.concat(out, sep)
			}
			if !v.IsNullish() {
				out = r.concat(out, r.toString(v))
			}
		}
		return out, true
	},
	"includes": func(_ *Realm, this Value, args []Value) (Value, bool) {
		a, ok := plain(this)
		if !ok || len(args) != 1 {
			return Undefined, false
		}
		for _, v := range a.items {
			if strictEqual(v, args[0]) || v.IsNumber() && args[0].IsNumber() && v.Num != v.Num && args[0].Num != args[0].Num {
				return True, true
			}
		}
		return False, true
	},
	"indexOf": func(_ *Realm, this Value, args []Value) (Value, bool) {
		a, ok := plain(this)
		if !ok || len(args) != 1 {
			return Undefined, false
		}
		for i, v := range a.items {
			if strictEqual(v, args[0]) {
				return Number(float64(i)), true
			}
		}
		return Number(-1), true
	},
	"reverse": func(_ *Realm, this Value, _ []Value) (Value, bool) {
		a, ok := plain(this)
		if !ok {
			return Undefined, false
		}
		for i, j := 0, len(a.items)-1; i < j; i, j = i+1, j-1 {
			a.items[i], a.items[j] = a.items[j], a.items[i]
		}
		return this, true
	},
	"sort": sortArray,
}

// sortArray is Array.prototype.sort with a function: stable, undefined last.
func sortArray(r *Realm, this Value, args []Value) (Value, bool) {
	a, ok := plain(this)
	fn, ok2 := r.callback(args)
	if !ok || !ok2 {
		return Undefined, false
	}
	items, missing := make([]Value, 0, len(a.items)), 0
	for _, v := range a.items {
		if v.IsUndefined() {
			missing++
		} else {
			items = append(items, v)
		}
	}
	pair := make([]Value, 2)
	sort.SliceStable(items, func(i, j int) bool {
		pair[0], pair[1] = items[i], items[j]
		v := r.callAny(fn, Undefined, pair)
		if v.IsNumber() {
			return v.Num < 0
		}
		return r.toNumber(v) < 0
	})
	for range missing {
		items = append(items, Undefined)
	}
	if a.real == nil {
		a.items = items
		return this, true
	}
	for i, v := range items {
		r.setIndex(this, Number(float64(i)), v, true)
	}
	return this, true
}

func plain(v Value) (*Array, bool) {
	a, ok := v.Ref.(*Array)
	return a, ok && a.real == nil
}

// callback is the function among a method's arguments.
func (r *Realm) callback(args []Value) (Value, bool) {
	fn := Argument(args, 0)
	switch f := fn.Ref.(type) {
	case *Function:
		return fn, true
	case *goja.Object:
		_, ok := goja.AssertFunction(f)
		return fn, ok
	}
	return fn, false
}

// itemAt is an item while a callback may change the array.
func itemAt(r *Realm, this Value, i int) (Value, bool) {
	if a, ok := this.Ref.(*Array); ok && a.real == nil {
		if i < len(a.items) {
			return a.items[i], true
		}
		return Undefined, false
	}
	o := r.ToGoja(this).(*goja.Object)
	v := o.Get(numberString(float64(i)))
	return From(v), v != nil
}

// How a method takes the holes of an array.
type holes uint8

const (
	skipHoles holes = iota
	keepHoles       // in its result
	readHoles
)

// each is a method that calls a function with every item.
func each(missing holes, begin func(n int) (step func(item, result Value) bool, end func() Value)) Intrinsic {
	return func(r *Realm, this Value, args []Value) (Value, bool) {
		fn, ok := r.callback(args)
		if !ok || len(args) > 2 {
			return Undefined, false
		}
		n := 0
		switch a := this.Ref.(type) {
		case *Array:
			if a.real != nil {
				return Undefined, false
			}
			n = len(a.items)
		case *goja.Object:
			if _, compiled := fn.Ref.(*Function); !compiled || !r.isPlainArray(a) || !r.ordinary(a) {
				return Undefined, false
			}
			n = int(a.Get("length").ToInteger())
		default:
			return Undefined, false
		}
		self := Argument(args, 1)
		step, end := begin(n)
		mark := r.slab.mark()
		list := r.slab.take(3)
		var empty []int
		for i := range n {
			item, there := itemAt(r, this, i)
			if !there && missing != readHoles {
				if missing == keepHoles {
					step(Undefined, Undefined)
					empty = append(empty, i)
				}
				continue
			}
			list[0], list[1], list[2] = item, Number(float64(i)), this
			if !step(item, r.callAny(fn, self, list)) {
				break
			}
		}
		r.slab.reset(mark)
		v := end()
		for _, i := range empty {
			_ = r.ToGoja(v).(*goja.Object).Delete(numberString(float64(i)))
		}
		return v, true
	}
}

// ordinary reports whether an array of goja's is of the class Array.
func (r *Realm) ordinary(a *goja.Object) bool {
	return a.Prototype() == r.arrayProto && a.Get("constructor") == r.rt.GlobalObject().Get("Array")
}
