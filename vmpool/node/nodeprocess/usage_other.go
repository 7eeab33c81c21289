//go:build !unix

package nodeprocess

// usage is not known here: all zero, as fields that a system does not have are in Node.
func usage() []int64 { return make([]int64, 16) }

// umask does not exist here.
func umask(int) int { return 0 }

// residentSet is not known here.
func residentSet() int64 { return 0 }
