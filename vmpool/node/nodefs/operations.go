package nodefs

import (
	"io/fs"
	"math"
	"os"
	"syscall"
	"time"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodebuffer"
)

// operations are the native functions by name.
func (f *filesystem) operations() map[string]func(arguments) work {
	return map[string]func(arguments) work{
		"access":    f.access,
		"chmod":     f.chmod,
		"chown":     f.chown,
		"close":     f.close,
		"copyFile":  f.copyFile,
		"exists":    f.exists,
		"fchmod":    f.fchmod,
		"fchown":    f.fchown,
		"fstat":     f.fstat,
		"fsync":     f.fsync,
		"ftruncate": f.ftruncate,
		"futimes":   f.futimes,
		"link":      f.link,
		"lutimes":   f.lutimes,
		"mkdir":     f.mkdir,
		"mkdtemp":   f.mkdtemp,
		"open":      f.open,
		"read":      f.read,
		"readFile":  f.readFile,
		"readdir":   f.readdir,
		"readlink":  f.readlink,
		"realpath":  f.realpath,
		"removeAll": f.removeAll,
		"rename":    f.rename,
		"rmdir":     f.rmdir,
		"stat":      f.stat,
		"statfs":    f.statfs,
		"symlink":   f.symlink,
		"unlink":    f.unlink,
		"utimes":    f.utimes,
		"write":     f.write,
		"writeFile": f.writeFile,
	}
}

func (f *filesystem) number(n int) func() goja.Value {
	return func() goja.Value { return f.vm.Runtime.ToValue(n) }
}

func (f *filesystem) string(s string) func() goja.Value {
	return func() goja.Value { return f.vm.Runtime.ToValue(s) }
}

// writes tells flags that need a write root.
func writes(flag int) bool {
	return flag&(os.O_WRONLY|os.O_RDWR|os.O_CREATE|os.O_TRUNC|os.O_APPEND) != 0
}

// open takes a path, Linux's flags (as fs.constants has them) and a mode, and gives a descriptor.
func (f *filesystem) open(a arguments) work {
	path, flag, mode := a.text(0), openFlags(a.number(1)), permissions(a.number(2))
	f.closeAtEnd()
	return func() (func() goja.Value, error) {
		fd := 0
		err := f.roots.at(path, writes(flag), func(p place) error {
			if flag&(os.O_WRONLY|os.O_RDWR) == os.O_RDWR && p.root != nil {
				if _, _, ok := f.roots.find(p.abs, false); !ok {
					return &deniedError{p.abs, false}
				}
			}
			file, err := p.open(flag, mode)
			if err != nil {
				return err
			}
			fd = f.table.add(file, p.abs)
			return nil
		})
		return f.number(fd), failed(err, "open", path)
	}
}

// Linux's open flags, which fs.constants shows on every system.
const (
	linuxWronly = 0o1
	linuxRdwr   = 0o2
	linuxCreat  = 0o100
	linuxExcl   = 0o200
	linuxTrunc  = 0o1000
	linuxAppend = 0o2000
	linuxSync   = 0o4000000
)

func openFlags(linux int) int {
	flag := 0
	for _, f := range [][2]int{
		{linuxWronly, os.O_WRONLY}, {linuxRdwr, os.O_RDWR}, {linuxCreat, os.O_CREATE}, {linuxExcl, os.O_EXCL},
		{linuxTrunc, os.O_TRUNC}, {linuxAppend, os.O_APPEND}, {linuxSync, os.O_SYNC},
	} {
		if linux&f[0] != 0 {
			flag |= f[1]
		}
	}
	return flag
}

// permissions is a mode number as package os has it.
func permissions(mode int) fs.FileMode {
	m := fs.FileMode(mode & 0o777)
	for bit, flag := range map[int]fs.FileMode{0o4000: fs.ModeSetuid, 0o2000: fs.ModeSetgid, 0o1000: fs.ModeSticky} {
		if mode&bit != 0 {
			m |= flag
		}
	}
	return m
}

func (f *filesystem) close(a arguments) work {
	fd := a.number(0)
	return func() (func() goja.Value, error) {
		file, err := f.table.take(fd)
		if err == nil {
			err = file.Close()
		}
		return nil, failed(err, "close")
	}
}

// part is bytes offset to offset+length of a view.
func (a arguments) part(view, offset, length int) []byte {
	b, _ := nodebuffer.Bytes(a.vm, a.value(view))
	start := min(max(a.number(offset), 0), len(b))
	return b[start : start+min(max(a.number(length), 0), len(b)-start)]
}

// read takes a descriptor, a view, offset, length and position (negative: the file's own), and gives the number of bytes.
func (f *filesystem) read(a arguments) work {
	fd, b, position := a.number(0), a.part(1, 2, 3), a.position(4)
	return func() (func() goja.Value, error) {
		file, err := f.get(fd)
		n := 0
		if err == nil {
			n, err = file.read(b, position)
		}
		return f.number(n), failed(err, "read")
	}
}

// write is like read.
func (f *filesystem) write(a arguments) work {
	fd, b, position := a.number(0), a.part(1, 2, 3), a.position(4)
	return func() (func() goja.Value, error) {
		file, err := f.get(fd)
		n := 0
		if err == nil {
			n, err = file.write(b, position)
		}
		return f.number(n), failed(err, "write")
	}
}

// largest is the size of the largest file that is read whole: as far as one allocation goes.
const largest = 1 << 30

// readFile takes a path or a descriptor, flags, and the encoding of the result (undefined: a Buffer).
func (f *filesystem) readFile(a arguments) work {
	enc, decode := nodebuffer.ParseEncoding(a.text(2))
	decode = decode && !a.missing(2)
	settle := func(b []byte) func() goja.Value {
		return func() goja.Value {
			if decode {
				return nodebuffer.DecodeBytes(f.vm.Runtime, b, enc)
			}
			return nodebuffer.New(f.vm, b)
		}
	}
	if !a.isString(0) {
		fd := a.number(0)
		return func() (func() goja.Value, error) {
			file, err := f.get(fd)
			if err != nil {
				return nil, failed(err, "read")
			}
			b, err := readAll(file)
			return settle(b), failed(err, "read")
		}
	}
	path, flag := a.text(0), openFlags(a.number(1))
	return func() (func() goja.Value, error) {
		var b []byte
		err := f.roots.at(path, writes(flag), func(p place) error {
			file, err := p.open(flag, 0o666)
			if err != nil {
				return failed(err, "open", path)
			}
			defer file.Close()
			b, err = readAll(&openFile{file: file})
			return failed(err, "read")
		})
		if _, named := err.(*callError); !named {
			err = failed(err, "open", path)
		}
		return settle(b), err
	}
}

func readAll(o *openFile) ([]byte, error) {
	size := int64(0)
	if o.file != nil {
		info, err := o.file.Stat()
		if err != nil {
			return nil, err
		}
		if info.Mode().IsRegular() {
			size = info.Size()
		}
	}
	if size > largest {
		return nil, tooLargeError(size)
	}
	b := make([]byte, 0, size+512)
	for {
		n, err := o.read(b[len(b):cap(b)], -1)
		b = b[:len(b)+n]
		if err != nil || n == 0 {
			return b, err
		}
		if len(b) > largest {
			return nil, tooLargeError(len(b))
		}
		if len(b) == cap(b) {
			b = append(b, make([]byte, len(b)/2+512)...)[:len(b)]
		}
	}
}

// writeFile takes a path or a descriptor, a view, flags, a mode, and whether to flush.
func (f *filesystem) writeFile(a arguments) work {
	b, _ := nodebuffer.Bytes(f.vm, a.value(1))
	flush := a.flag(4)
	if !a.isString(0) {
		fd := a.number(0)
		return func() (func() goja.Value, error) {
			file, err := f.get(fd)
			if err == nil {
				_, err = file.write(b, -1)
			}
			if err == nil && flush && file.file != nil {
				err = file.file.Sync()
			}
			return nil, failed(err, "write")
		}
	}
	path, flag, mode := a.text(0), openFlags(a.number(2)), permissions(a.number(3))
	return func() (func() goja.Value, error) {
		err := f.roots.at(path, true, func(p place) error {
			file, err := p.open(flag, mode)
			if err != nil {
				return failed(err, "open", path)
			}
			_, err = file.Write(b)
			if err == nil && flush {
				err = file.Sync()
			}
			if cerr := file.Close(); err == nil {
				err = cerr
			}
			return failed(err, "write")
		})
		if _, named := err.(*callError); !named {
			err = failed(err, "open", path)
		}
		return nil, err
	}
}

// access takes a path and a mode of R_OK, W_OK and X_OK.
func (f *filesystem) access(a arguments) work {
	path, mode := a.text(0), a.number(1)
	return func() (func() goja.Value, error) {
		err := f.roots.at(path, false, func(p place) error {
			info, err := p.stat(true)
			if err != nil {
				return err
			}
			if mode&2 != 0 && !f.roots.all {
				if _, _, ok := f.roots.find(p.abs, true); !ok {
					return syscall.EACCES
				}
			}
			if !permitted(info, mode) {
				return syscall.EACCES
			}
			return nil
		})
		return nil, failed(err, "access", path)
	}
}

func (f *filesystem) exists(a arguments) work {
	path := a.text(0)
	return func() (func() goja.Value, error) {
		err := f.roots.at(path, false, func(p place) error {
			_, err := p.stat(true)
			return err
		})
		return func() goja.Value { return f.vm.Runtime.ToValue(err == nil) }, nil
	}
}

// stat takes a path, whether to follow links, and whether a missing file is undefined instead of an error; it gives the numbers
// of a Stats.
func (f *filesystem) stat(a arguments) work {
	path, follow, quiet := a.text(0), a.flag(1), a.flag(2)
	call := "lstat"
	if follow {
		call = "stat"
	}
	return func() (func() goja.Value, error) {
		var info fs.FileInfo
		err := f.roots.at(path, false, func(p place) (err error) {
			info, err = p.stat(follow)
			return err
		})
		if name := errorName(err); err != nil && quiet && (name == "ENOENT" || name == "ENOTDIR") {
			return nil, nil
		}
		return f.stats(info), failed(err, call, path)
	}
}

func (f *filesystem) fstat(a arguments) work {
	fd := a.number(0)
	return func() (func() goja.Value, error) {
		file, err := f.get(fd)
		var info fs.FileInfo
		if err == nil {
			if file.file == nil {
				info = streamInfo{}
			} else {
				info, err = file.file.Stat()
			}
		}
		return f.stats(info), failed(err, "fstat")
	}
}

// streamInfo is what fstat says of the host's streams: pipes.
type streamInfo struct{}

func (streamInfo) Name() string       { return "" }
func (streamInfo) Size() int64        { return 0 }
func (streamInfo) Mode() fs.FileMode  { return fs.ModeNamedPipe | 0o600 }
func (streamInfo) ModTime() time.Time { return time.Time{} }
func (streamInfo) IsDir() bool        { return false }
func (streamInfo) Sys() any           { return nil }

// fileDetails is what a Stats has beyond an fs.FileInfo.
type fileDetails struct {
	dev, nlink, uid, gid, rdev, blksize, ino, blocks int64
	atime, ctime, birthtime                          time.Time
}

// stats gives seconds and nanoseconds of the times, so that BigIntStats has all digits.
func (f *filesystem) stats(info fs.FileInfo) func() goja.Value {
	if info == nil {
		return nil
	}
	s := details(info)
	return func() goja.Value {
		items := []any{s.dev, int64(modeBits(info.Mode())), s.nlink, s.uid, s.gid, s.rdev, s.blksize, s.ino, info.Size(), s.blocks}
		for _, t := range []time.Time{s.atime, info.ModTime(), s.ctime, s.birthtime} {
			if t.IsZero() {
				t = time.Unix(0, 0)
			}
			items = append(items, t.Unix(), int64(t.Nanosecond()))
		}
		return f.vm.Runtime.NewArray(items...)
	}
}

// modeBits is st_mode.
func modeBits(m fs.FileMode) uint32 {
	bits := uint32(m.Perm())
	for flag, bit := range map[fs.FileMode]uint32{fs.ModeSetuid: 0o4000, fs.ModeSetgid: 0o2000, fs.ModeSticky: 0o1000} {
		if m&flag != 0 {
			bits |= bit
		}
	}
	switch {
	case m.IsDir():
		return bits | 0o040000
	case m&fs.ModeSymlink != 0:
		return bits | 0o120000
	case m&fs.ModeNamedPipe != 0:
		return bits | 0o010000
	case m&fs.ModeSocket != 0:
		return bits | 0o140000
	case m&fs.ModeCharDevice != 0:
		return bits | 0o020000
	case m&fs.ModeDevice != 0:
		return bits | 0o060000
	}
	return bits | 0o100000
}

func (f *filesystem) fsync(a arguments) work {
	fd, call := a.number(0), a.text(1)
	return f.onFile(fd, call, func(file *os.File) error { return file.Sync() })
}

func (f *filesystem) ftruncate(a arguments) work {
	fd, size := a.number(0), a.position(1)
	return f.onFile(fd, "ftruncate", func(file *os.File) error { return file.Truncate(max(size, 0)) })
}

func (f *filesystem) fchmod(a arguments) work {
	fd, mode := a.number(0), permissions(a.number(1))
	return f.onFile(fd, "fchmod", func(file *os.File) error { return file.Chmod(mode) })
}

func (f *filesystem) fchown(a arguments) work {
	fd, uid, gid := a.number(0), a.number(1), a.number(2)
	return f.onFile(fd, "fchown", func(file *os.File) error { return file.Chown(uid, gid) })
}

// futimes changes the file that the descriptor's path names now: the systems' own call isn't in package os.
func (f *filesystem) futimes(a arguments) work {
	fd, atime, mtime := a.number(0), seconds(a.float(1)), seconds(a.float(2))
	return func() (func() goja.Value, error) {
		file, err := f.get(fd)
		if err == nil {
			err = f.roots.at(file.path, true, func(p place) error { return p.chtimes(atime, mtime) })
		}
		return nil, failed(err, "futime")
	}
}

func (f *filesystem) onFile(fd int, call string, do func(*os.File) error) work {
	return func() (func() goja.Value, error) {
		file, err := f.get(fd)
		switch {
		case err != nil:
		case file.file == nil:
			err = syscall.EINVAL
		default:
			err = do(file.file)
		}
		return nil, failed(err, call)
	}
}

// seconds is a time in seconds since 1970.
func seconds(s float64) time.Time {
	whole, fraction := math.Modf(s)
	return time.Unix(int64(whole), int64(fraction*1e9))
}
