package nodefs

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"

	"github.com/dop251/goja"

	"github.com/seed-9eb1e60f/ssr/vmpool/node/nodeerrors"
)

// callError is a failed system call in Node's terms.
type callError struct {
	err        error
	syscall    string
	path, dest string
	hasPath    bool
}

func (e *callError) Error() string { return e.syscall + ": " + e.err.Error() }
func (e *callError) Unwrap() error { return e.err }

// failed names the call and the paths of err, nil of nil.
func failed(err error, call string, paths ...string) error {
	if err == nil {
		return nil
	}
	e := &callError{err: err, syscall: call}
	if len(paths) > 0 {
		e.path, e.hasPath = paths[0], true
	}
	if len(paths) > 1 {
		e.dest = paths[1]
	}
	return e
}

// names are the errors that the functions of package os give on every system.
var names = map[syscall.Errno]string{
	syscall.EACCES: "EACCES", syscall.EBADF: "EBADF", syscall.EBUSY: "EBUSY", syscall.EEXIST: "EEXIST", syscall.EFBIG: "EFBIG",
	syscall.EINVAL: "EINVAL", syscall.EIO: "EIO", syscall.EISDIR: "EISDIR", syscall.ELOOP: "ELOOP", syscall.EMFILE: "EMFILE",
	syscall.EMLINK: "EMLINK", syscall.ENAMETOOLONG: "ENAMETOOLONG", syscall.ENFILE: "ENFILE", syscall.ENODEV: "ENODEV",
	syscall.ENOENT: "ENOENT", syscall.ENOMEM: "ENOMEM", syscall.ENOSPC: "ENOSPC", syscall.ENOSYS: "ENOSYS",
	syscall.ENOTDIR: "ENOTDIR", syscall.ENOTEMPTY: "ENOTEMPTY", syscall.ENXIO: "ENXIO", syscall.EPERM: "EPERM",
	syscall.EPIPE: "EPIPE", syscall.EROFS: "EROFS", syscall.ESPIPE: "ESPIPE", syscall.ETXTBSY: "ETXTBSY", syscall.EXDEV: "EXDEV",
	syscall.EAGAIN: "EAGAIN", syscall.ENOTSUP: "ENOTSUP",
}

// errorName is Node's code of err.
func errorName(err error) string {
	var errno syscall.Errno
	if errors.As(err, &errno) {
		if name := names[errno]; name != "" {
			return name
		}
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "ENOENT"
	case errors.Is(err, fs.ErrExist):
		return "EEXIST"
	case errors.Is(err, fs.ErrPermission):
		return "EACCES"
	case errors.Is(err, fs.ErrClosed), errors.Is(err, os.ErrInvalid):
		return "EBADF"
	}
	return "EIO"
}

// error is the JavaScript error of a failed operation.
func (f *filesystem) error(err error) goja.Value {
	var denied *deniedError
	if errors.As(err, &denied) {
		return f.denied(denied)
	}
	var large tooLargeError
	if errors.As(err, &large) {
		return f.vm.CodeError("ERR_FS_FILE_TOO_LARGE", int64(large))
	}
	var call *callError
	if !errors.As(err, &call) {
		return f.vm.Runtime.NewGoError(err)
	}
	name := errorName(err)
	uv := nodeerrors.UVErrorNamed(name)
	message := fmt.Sprintf("%s: %s, %s", name, uv.Message, call.syscall)
	if call.hasPath {
		message += " '" + call.path + "'"
	}
	if call.dest != "" {
		message += " -> '" + call.dest + "'"
	}
	obj := f.vm.NewError("Error", "", "%s", message)
	f.set(obj, "errno", uv.Errno)
	f.set(obj, "code", name)
	f.set(obj, "syscall", call.syscall)
	if call.hasPath {
		f.set(obj, "path", call.path)
	}
	if call.dest != "" {
		f.set(obj, "dest", call.dest)
	}
	return obj
}

// denied is the error of an access that no root allows; it says what would allow it.
func (f *filesystem) denied(e *deniedError) goja.Value {
	verb, option, permission := "read", "--allow-read", "FileSystemRead"
	if e.write {
		verb, option, permission = "write", "--allow-write", "FileSystemWrite"
	}
	obj := f.vm.NewError("Error", "ERR_ACCESS_DENIED",
		"Access to this API has been restricted: may not %s '%s', which is below no %s root (allow it with %s)", verb, e.path, verb, option)
	f.set(obj, "permission", permission)
	f.set(obj, "resource", e.path)
	return obj
}

func (f *filesystem) set(o *goja.Object, name string, v any) {
	if err := o.Set(name, v); err != nil {
		f.vm.Rethrow(err)
	}
}

// tooLargeError is the size of a file that readFile refuses.
type tooLargeError int64

func (e tooLargeError) Error() string { return fmt.Sprintf("file of %d bytes is too large", int64(e)) }
