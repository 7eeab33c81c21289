package nodeutil

// KindOf and IteratorEntries are tested against goja's layout of its objects.
var (
	KindOf          = kindOf
	IteratorEntries = iteratorEntries
)
