package compiled

import (
	"strconv"

	"github.com/dop251/goja"
)

// get is v[name] for a name that is no array index.
func (r *Realm) get(v Value, name string) Value {
	switch o := v.Ref.(type) {
	case *goja.Object:
		return From(o.Get(name))
	case *Object:
		if o.real != nil {
			return From(o.real.Get(name))
		}
		if i := o.shape.find(name); i >= 0 {
			return o.vals[i]
		}
		return r.inherited(v, r.objectProto, name)
	case string:
		if name == "length" {
			return Number(float64(len(o)))
		}
		return r.primitive(v, r.stringProto, name)
	case *Text:
		if name == "length" {
			return Number(float64(o.units().Length()))
		}
		return r.primitive(v, r.stringProto, name)
	case *Array:
		if o.real != nil {
			return From(o.real.Get(name))
		}
		if name == "length" {
			return Number(float64(len(o.items)))
		}
		return r.inherited(v, r.arrayProto, name)
	case *numberKind:
		return r.primitive(v, r.numberProto, name)
	case *boolKind:
		return r.primitive(v, r.boolProto, name)
	case nil, *nullKind:
		panic(r.rt.NewTypeError("Cannot read property '%s' of undefined", name))
	case *Function:
		if o.real == nil {
			switch name {
			case "call", "apply", "bind":
				return r.inherited(v, r.functionProto, name)
			}
		}
	}
	return From(r.ToGoja(v).ToObject(r.rt).Get(name))
}

// inherited is a property that an object which goja has not seen has from its prototype. Functions that are known here are taken as
// they are; for the others goja looks, so that getters see the object.
func (r *Realm) inherited(v Value, proto *goja.Object, name string) Value {
	found := Undefined
	if name != "__proto__" {
		found = r.builtin(proto, name)
		if found.IsUndefined() {
			return Undefined
		}
		if f, ok := found.Ref.(*goja.Object); ok && r.intrinsics[f] != nil {
			return found
		}
	}
	return From(r.ToGoja(v).ToObject(r.rt).Get(name))
}

func (r *Realm) primitive(v Value, proto *goja.Object, name string) Value {
	found := r.builtin(proto, name)
	if f, ok := found.Ref.(*goja.Object); ok && r.intrinsics[f] != nil {
		return found
	}
	return From(r.ToGoja(v).ToObject(r.rt).Get(name))
}

// index is v[key].
func (r *Realm) index(v, key Value) Value {
	if key.IsNumber() {
		switch o := v.Ref.(type) {
		case *Array:
			if o.real == nil {
				if item, ok := o.at(key.Num); ok {
					return item
				}
			}
		case string:
			if i := int(key.Num); key.Num >= 0 && float64(i) == key.Num && i < len(o) {
				return Value{Ref: o[i : i+1]}
			}
		case *goja.Object:
			if i := int(key.Num); key.Num >= 0 && float64(i) == key.Num {
				return From(o.Get(strconv.Itoa(i)))
			}
		}
	}
	if v.IsNullish() {
		panic(r.rt.NewTypeError("Cannot read property '%s' of undefined", r.ToGoja(key).String()))
	}
	name, symbol := r.propertyKey(key)
	if symbol != nil {
		return From(r.ToGoja(v).ToObject(r.rt).GetSymbol(symbol))
	}
	return r.getNamed(v, name)
}

// getNamed is v[name] for any name.
func (r *Realm) getNamed(v Value, name string) Value {
	if isIndex(name) {
		switch o := v.Ref.(type) {
		case *Object:
			if o.real == nil {
				return r.inherited(v, r.objectProto, name)
			}
		case *Array:
			if n, _ := strconv.ParseFloat(name, 64); o.real == nil && n < float64(len(o.items)) {
				return o.items[int(n)]
			}
		}
		return From(r.ToGoja(v).ToObject(r.rt).Get(name))
	}
	return r.get(v, name)
}

// propertyKey is ToPropertyKey.
func (r *Realm) propertyKey(key Value) (string, *goja.Symbol) {
	switch k := key.Ref.(type) {
	case string:
		return k, nil
	case *goja.Symbol:
		return "", k
	case *Text:
		return k.utf8(), nil
	}
	if key.IsNumber() {
		return numberString(key.Num), nil
	}
	p := r.primitiveOf(key, "string")
	if s, ok := p.Ref.(*goja.Symbol); ok {
		return "", s
	}
	return r.str(p), nil
}

// primitiveOf is ToPrimitive with a hint.
func (r *Realm) primitiveOf(v Value, hint string) Value {
	switch v.Ref.(type) {
	case nil, *nullKind, *boolKind, *numberKind, string, *Text, *goja.Symbol:
		return v
	}
	if _, isObject := r.ToGoja(v).(*goja.Object); !isObject {
		return v
	}
	switch hint {
	case "string":
		return From(r.helper("((o) => { let k; ({ [{ [Symbol.toPrimitive](h) { const f = o[Symbol.toPrimitive]; if (f != null) return k = f.call(o, h), k;"+
			" for (const n of ['toString', 'valueOf']) if (typeof o[n] === 'function') { k = o[n](); if (k === null || typeof k !== 'object' && typeof k !== 'function') return k; }"+
			" throw new TypeError('Cannot convert object to primitive value') } }]: 0 }); return k; })", v))
	}
	return From(r.helper("((o) => o)", v))
}

// set is v[name] = x.
func (r *Realm) set(v Value, name string, x Value, strict bool) {
	switch o := v.Ref.(type) {
	case *Object:
		if o.real == nil && o.shape.find(name) < 0 && r.builtin(r.objectProto, name).IsUndefined() || o.real == nil && o.shape.find(name) >= 0 {
			if o.put(name, x) {
				return
			}
		}
	case *Array:
		if o.real == nil && name == "length" && x.IsNumber() {
			if n := int(x.Num); float64(n) == x.Num && n >= 0 && n <= len(o.items) {
				clear(o.items[n:])
				o.items = o.items[:n]
				return
			}
		}
	case nil, *nullKind:
		r.helper("((o, k, v) => { o[k] = v })", v, String(name), x)
	}
	if o, ok := r.ToGoja(v).(*goja.Object); ok && (strict || r.builtinTarget(o)) {
		r.epoch++
		if err := o.Set(name, r.ToGoja(x)); err != nil {
			panic(r.thrown(err))
		}
		return
	}
	r.setAny(v, String(name), x, strict)
}

// builtinTarget is false: sloppy code must not throw where a property can't be set.
func (r *Realm) builtinTarget(*goja.Object) bool { return false }

func (r *Realm) setAny(v, key, x Value, strict bool) {
	if strict {
		r.helper("((o, k, v) => { 'use strict'; o[k] = v })", v, key, x)
	} else {
		r.helper("((o, k, v) => { o[k] = v })", v, key, x)
	}
}

// setIndex is v[key] = x.
func (r *Realm) setIndex(v, key, x Value, strict bool) {
	if key.IsNumber() {
		if a, ok := v.Ref.(*Array); ok && a.real == nil {
			i := int(key.Num)
			if key.Num >= 0 && float64(i) == key.Num {
				if i < len(a.items) {
					a.items[i] = x
					return
				}
				if i == len(a.items) {
					a.items = append(a.items, x)
					return
				}
			}
		}
	}
	if o, ok := v.Ref.(*Object); ok && o.real == nil {
		if name, ok := key.Ref.(string); ok {
			r.set(Value{Ref: o}, name, x, strict)
			return
		}
	}
	r.setAny(v, key, x, strict)
}

func numberString(n float64) string {
	if i := int64(n); float64(i) == n && i > -1e15 && i < 1e15 {
		return strconv.FormatInt(i, 10)
	}
	return scratch.ToValue(n).String()
}

// str is ToString of a primitive or an object.
func (r *Realm) str(v Value) string {
	s, _ := r.toString(v).Text()
	return s
}

// toString is ToString.
func (r *Realm) toString(v Value) Value {
	switch v.Ref.(type) {
	case string, *Text:
		return v
	case nil:
		return Value{Ref: "undefined"}
	case *nullKind:
		return Value{Ref: "null"}
	case *numberKind:
		return Value{Ref: numberString(v.Num)}
	case *boolKind:
		if v.Num != 0 {
			return Value{Ref: "true"}
		}
		return Value{Ref: "false"}
	}
	return From(r.helper("((v) => `${v}`)", v))
}

// toNumber is ToNumber.
func (r *Realm) toNumber(v Value) float64 {
	if n, ok := v.plainNumber(); ok {
		return n
	}
	return r.helper("((v) => +v)", v).ToFloat()
}
