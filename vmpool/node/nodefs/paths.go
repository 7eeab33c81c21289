package nodefs

import (
	"errors"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/dop251/goja"
)

// onPath makes work of what changes the file system at path.
func (f *filesystem) onPath(call, path string, do func(place) error) work {
	return func() (func() goja.Value, error) {
		return nil, failed(f.roots.at(path, true, do), call, path)
	}
}

func (f *filesystem) chmod(a arguments) work {
	mode := permissions(a.number(1))
	return f.onPath("chmod", a.text(0), func(p place) error { return p.chmod(mode) })
}

// chown takes path, uid, gid and whether to follow links.
func (f *filesystem) chown(a arguments) work {
	uid, gid, follow := a.number(1), a.number(2), a.flag(3)
	call := "lchown"
	if follow {
		call = "chown"
	}
	return f.onPath(call, a.text(0), func(p place) error { return p.chown(uid, gid, follow) })
}

func (f *filesystem) utimes(a arguments) work {
	atime, mtime := seconds(a.float(1)), seconds(a.float(2))
	return f.onPath("utime", a.text(0), func(p place) error { return p.chtimes(atime, mtime) })
}

// lutimes is utimes of a symbolic link itself.
func (f *filesystem) lutimes(a arguments) work {
	atime, mtime := seconds(a.float(1)), seconds(a.float(2))
	return f.onPath("lutime", a.text(0), func(p place) error { return p.lchtimes(atime, mtime) })
}

// fileSystemDetails are the fields of a StatFs.
type fileSystemDetails struct{ kind, bsize, blocks, bfree, bavail, files, ffree int64 }

// statfs gives the numbers of a StatFs.
func (f *filesystem) statfs(a arguments) work {
	path := a.text(0)
	return func() (func() goja.Value, error) {
		var s fileSystemDetails
		err := f.roots.at(path, false, func(p place) (err error) {
			s, err = p.statfs()
			return err
		})
		return func() goja.Value {
			return f.vm.Runtime.NewArray(s.kind, s.bsize, s.blocks, s.bfree, s.bavail, s.files, s.ffree)
		}, failed(err, "statfs", path)
	}
}

func (f *filesystem) unlink(a arguments) work {
	return f.onPath("unlink", a.text(0), func(p place) error {
		info, err := p.stat(false)
		if err != nil {
			return err
		}
		if info.IsDir() { // package os removes folders too
			return syscall.EISDIR
		}
		return p.remove()
	})
}

func (f *filesystem) rmdir(a arguments) work {
	return f.onPath("rmdir", a.text(0), func(p place) error {
		info, err := p.stat(false)
		if err != nil {
			return err
		}
		if !info.IsDir() {
			return syscall.ENOTDIR
		}
		return p.remove()
	})
}

// removeAll removes a tree; a missing one is no error.
func (f *filesystem) removeAll(a arguments) work {
	return f.onPath("rm", a.text(0), func(p place) error { return p.removeAll() })
}

func (f *filesystem) rename(a arguments) work {
	from, to := a.text(0), a.text(1)
	return func() (func() goja.Value, error) {
		err := f.roots.pair(from, true, to, func(a, b place) error { return a.rename(b) })
		return nil, failed(err, "rename", from, to)
	}
}

func (f *filesystem) link(a arguments) work {
	from, to := a.text(0), a.text(1)
	return func() (func() goja.Value, error) {
		err := f.roots.pair(from, true, to, func(a, b place) error { return a.link(b) })
		return nil, failed(err, "link", from, to)
	}
}

// symlink makes a link at path to target, which below a root must not lead out of it.
func (f *filesystem) symlink(a arguments) work {
	target, path := a.text(0), a.text(1)
	return func() (func() goja.Value, error) {
		err := f.roots.at(path, true, func(p place) error { return p.symlink(target) })
		return nil, failed(err, "symlink", target, path)
	}
}

func (f *filesystem) readlink(a arguments) work {
	path := a.text(0)
	return func() (func() goja.Value, error) {
		target := ""
		err := f.roots.at(path, false, func(p place) (err error) {
			target, err = p.readlink()
			return err
		})
		return f.string(target), failed(err, "readlink", path)
	}
}

// realpath takes a path and the name of the call in errors. The result must be readable too.
func (f *filesystem) realpath(a arguments) work {
	path, call := a.text(0), a.text(1)
	return func() (func() goja.Value, error) {
		real := ""
		err := f.roots.at(path, false, func(p place) error {
			resolved, err := filepath.EvalSymlinks(p.abs)
			if err != nil {
				return err
			}
			if _, _, ok := f.roots.find(resolved, false); !ok && !f.roots.all {
				return &deniedError{resolved, false}
			}
			real = resolved
			return nil
		})
		var at *fs.PathError
		if call == "lstat" && errors.As(err, &at) {
			path = at.Path
		}
		return f.string(real), failed(err, call, path)
	}
}

// mkdir takes path, mode and whether to make the folders above too; it then gives the first folder that it made.
func (f *filesystem) mkdir(a arguments) work {
	path, mode, recursive := a.text(0), permissions(a.number(1)), a.flag(2)
	if !recursive {
		return f.onPath("mkdir", path, func(p place) error { return p.mkdir(mode) })
	}
	return func() (func() goja.Value, error) {
		first := ""
		err := f.mkdirAll(path, mode, &first)
		if first == "" {
			return nil, failed(err, "mkdir", path)
		}
		return f.string(first), failed(err, "mkdir", path)
	}
}

func (f *filesystem) mkdirAll(path string, mode fs.FileMode, first *string) error {
	abs, err := f.roots.abs(path)
	if err != nil {
		return err
	}
	err = f.roots.at(abs, true, func(p place) error {
		info, err := p.stat(true)
		if err == nil {
			if info.IsDir() {
				return nil
			}
			return syscall.EEXIST
		}
		err = p.mkdir(mode)
		if err == nil {
			*first = p.abs
		}
		return err
	})
	parent := filepath.Dir(abs)
	if !errors.Is(err, fs.ErrNotExist) || parent == abs || parent == *f.roots.dir.Load() { // a working directory that is gone stays so
		return err
	}
	above := ""
	if err := f.mkdirAll(parent, mode, &above); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return syscall.ENOTDIR
		}
		return err
	}
	err = f.roots.at(abs, true, func(p place) error { return p.mkdir(mode) })
	if errors.Is(err, fs.ErrExist) {
		err = nil
	}
	*first = above
	if above == "" && err == nil {
		*first = abs
	}
	return err
}

// mkdtemp makes a folder named prefix and six random characters.
func (f *filesystem) mkdtemp(a arguments) work {
	prefix := a.text(0)
	return func() (func() goja.Value, error) {
		const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
		for {
			name := []byte(prefix)
			for range 6 {
				name = append(name, letters[rand.IntN(len(letters))])
			}
			err := f.roots.at(string(name), true, func(p place) error { return p.mkdir(0o700) })
			if errors.Is(err, fs.ErrExist) {
				continue
			}
			return f.string(string(name)), failed(err, "mkdtemp", prefix+"XXXXXX")
		}
	}
}

// Kinds of directory entries, UV_DIRENT_….
func direntKind(m fs.FileMode) int {
	switch {
	case m.IsDir():
		return 2
	case m&fs.ModeSymlink != 0:
		return 3
	case m&fs.ModeNamedPipe != 0:
		return 4
	case m&fs.ModeSocket != 0:
		return 5
	case m&fs.ModeCharDevice != 0:
		return 6
	case m&fs.ModeDevice != 0:
		return 7
	}
	return 1
}

// readdir takes a path, whether to go below, and the name of the call; it gives a flat list of name, kind and the folder's path
// relative to the first ("" for its own entries).
func (f *filesystem) readdir(a arguments) work {
	path, recursive, call := a.text(0), a.flag(1), a.text(2)
	return func() (func() goja.Value, error) {
		type entry struct {
			name, dir string
			kind      int
		}
		var list []entry
		err := f.roots.at(path, false, func(p place) error {
			dirs := []string{""}
			for len(dirs) > 0 {
				dir := dirs[0]
				dirs = dirs[1:]
				below := p
				below.name = filepath.Join(p.name, dir)
				entries, err := below.entries()
				if err != nil {
					return err
				}
				for _, e := range entries {
					list = append(list, entry{e.Name(), dir, direntKind(e.Type())})
					if recursive && e.IsDir() {
						dirs = append(dirs, filepath.Join(dir, e.Name()))
					}
				}
			}
			return nil
		})
		return func() goja.Value {
			items := make([]any, 0, 3*len(list))
			for _, e := range list {
				items = append(items, e.name, e.kind, e.dir)
			}
			return f.vm.Runtime.NewArray(items...)
		}, failed(err, call, path)
	}
}

// entries lists a folder in the order of the names.
func (p place) entries() ([]fs.DirEntry, error) {
	file, err := p.open(os.O_RDONLY, 0)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	entries, err := file.ReadDir(-1)
	if err != nil {
		if info, serr := file.Stat(); serr == nil && !info.IsDir() {
			return nil, syscall.ENOTDIR
		}
		return nil, err
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, nil
}

// copyFile takes source, destination and a mode of COPYFILE_EXCL.
func (f *filesystem) copyFile(a arguments) work {
	from, to, mode := a.text(0), a.text(1), a.number(2)
	return func() (func() goja.Value, error) {
		err := f.roots.at(from, false, func(src place) error {
			in, err := src.open(os.O_RDONLY, 0)
			if err != nil {
				return err
			}
			defer in.Close()
			info, err := in.Stat()
			if err != nil {
				return err
			}
			if info.IsDir() {
				return syscall.EISDIR
			}
			return f.roots.at(to, true, func(dst place) error { return copyTo(dst, in, info, mode&1 != 0) })
		})
		return nil, failed(err, "copyfile", from, to)
	}
}

func copyTo(dst place, in *os.File, info fs.FileInfo, exclusive bool) error {
	flag := os.O_WRONLY | os.O_CREATE
	if exclusive {
		flag |= os.O_EXCL
	}
	out, err := dst.open(flag, info.Mode().Perm())
	if err != nil {
		return err
	}
	if same, serr := out.Stat(); serr == nil && os.SameFile(same, info) {
		return out.Close() // onto itself: nothing to do
	}
	err = out.Truncate(0)
	if err == nil {
		_, err = io.Copy(out, in)
	}
	if cerr := out.Close(); err == nil {
		err = cerr
	}
	return err
}
