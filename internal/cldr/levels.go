package cldr

import (
	"iter"
	"sort"
	"strings"
)

// UnderByLocale is Under with the keys in the order in which ICU finds them: first those that the locale has itself, then what its
// parent adds, up to root.
func (t *Table) UnderByLocale(prefix string) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		start := uint32(sort.SearchStrings(t.keys, prefix))
		had := map[uint32]bool{}
		for level := t; level != nil; level = level.parent {
			for i := sort.Search(len(level.ids), func(i int) bool { return level.ids[i] >= start }); i < len(level.ids); i++ {
				id := level.ids[i]
				if !strings.HasPrefix(t.keys[id], prefix) {
					break
				}
				if had[id] {
					continue
				}
				had[id] = true
				if text, ok := level.at(id); ok && !yield(t.keys[id][len(prefix):], text) {
					return
				}
			}
		}
	}
}
