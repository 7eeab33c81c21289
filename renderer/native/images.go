package native

import (
	"strings"

	"github.com/dop251/goja"
)

// preloadImageHint is preload(href, {as: "image"}).
func (q *request) preloadImageHint(href, as string, options *goja.Object) error {
	var srcSet, sizes, priority string
	if options != nil {
		srcSet, sizes, priority = stringProp(options, "imageSrcSet"), stringProp(options, "imageSizes"), stringProp(options, "fetchPriority")
	}
	key := href
	link := q.str(href)
	if srcSet != "" {
		key, link = srcSet+"\n"+sizes, goja.Undefined()
	}
	if q.out.images[key] {
		return nil
	}
	q.out.images[key] = true
	if srcSet == "" && priority == "high" && q.out.headers.take(&q.out.headers.orEmpty().images, preloadHeader(href, as, options)) {
		return nil
	}
	props := setAttrs([]attr{{"rel", q.str("preload")}, {"href", link}, {"as", q.str(as)}}, options)
	if priority == "high" {
		return q.addLink(&q.out.highImages, props)
	}
	return q.addPreload(q.out.preloads.images, key, props)
}

// isData reports whether a URL begins as data: URLs do, in any case.
func isData(url string) bool { return len(url) > 4 && strings.EqualFold(url[:5], "data:") }

// preloadImage announces an image that is part of the page (the img case of pushStartInstance).
func (q *request) preloadImage(t *task, props propList) error {
	src, srcSet := props.Get("src"), props.Get("srcSet")
	s, srcOK := src.(goja.String)
	set, setOK := srcSet.(goja.String)
	priority := stringProp(props, "fetchPriority")
	switch {
	case stringProp(props, "loading") == "lazy", !truthy(src) && !truthy(srcSet), !srcOK && !isNullish(src), !setOK && !isNullish(srcSet),
		priority == "low", t.format.scope&(scopeNoscript|scopePicture) != 0,
		srcOK && isData(s.String()), setOK && isData(set.String()):
		return nil
	}
	if t.hoist != nil && t.format.scope&scopeAppear != 0 {
		t.hoist.images = true
	}
	var sizes goja.Value
	if v, ok := props.Get("sizes").(goja.String); ok {
		sizes = v
	}
	key := ""
	link := src
	if setOK && set.Length() > 0 {
		key = set.String() + "\n"
		if sizes != nil {
			key += sizes.String()
		}
		link = goja.Undefined()
	} else if srcOK {
		key = s.String()
	}
	if res := q.out.preloads.images[key]; res != nil {
		if priority == "high" || len(q.out.highImages.list) < 10 {
			delete(q.out.preloads.images, key)
			q.out.bulk.remove(res)
			q.out.highImages.add(res)
		}
		return nil
	}
	if q.out.images[key] {
		return nil
	}
	q.out.images[key] = true
	cross := goja.Value(goja.Undefined())
	if c, ok := props.Get("crossOrigin").(goja.String); ok {
		cross = q.str("")
		if c.String() == "use-credentials" {
			cross = c
		}
	}
	if h := q.out.headers; h != nil && h.room > 0 && !setOK && srcOK && (priority == "high" || len(h.images) < 500) {
		header := preloadHeaderOf(s.String(), "image", []attr{
			{"imageSizes", props.Get("sizes")}, {"crossOrigin", cross}, {"integrity", props.Get("integrity")}, {"nonce", props.Get("nonce")},
			{"type", props.Get("type")}, {"fetchPriority", props.Get("fetchPriority")}, {"referrerPolicy", props.Get("referrerPolicy")},
		})
		if h.take(&h.images, header) {
			return nil
		}
	}
	list := []attr{
		{"rel", q.str("preload")}, {"as", q.str("image")}, {"href", link}, {"imageSrcSet", srcSet}, {"imageSizes", sizes}, {"crossOrigin", cross},
	}
	for _, name := range []string{"integrity", "type", "fetchPriority", "referrerPolicy"} {
		list = append(list, attr{name, props.Get(name)})
	}
	if priority == "high" || len(q.out.highImages.list) < 10 {
		return q.addLink(&q.out.highImages, list)
	}
	return q.addPreload(q.out.preloads.images, key, list)
}
