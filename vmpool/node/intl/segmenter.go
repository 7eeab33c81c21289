package intl

import (
	"math"
	"sort"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/internal/intl/segment"
	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

// segmenter is the slot of a Segmenter.
type segmenter struct {
	locale, granularity string
}

// segments is the slot of what Segmenter.prototype.segment returns, and of its iterators.
type segments struct {
	text  goja.String
	list  []segment.Segment
	words bool
	next  int // of an iterator
}

// segmentClasses are the prototypes without constructors.
type segmentClasses struct {
	*realm
	segments, iterator           *goja.Object
	segmentsSlots, iteratorSlots node.Slots[*segments]
}

// defineSegmenter is Intl.Segmenter.
func defineSegmenter(r *realm) {
	s := &segmentClasses{realm: r}
	s.definePrototypes()
	c := newClass(r, "Segmenter", 0, false, func(call goja.ConstructorCall) *segmenter {
		list := r.canonicalLocales(call.Argument(0))
		o := r.optionsObject("Intl.Segmenter", call.Argument(1))
		o.matcher()
		resolved := r.resolve(list, nil, nil)
		granularity := o.text("granularity", segment.Grapheme, segment.Grapheme, segment.Word, segment.Sentence)
		return &segmenter{locale: resolved.Locale(), granularity: granularity}
	})
	c.method("resolvedOptions", 0, func(g *segmenter, _ goja.FunctionCall) goja.Value {
		o := r.rt.NewObject()
		r.put(o, "locale", g.locale)
		r.put(o, "granularity", g.granularity)
		return o
	})
	c.method("segment", 1, func(g *segmenter, call goja.FunctionCall) goja.Value {
		text := r.string(call.Argument(0))
		o := r.rt.CreateObject(s.segments)
		slot := &segments{text: r.rt.ToValue(text).(goja.String), words: g.granularity == segment.Word}
		if v, ok := call.Argument(0).(goja.String); ok {
			slot.text = v
		}
		slot.list = segment.Of(text, g.granularity)
		s.segmentsSlots.Set(o, slot)
		return o
	})
	c.end()
	c.supportedLocalesOf(nil)
}

func (s *segmentClasses) definePrototypes() {
	r := s.realm
	this := func(slots *node.Slots[*segments], v goja.Value, method string) *segments {
		slot, ok := slots.Get(v)
		if !ok {
			r.typeError("Method %s called on incompatible receiver %s", method, r.shown(v))
		}
		return slot
	}
	s.segments = r.rt.NewObject()
	r.define(s.segments, "containing", r.vm.Function("containing", 1, func(call goja.FunctionCall) goja.Value {
		slot := this(&s.segmentsSlots, call.This, "%Segments.prototype%.containing")
		at := r.toNumber(call.Argument(0))
		if math.IsNaN(at) {
			at = 0
		}
		if at = math.Trunc(at); at < 0 || at >= float64(slot.text.Length()) {
			return goja.Undefined()
		}
		return s.data(slot, sort.Search(len(slot.list), func(i int) bool { return slot.list[i].End > int(at) }))
	}))
	iterate := r.vm.Function("[Symbol.iterator]", 0, func(call goja.FunctionCall) goja.Value {
		slot := *this(&s.segmentsSlots, call.This, "%SegmentIsPrototype%[@@iterator]")
		o := r.rt.CreateObject(s.iterator)
		s.iteratorSlots.Set(o, &slot)
		return o
	})
	r.must(s.segments.DefineDataPropertySymbol(goja.SymIterator, iterate, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	s.iterator = r.rt.CreateObject(s.iteratorPrototype())
	r.define(s.iterator, "next", r.vm.Function("next", 0, func(call goja.FunctionCall) goja.Value {
		slot := this(&s.iteratorSlots, call.This, "%SegmentIterator.prototype%.next")
		o := r.rt.NewObject()
		value := goja.Undefined()
		done := slot.next >= len(slot.list)
		if !done {
			value = s.data(slot, slot.next)
			slot.next++
		}
		r.put(o, "value", value)
		r.put(o, "done", done)
		return o
	}))
	r.tag(s.iterator, "Segmenter String Iterator")
}

// iteratorPrototype is %IteratorPrototype%.
func (s *segmentClasses) iteratorPrototype() *goja.Object {
	array := s.rt.NewArray()
	values, _ := goja.AssertFunction(array.GetSymbol(goja.SymIterator))
	iterator, err := values(array)
	s.must(err)
	return iterator.(*goja.Object).Prototype().Prototype()
}

// data is the object that describes a segment.
func (s *segmentClasses) data(slot *segments, i int) goja.Value {
	start := 0
	if i > 0 {
		start = slot.list[i-1].End
	}
	o := s.rt.NewObject()
	s.put(o, "segment", slot.text.Substring(start, slot.list[i].End))
	s.put(o, "index", start)
	s.put(o, "input", slot.text)
	if slot.words {
		s.put(o, "isWordLike", slot.list[i].WordLike)
	}
	return o
}
