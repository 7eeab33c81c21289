package nodefs

import (
	"io/fs"
	"os"
	"syscall"
	"time"
)

// fileDetails is what a Stats has beyond an fs.FileInfo.
type fileDetails struct {
	dev, nlink, uid, gid, rdev, blksize, ino, blocks int64
	atime, ctime, birthtime                          time.Time
}

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

// permitted is access(2) for the effective user.
func permitted(info fs.FileInfo, mode int) bool {
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok || mode == 0 {
		return true
	}
	perm := int(info.Mode().Perm())
	uid := os.Geteuid()
	switch {
	case uid == 0:
		return mode&1 == 0 || info.IsDir() || perm&0o111 != 0
	case int(st.Uid) == uid:
		perm >>= 6
	case inGroup(int(st.Gid)):
		perm >>= 3
	}
	return perm&mode == mode
}

func inGroup(gid int) bool {
	if os.Getegid() == gid {
		return true
	}
	groups, err := os.Getgroups()
	if err != nil {
		return false
	}
	for _, g := range groups {
		if g == gid {
			return true
		}
	}
	return false
}
