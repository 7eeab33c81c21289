package nodefs

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

// roots says which paths may be read and written.
type roots struct {
	// dir is the working directory of the moment: process.chdir changes it while operations are in flight.
	dir   atomic.Pointer[string]
	all   bool
	read  []string
	write []string
}

// follow takes over the working directory and the permissions of host. Only on the loop.
func (r *roots) follow(host *node.Host) {
	r.all, r.read, r.write = host.AllFiles, host.ReadRoots, host.WriteRoots
	r.enter(host.Dir)
}

// enter makes dir the working directory. Only on the loop.
func (r *roots) enter(dir string) {
	if dir == "" {
		dir = string(filepath.Separator)
	}
	if now := r.dir.Load(); now == nil || *now != dir {
		r.dir.Store(&dir)
	}
}

// deniedError is an access that no root allows.
type deniedError struct {
	path  string
	write bool
}

func (e *deniedError) Error() string { return "access to " + e.path + " is denied" }

// place is a path that may be accessed: below an open root, or anywhere when root is nil.
type place struct {
	root *os.Root
	name string // relative to root, or absolute
	abs  string
}

// abs is the absolute form of a path as JavaScript gives it.
func (r *roots) abs(path string) (string, error) {
	if path == "" {
		return "", syscall.ENOENT
	}
	if !filepath.IsAbs(path) {
		path = filepath.Join(*r.dir.Load(), path)
	}
	return filepath.Clean(path), nil
}

// at runs f on the place of path, or fails with a *deniedError.
func (r *roots) at(path string, write bool, f func(place) error) error {
	abs, err := r.abs(path)
	if err != nil {
		return err
	}
	if r.all {
		return f(place{name: abs, abs: abs})
	}
	dir, name, ok := r.find(abs, write)
	if !ok {
		return &deniedError{abs, write}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	err = f(place{root: root, name: name, abs: abs})
	if escapes(err) {
		return &deniedError{abs, write}
	}
	return err
}

// find is the longest root that contains abs, and the way from there.
func (r *roots) find(abs string, write bool) (dir, name string, ok bool) {
	list := r.read
	if write {
		list = r.write
	}
	for _, root := range list {
		rel, err := filepath.Rel(root, abs)
		if err == nil && filepath.IsLocal(rel) && len(root) >= len(dir) {
			dir, name, ok = root, rel, true
		}
	}
	if ok {
		return dir, name, true
	}
	// A root may be named through a symbolic link, and the path be the real one.
	for _, root := range list {
		resolved, err := filepath.EvalSymlinks(root)
		if err != nil || resolved == root {
			continue
		}
		if rel, err := filepath.Rel(resolved, abs); err == nil && filepath.IsLocal(rel) {
			return root, rel, true
		}
	}
	return "", "", false
}

// escapes tells os.Root's refusal, which has no exported value.
func escapes(err error) bool {
	for ; err != nil; err = errors.Unwrap(err) {
		if strings.HasPrefix(err.Error(), "path escapes") {
			return true
		}
	}
	return false
}

// pair runs f on two places of the same root; other pairs are on two "devices".
func (r *roots) pair(from string, fromWrite bool, to string, f func(from, to place) error) error {
	return r.at(from, fromWrite, func(a place) error {
		return r.at(to, true, func(b place) error {
			if a.root != nil && a.root.Name() != b.root.Name() {
				return syscall.EXDEV
			}
			return f(a, b)
		})
	})
}

// The operations of a place, on its root or on the host.

func (p place) open(flag int, perm fs.FileMode) (*os.File, error) {
	if p.root == nil {
		return os.OpenFile(p.name, flag, perm)
	}
	return p.root.OpenFile(p.name, flag, perm)
}

func (p place) stat(follow bool) (fs.FileInfo, error) {
	switch {
	case p.root == nil && follow:
		return os.Stat(p.name)
	case p.root == nil:
		return os.Lstat(p.name)
	case follow:
		return p.root.Stat(p.name)
	}
	return p.root.Lstat(p.name)
}

func (p place) mkdir(perm fs.FileMode) error {
	if p.root == nil {
		return os.Mkdir(p.name, perm)
	}
	return p.root.Mkdir(p.name, perm)
}

func (p place) remove() error {
	if p.root == nil {
		return os.Remove(p.name)
	}
	return p.root.Remove(p.name)
}

func (p place) removeAll() error {
	if p.root == nil {
		return os.RemoveAll(p.name)
	}
	return p.root.RemoveAll(p.name)
}

func (p place) rename(to place) error {
	if p.root == nil {
		return os.Rename(p.name, to.name)
	}
	return p.root.Rename(p.name, to.name)
}

func (p place) link(to place) error {
	if p.root == nil {
		return os.Link(p.name, to.name)
	}
	return p.root.Link(p.name, to.name)
}

func (p place) symlink(target string) error {
	if p.root == nil {
		return os.Symlink(target, p.name)
	}
	return p.root.Symlink(target, p.name)
}

func (p place) readlink() (string, error) {
	if p.root == nil {
		return os.Readlink(p.name)
	}
	return p.root.Readlink(p.name)
}

func (p place) chmod(mode fs.FileMode) error {
	if p.root == nil {
		return os.Chmod(p.name, mode)
	}
	return p.root.Chmod(p.name, mode)
}

func (p place) chown(uid, gid int, follow bool) error {
	switch {
	case p.root == nil && follow:
		return os.Chown(p.name, uid, gid)
	case p.root == nil:
		return os.Lchown(p.name, uid, gid)
	case follow:
		return p.root.Chown(p.name, uid, gid)
	}
	return p.root.Lchown(p.name, uid, gid)
}

func (p place) chtimes(atime, mtime time.Time) error {
	if p.root == nil {
		return os.Chtimes(p.name, atime, mtime)
	}
	return p.root.Chtimes(p.name, atime, mtime)
}
