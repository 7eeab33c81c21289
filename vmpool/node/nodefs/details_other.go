//go:build !linux && !darwin

package nodefs

import "io/fs"

func details(info fs.FileInfo) fileDetails {
	t := info.ModTime()
	return fileDetails{nlink: 1, blksize: 4096, blocks: (info.Size() + 511) / 512, atime: t, ctime: t, birthtime: t}
}

// permitted is access(2): here only the read-only attribute counts.
func permitted(info fs.FileInfo, mode int) bool {
	return mode&2 == 0 || info.Mode().Perm()&0o200 != 0
}
