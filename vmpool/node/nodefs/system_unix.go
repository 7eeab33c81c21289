//go:build linux || darwin

package nodefs

import (
	"os"
	"path/filepath"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// statfs asks about the file system that has p.
func (p place) statfs() (s fileSystemDetails, err error) {
	var st syscall.Statfs_t
	if p.root == nil {
		err = syscall.Statfs(p.name, &st)
	} else {
		var file *os.File
		if file, err = p.root.Open(p.name); err != nil {
			return s, err
		}
		defer file.Close()
		err = syscall.Fstatfs(int(file.Fd()), &st)
	}
	return fileSystemDetails{
		kind: int64(st.Type), bsize: int64(st.Bsize), blocks: int64(st.Blocks), bfree: int64(st.Bfree), bavail: int64(st.Bavail),
		files: int64(st.Files), ffree: int64(st.Ffree),
	}, err
}

// lchtimes is chtimes without following a symbolic link at the end of the path.
func (p place) lchtimes(atime, mtime time.Time) error {
	times := make([]unix.Timespec, 2)
	for i, t := range []time.Time{atime, mtime} {
		ts, err := unix.TimeToTimespec(t)
		if err != nil {
			return err
		}
		times[i] = ts
	}
	if p.root == nil {
		return unix.UtimesNanoAt(unix.AT_FDCWD, p.name, times, unix.AT_SYMLINK_NOFOLLOW)
	}
	dir, err := p.root.Open(filepath.Dir(p.name))
	if err != nil {
		return err
	}
	defer dir.Close()
	return unix.UtimesNanoAt(int(dir.Fd()), filepath.Base(p.name), times, unix.AT_SYMLINK_NOFOLLOW)
}
