//go:build !unix

package nodeprocess

// usage is not known here: all zero, as fields that a system does not have are in Node.
func usage() []int64 { return make([]int64, 16) }

// umask does not exist here.
func umask(int) int { return 0 }

// residentSet is not known here.
func residentSet() int64 { return 0 }

func kill(int, int) string { return "ENOSYS" }

// The functions of identities are not defined in JavaScript here.

func userID(string) (int, bool) { return 0, false }

func groupID(string) (int, bool) { return 0, false }

func setID(string, int) string { return "ENOSYS" }

func setGroups([]int) string { return "ENOSYS" }

func groupsOf(string) []int { return nil }
