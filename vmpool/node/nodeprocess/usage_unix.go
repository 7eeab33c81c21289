//go:build unix

package nodeprocess

import (
	"errors"
	"os"
	"os/user"
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

// kill sends a signal and returns the name of an error, "" when it was sent.
func kill(pid, signal int) string {
	err := syscall.Kill(pid, syscall.Signal(signal))
	switch {
	case err == nil:
		return ""
	case errors.Is(err, syscall.ESRCH):
		return "ESRCH"
	case errors.Is(err, syscall.EPERM):
		return "EPERM"
	}
	return "EINVAL"
}

// userID and groupID look up what a name stands for; ok is false when there is no such user or group.
func userID(name string) (id int, ok bool) {
	u, err := user.Lookup(name)
	if err != nil {
		return 0, false
	}
	id, err = strconv.Atoi(u.Uid)
	return id, err == nil
}

func groupID(name string) (id int, ok bool) {
	g, err := user.LookupGroup(name)
	if err != nil {
		return 0, false
	}
	id, err = strconv.Atoi(g.Gid)
	return id, err == nil
}

// setID calls one of the system's functions that change identities and returns the name of an error.
func setID(function string, id int) string {
	set := map[string]func(int) error{
		"setuid": syscall.Setuid, "setgid": syscall.Setgid,
		"seteuid": func(id int) error { return syscall.Setreuid(-1, id) },
		"setegid": func(id int) error { return syscall.Setregid(-1, id) },
	}[function]
	return identityError(set(id))
}

func setGroups(ids []int) string { return identityError(syscall.Setgroups(ids)) }

func identityError(err error) string {
	switch {
	case err == nil:
		return ""
	case errors.Is(err, syscall.EPERM):
		return "EPERM"
	}
	return "EINVAL"
}

// groupsOf lists the groups that the system has a user in.
func groupsOf(name string) []int {
	u, err := user.Lookup(name)
	if err != nil {
		return nil
	}
	names, err := u.GroupIds()
	if err != nil {
		return nil
	}
	var ids []int
	for _, s := range names {
		if id, err := strconv.Atoi(s); err == nil {
			ids = append(ids, id)
		}
	}
	return ids
}
