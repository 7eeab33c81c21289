package nodeos

import "syscall"

// priority is the nice value of a process, 0 being this one.
func priority(pid int) (int, error) {
	raw, err := syscall.Getpriority(syscall.PRIO_PROCESS, pid)
	return 20 - raw, err // the kernel's is never negative
}

func setPriority(pid, nice int) error { return syscall.Setpriority(syscall.PRIO_PROCESS, pid, nice) }
