//go:build !linux && !darwin

package nodefs

import (
	"syscall"
	"time"
)

func (p place) statfs() (fileSystemDetails, error) { return fileSystemDetails{}, syscall.ENOSYS }

func (p place) lchtimes(atime, mtime time.Time) error { return syscall.ENOSYS }
