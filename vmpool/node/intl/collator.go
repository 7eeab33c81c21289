package intl

import (
	"strings"
	"sync"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/internal/cldr"
	"github.com/seed-9eb1e60f/ssr/internal/intl/collate"
)

// collator is the slot of a Collator.
type collator struct {
	*collate.Collator
	options   collate.Options
	locale    string
	collation string
	bound     goja.Value // the function that the getter compare returns; nil before it was asked for
}

// collating is the set of locales that ICU has collation data for.
var collating = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{}
	for _, tag := range strings.Fields(cldr.Fact("collating")) {
		set[tag] = true
	}
	return set
})

func canCollate(tag string) bool { return collating()[tag] }

// defineCollator is Intl.Collator.
func defineCollator(r *realm) {
	c := newClass(r, "Collator", 0, true, func(call goja.ConstructorCall) *collator {
		return r.newCollator("Intl.Collator", call.Argument(0), call.Argument(1))
	})
	c.method("resolvedOptions", 0, func(c *collator, _ goja.FunctionCall) goja.Value { return r.resolvedCollation(c) })
	c.getter("compare", "get Intl.Collator.prototype.compare", func(c *collator) goja.Value {
		if c.bound == nil {
			c.bound = r.vm.Function("", 2, func(call goja.FunctionCall) goja.Value {
				return r.rt.ToValue(c.Compare(r.string(call.Argument(0)), r.string(call.Argument(1))))
			})
		}
		return c.bound
	})
	c.end()
	c.supportedLocalesOf(canCollate)
}

var (
	strengths  = []string{"base", "accent", "case", "variant"}
	strengthOf = map[string]collate.Strength{"base": collate.Base, "accent": collate.Accent, "case": collate.Case, "variant": collate.Variant}
	firstOf    = map[string]collate.CaseFirst{"upper": collate.CaseUpper, "lower": collate.CaseLower, "false": collate.CaseOff}
)

// newCollator is InitializeCollator. service is its name in errors.
func (r *realm) newCollator(service string, locales, opts goja.Value) *collator {
	list := r.canonicalLocales(locales)
	o := r.coerceOptions(service, opts)
	o.service = "Intl.Collator"
	var q collate.Options
	q.Search = o.text("usage", "sort", "sort", "search") == "search"
	o.matcher()
	kind := r.keyword(o, "collation", "co")
	numeric, numericGiven := o.boolean("numeric")
	first := o.text("caseFirst", "", "upper", "lower", "false")
	accepts := func(locale, kind string) bool { _, found := collate.Find(locale, kind); return found == kind }
	resolved := r.resolve(list, canCollate, map[string]func(string, string) bool{
		"co": accepts,
		"kn": func(_, v string) bool { return v == "" || v == "true" || v == "false" },
		"kf": func(_, v string) bool { return firstOf[v] != 0 },
	})
	c := &collator{collation: "default"}
	q.Locale = resolved.Data
	q.Type = resolved.Keywords["co"]
	if kind != "" && !q.Search && accepts(q.Locale, kind) {
		q.Type = kind
		resolved.Override("co", kind)
	}
	if kn, ok := resolved.Keywords["kn"]; ok {
		q.Numeric = kn != "false"
	}
	if numericGiven {
		q.Numeric = numeric
	}
	q.CaseFirst = firstOf[resolved.Keywords["kf"]]
	if first != "" {
		q.CaseFirst = firstOf[first]
	}
	q.Strength = strengthOf[o.text("sensitivity", "variant", strengths...)]
	if shifted, given := o.boolean("ignorePunctuation"); given {
		q.Shifted = -1
		if shifted {
			q.Shifted = 1
		}
	}
	if q.Type != "" && !q.Search && !collate.IsDefault(q.Locale, q.Type) {
		c.collation = q.Type
	}
	c.Collator, c.options, c.locale = collate.Get(q), q, resolved.Locale()
	return c
}

func (r *realm) resolvedCollation(c *collator) goja.Value {
	o := r.rt.NewObject()
	r.put(o, "locale", c.locale)
	usage := "sort"
	if c.options.Search {
		usage = "search"
	}
	r.put(o, "usage", usage)
	for name, strength := range strengthOf {
		if strength == c.options.Strength {
			r.put(o, "sensitivity", name)
		}
	}
	r.put(o, "ignorePunctuation", c.Shifted())
	r.put(o, "collation", c.collation)
	r.put(o, "numeric", c.options.Numeric)
	for name, first := range firstOf {
		if first == c.CaseFirst() {
			r.put(o, "caseFirst", name)
		}
	}
	return o
}

// localeCompare is String.prototype.localeCompare.
func (r *realm) localeCompare(call goja.FunctionCall) goja.Value {
	if goja.IsUndefined(call.This) || goja.IsNull(call.This) {
		r.typeError("String.prototype.localeCompare called on null or undefined")
	}
	a, b := r.string(call.This), r.string(call.Argument(0))
	return r.rt.ToValue(r.collatorFor(call.Argument(1), call.Argument(2)).Compare(a, b))
}

// collatorFor is the collator for a call of localeCompare. Those without options are kept.
func (r *realm) collatorFor(locales, options goja.Value) *collate.Collator {
	s, isText := locales.(goja.String)
	if !goja.IsUndefined(options) || !isText && !goja.IsUndefined(locales) {
		return r.newCollator("String.prototype.localeCompare", locales, options).Collator
	}
	name := ""
	if isText {
		name = s.String()
	}
	if c := r.collators[name]; c != nil && (name != "" || !isText) {
		return c
	}
	c := r.newCollator("String.prototype.localeCompare", locales, options).Collator
	if r.collators == nil || len(r.collators) >= maxKept {
		r.collators = map[string]*collate.Collator{}
	}
	r.collators[name] = c
	return c
}
