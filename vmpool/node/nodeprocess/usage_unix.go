//go:build unix

package nodeprocess

import (
	"os"
	"runtime"
	"strconv"
	"strings"
	"syscall"
)

// usage returns the fields of process.resourceUsage in its order; times in microseconds, sizes in kilobytes.
func usage() []int64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return make([]int64, 16)
	}
	micro := func(t syscall.Timeval) int64 { return int64(t.Sec)*1e6 + int64(t.Usec) }
	maxrss := int64(u.Maxrss)
	if runtime.GOOS == "darwin" {
		maxrss /= 1024 // bytes there
	}
	return []int64{
		micro(u.Utime), micro(u.Stime), maxrss, int64(u.Ixrss), int64(u.Idrss), int64(u.Isrss), int64(u.Minflt), int64(u.Majflt),
		int64(u.Nswap), int64(u.Inblock), int64(u.Oublock), int64(u.Msgsnd), int64(u.Msgrcv), int64(u.Nsignals), int64(u.Nvcsw), int64(u.Nivcsw),
	}
}

// umask sets the process's file mode mask when mask isn't negative, and returns the one before.
func umask(mask int) int {
	if mask >= 0 {
		return syscall.Umask(mask & 0o777)
	}
	old := syscall.Umask(0)
	syscall.Umask(old)
	return old
}

// residentSet is the process's memory in RAM in bytes; 0 when it is not known.
func residentSet() int64 {
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(text))
	if len(fields) < 2 {
		return 0
	}
	pages, err := strconv.ParseInt(fields[1], 10, 64)
	if err != nil {
		return 0
	}
	return pages * int64(os.Getpagesize())
}
