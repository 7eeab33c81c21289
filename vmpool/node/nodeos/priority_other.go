//go:build !linux

package nodeos

import "syscall"

func priority(int) (int, error) { return 0, syscall.ENOSYS }

func setPriority(int, int) error { return syscall.ENOSYS }
