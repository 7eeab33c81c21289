package nodefs

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/dop251/goja"
	"github.com/fsnotify/fsnotify"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

// watch takes a path, whether to follow the folders below, whether it keeps the run alive, and a function for (error, event, name);
// it gives an object with close and setRef. Watching ends with the run at the latest.
func (f *filesystem) watch(call goja.FunctionCall) goja.Value {
	a := arguments{f.vm, call.Arguments}
	path := a.text(0)
	changed, ok := goja.AssertFunction(a.value(3))
	if !ok {
		panic(f.vm.Runtime.NewTypeError("watch needs a function"))
	}
	f.roots.enter(f.vm.Host.Dir)
	w, err := f.newWatcher(path, a.flag(1))
	if err != nil {
		name := "watch"
		if a.flag(1) { // Node looks at the folder first
			name = "stat"
		}
		panic(f.error(failed(err, name, path)))
	}
	pending := f.vm.Loop.Begin()
	pending.SetRef(a.flag(2))
	ctx := f.vm.Loop.Context()
	f.vm.Loop.Work(func() { // ends with close or the run
		defer pending.Done(nil)
		defer w.close()
		for {
			select {
			case <-ctx.Done():
				return
			case event, ok := <-w.notify.Events:
				if !ok {
					return
				}
				for _, c := range w.changes(event) {
					pending.Post(func() error {
						_, err := changed(goja.Undefined(), goja.Null(), f.vm.Runtime.ToValue(c.event), f.vm.Runtime.ToValue(c.name))
						return err
					})
				}
			case err, ok := <-w.notify.Errors:
				if !ok {
					return
				}
				if errors.Is(err, fsnotify.ErrEventOverflow) {
					continue // as with libuv, what did not fit is lost
				}
				pending.Post(func() error {
					_, err := changed(goja.Undefined(), f.error(failed(err, "watch", path)))
					return err
				})
			}
		}
	})
	return f.vm.Object(map[string]node.Func{
		"close": func(goja.FunctionCall) goja.Value {
			pending.SetRef(false)
			w.close()
			return goja.Undefined()
		},
		"setRef": func(call goja.FunctionCall) goja.Value {
			pending.SetRef(call.Argument(0).ToBoolean())
			return goja.Undefined()
		},
	})
}

// watcher watches a file, a folder, or a folder and all below it.
type watcher struct {
	notify    *fsnotify.Watcher
	path      string // the real one
	recursive bool
}

func (f *filesystem) newWatcher(path string, recursive bool) (*watcher, error) {
	var w *watcher
	err := f.roots.at(path, false, func(p place) error {
		info, err := p.stat(true)
		if err != nil {
			return err
		}
		resolved, err := filepath.EvalSymlinks(p.abs)
		if err != nil {
			return err
		}
		if _, _, ok := f.roots.find(resolved, false); !ok && !f.roots.all {
			return &deniedError{resolved, false}
		}
		notify, err := fsnotify.NewWatcher()
		if err != nil {
			return err
		}
		w = &watcher{notify: notify, path: resolved, recursive: recursive && info.IsDir()}
		if w.recursive {
			err = w.addTree(resolved, nil)
		} else {
			err = w.add(resolved)
		}
		if err != nil {
			w.close()
		}
		return err
	})
	return w, err
}

func (w *watcher) close() { _ = w.notify.Close() } // it has no errors to tell

// add watches one file or folder. The system follows symbolic links that take a folder's place in the meantime, so that it is
// let go when it isn't where it was said to be.
func (w *watcher) add(path string) error {
	if err := w.notify.Add(path); err != nil {
		return err
	}
	if real, err := filepath.EvalSymlinks(path); err != nil || real != path {
		_ = w.notify.Remove(path) // it may be gone already
		return syscall.ENOENT
	}
	return nil
}

// addTree watches a folder and those below it, and tells what it finds there. Only the first must be there.
func (w *watcher) addTree(dir string, found func(path string)) error {
	return filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err == nil && found != nil && path != dir {
			found(path)
		}
		if err == nil && e.IsDir() {
			err = w.add(path)
		}
		if path == dir {
			return err
		}
		return nil
	})
}

// change is what the callback of fs.watch gets.
type change struct{ event, name string }

// changes are those that an event of the system means: Node tells only names that come and go ("rename") from contents ("change").
func (w *watcher) changes(event fsnotify.Event) []change {
	kind := "rename"
	if !event.Has(fsnotify.Create) && !event.Has(fsnotify.Remove) && !event.Has(fsnotify.Rename) {
		kind = "change"
	}
	list := []change{{kind, w.name(event.Name)}}
	if w.recursive && event.Has(fsnotify.Create) {
		// It may be a folder that is full already; one that is gone again has nothing to tell.
		_ = w.addTree(event.Name, func(path string) { list = append(list, change{"rename", w.name(path)}) })
	}
	return list
}

// name is a path as the callback gets it: relative to the watched folder, or the last part of the watched path itself.
func (w *watcher) name(path string) string {
	if rel, ok := strings.CutPrefix(path, w.path+string(filepath.Separator)); ok {
		return rel
	}
	return filepath.Base(w.path)
}
