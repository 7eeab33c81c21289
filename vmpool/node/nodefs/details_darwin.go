package nodefs

import (
	"io/fs"
	"syscall"
	"time"
)

func details(info fs.FileInfo) fileDetails {
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return fileDetails{atime: info.ModTime(), ctime: info.ModTime(), birthtime: info.ModTime()}
	}
	ctime := time.Unix(st.Ctimespec.Unix())
	return fileDetails{
		dev: int64(st.Dev), nlink: int64(st.Nlink), uid: int64(st.Uid), gid: int64(st.Gid), rdev: int64(st.Rdev),
		blksize: int64(st.Blksize), ino: int64(st.Ino), blocks: st.Blocks,
		atime: time.Unix(st.Atimespec.Unix()), ctime: ctime,
		birthtime: time.Unix(st.Birthtimespec.Unix()),
	}
}
