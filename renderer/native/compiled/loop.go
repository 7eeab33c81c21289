package compiled

import (
	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
)

// ended tells what a loop makes of how its body ended: whether it stops, and as what.
func ended(f *Frame, r ctl, labels []string) (stop bool, as ctl) {
	switch r {
	case ctlBreak:
		if f.label == "" || hasLabel(labels, f.label) {
			f.label = ""
			return true, ctlNext
		}
		return true, ctlBreak
	case ctlContinue:
		if f.label == "" || hasLabel(labels, f.label) {
			f.label = ""
			return false, ctlNext
		}
		return true, ctlContinue
	case ctlReturn:
		return true, ctlReturn
	}
	return false, ctlNext
}

func hasLabel(labels []string, l string) bool {
	for _, x := range labels {
		if x == l {
			return true
		}
	}
	return false
}

// breakable is a statement that break with one of its labels leaves.
func (c *compiler) breakable(s statement, labels []string) statement {
	if len(labels) == 0 {
		return s
	}
	return func(f *Frame) ctl {
		r := s(f)
		if r == ctlBreak && f.label != "" && hasLabel(labels, f.label) {
			f.label = ""
			return ctlNext
		}
		return r
	}
}

// loop runs body while test holds; update comes after each body.
func loop(labels []string, test func(*Frame) bool, body statement, update func(*Frame), bodyFirst bool) statement {
	return func(f *Frame) ctl {
		for first := bodyFirst; first || test == nil || test(f); first = false {
			f.tick()
			if r := body(f); r != ctlNext {
				if stop, as := ended(f, r, labels); stop {
					return as
				}
			}
			if update != nil {
				update(f)
			}
		}
		return ctlNext
	}
}

func (c *compiler) forLoop(s *ast.ForStatement, labels []string) statement {
	c.push()
	defer c.pop()
	var init statement
	switch i := s.Initializer.(type) {
	case nil:
	case *ast.ForLoopInitializerExpression:
		init = c.effect(i.Expression)
	case *ast.ForLoopInitializerVarDeclList:
		init = c.declarations(i.List, false)
	case *ast.ForLoopInitializerLexicalDecl:
		c.declareBlock([]ast.Statement{&i.LexicalDeclaration}, false)
		init = c.declarations(i.LexicalDeclaration.List, true)
	default:
		refuse("a loop's beginning: %T", i)
	}
	var test func(*Frame) bool
	if s.Test != nil {
		test = c.expr(s.Test).truth()
	}
	var update func(*Frame)
	if s.Update != nil {
		step := c.effect(s.Update)
		update = func(f *Frame) { step(f) }
	}
	body := c.statementOf(s.Body)
	enter := c.scope.enter()
	var fresh []int // variables that each iteration has anew
	for _, l := range c.scope.order {
		if l.captured {
			fresh = append(fresh, l.slot)
		}
	}
	if len(fresh) > 0 {
		then := update
		update = func(f *Frame) {
			for _, slot := range fresh {
				f.slots[slot] = Value{Ref: &cell{f.slots[slot].Ref.(*cell).v}}
			}
			if then != nil {
				then(f)
			}
		}
	}
	run := loop(labels, test, body, update, false)
	return func(f *Frame) ctl {
		if enter != nil {
			enter(f)
		}
		if init != nil {
			init(f)
		}
		return run(f)
	}
}

// iterate calls step with the values of an iterable until it says stop.
func (r *Realm) iterate(v Value, step func(Value) bool) {
	if r.listed(v) {
		for i := 0; ; i++ {
			n := r.get(v, "length")
			if float64(i) >= n.Num || !step(r.index(v, Number(float64(i)))) {
				return
			}
		}
	}
	if s, ok := v.Ref.(string); ok && r.builtinIterator() {
		for i := range len(s) {
			if !step(Value{Ref: s[i : i+1]}) {
				return
			}
		}
		return
	}
	if v.IsNullish() {
		r.helper("((v) => { for (const x of v); })", v) // throws
	}
	r.rt.ForOf(r.ToGoja(v), func(item goja.Value) bool { return step(From(item)) })
	r.epoch++
}

// builtinIterator is false: strings may have another iterator.
func (r *Realm) builtinIterator() bool { return false }

func (c *compiler) forOf(s *ast.ForOfStatement, labels []string) statement {
	source := c.expr(s.Source).ev
	c.push()
	defer c.pop()
	set := c.into(s.Into)
	body := c.statementOf(s.Body)
	enter := c.scope.enter()
	at := s.For
	return func(f *Frame) (out ctl) {
		f.pos = at
		f.realm.iterate(source(f), func(item Value) bool {
			f.tick()
			if enter != nil {
				enter(f)
			}
			set(f, item)
			if r := body(f); r != ctlNext {
				if stop, as := ended(f, r, labels); stop {
					out = as
					return false
				}
			}
			return true
		})
		return out
	}
}

func (c *compiler) into(i ast.ForInto) func(*Frame, Value) {
	switch i := i.(type) {
	case *ast.ForIntoVar:
		return c.bind(i.Binding.Target, false)
	case *ast.ForDeclaration:
		for _, n := range patternNames(i.Target) {
			l := c.declare(n, true, i.IsConst)
			l.declared = i.Target.Idx1()
		}
		return c.bind(i.Target, true)
	case *ast.ForIntoExpression:
		return c.bind(i.Expression, false)
	}
	refuse("a loop over: %T", i)
	return nil
}

const keysSource = `((o) => { const out = []; for (const k in o) out.push(k); return out; })`

func (c *compiler) forIn(s *ast.ForInStatement, labels []string) statement {
	source := c.expr(s.Source).ev
	c.push()
	defer c.pop()
	set := c.into(s.Into)
	body := c.statementOf(s.Body)
	enter := c.scope.enter()
	return func(f *Frame) ctl {
		r := f.realm
		v := source(f)
		if v.IsNullish() {
			return ctlNext
		}
		keys := r.itemsOf(From(r.helper(keysSource, v)))
		for _, k := range keys {
			f.tick()
			if !r.inObject(v, k) { // deleted meanwhile
				continue
			}
			if enter != nil {
				enter(f)
			}
			set(f, k)
			if how := body(f); how != ctlNext {
				if stop, as := ended(f, how, labels); stop {
					return as
				}
			}
		}
		return ctlNext
	}
}

// inObject is key in v.
func (r *Realm) inObject(v, key Value) bool {
	if o, ok := v.Ref.(*Object); ok && o.real == nil {
		if name, ok := key.Ref.(string); ok && o.shape.find(name) >= 0 {
			return true
		}
	}
	return r.helper("((o, k) => k in Object(o))", v, key).ToBoolean()
}
