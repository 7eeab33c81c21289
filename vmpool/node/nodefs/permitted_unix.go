//go:build linux || darwin

package nodefs

import (
	"io/fs"
	"os"
	"slices"
	"syscall"
)

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
	return err == nil && slices.Contains(groups, gid)
}
