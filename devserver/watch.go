package devserver

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"
)

type watcherConfig struct {
	// Poll skips fsnotify.
	Poll bool
	// Report is told of problems; the watcher goes on.
	Report func(error)
	Logger *slog.Logger
}

// watcher finds out which files changed. It watches folders, never files: editors replace a file by a new one, and the watch would
// stay with the old one.
type watcher struct {
	cfg  watcherConfig
	work sync.WaitGroup

	mu      sync.Mutex
	sources Sources
	outside map[string]bool // files of sources that lie outside of the root
	notify  *fsnotify.Watcher

	// hashes are those of files when they last changed; only the filter's goroutine uses them.
	hashes map[string][sha256.Size]byte
}

func newWatcher(cfg watcherConfig) *watcher {
	return &watcher{cfg: cfg, hashes: map[string][sha256.Size]byte{}}
}

// start begins to watch; changes come from the channel until ctx ends. Then wait waits for the goroutines.
func (w *watcher) start(ctx context.Context, sources Sources) <-chan changes {
	raw, sets, out := make(chan change), make(chan changes), make(chan changes)
	emit := func(c change) {
		select {
		case raw <- c:
		case <-ctx.Done():
		}
	}
	w.setSources(sources)
	run := w.poll
	if !w.cfg.Poll {
		if err := w.open(); err != nil {
			w.cfg.Report(fmt.Errorf("watching files: %w; looking at them every %s instead", err, pollInterval))
		} else {
			run = w.follow
		}
	}
	w.work.Go(func() { run(ctx, emit) }) // all three end with ctx; wait waits for them
	w.work.Go(func() { debounce(ctx, raw, sets) })
	w.work.Go(func() { w.filter(ctx, sets, out) })
	return out
}

// wait returns when all goroutines have ended, which they do with the context given to start.
func (w *watcher) wait() { w.work.Wait() }

// update is called after a build with what is to be watched now.
func (w *watcher) update(sources Sources) {
	w.setSources(sources)
	w.mu.Lock()
	notify := w.notify
	w.mu.Unlock()
	if notify == nil {
		return
	}
	for dir := range w.outsideDirs() {
		if err := notify.Add(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
			w.cfg.Report(fmt.Errorf("watching %s: %w", dir, err))
		}
	}
}

func (w *watcher) setSources(sources Sources) {
	outside := map[string]bool{}
	for _, f := range sources.Files {
		if !within(sources.Root, f) && !slices.Contains(strings.Split(f, string(filepath.Separator)), "node_modules") {
			outside[f] = true
		}
	}
	w.mu.Lock()
	w.sources, w.outside = sources, outside
	w.mu.Unlock()
}

// outsideDirs are the folders of files outside of the root.
func (w *watcher) outsideDirs() map[string]bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	dirs := map[string]bool{}
	for f := range w.outside {
		dirs[filepath.Dir(f)] = true
	}
	return dirs
}

// open starts fsnotify and adds all folders.
func (w *watcher) open() error {
	notify, err := fsnotify.NewBufferedWatcher(4096)
	if err != nil {
		return err
	}
	w.mu.Lock()
	root := w.sources.Root
	w.mu.Unlock()
	if err := w.addTree(notify, root, nil); err != nil {
		_ = notify.Close()
		return err
	}
	for dir := range w.outsideDirs() {
		if err := notify.Add(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
			_ = notify.Close()
			return fmt.Errorf("%s: %w", dir, err)
		}
	}
	w.mu.Lock()
	w.notify = notify
	w.mu.Unlock()
	return nil
}

// addTree watches dir and the folders in it, and gives the files that are already there to found, when it isn't nil.
func (w *watcher) addTree(notify *fsnotify.Watcher, dir string, found func(file string)) error {
	return w.walk(dir, func(dir string) error {
		// The watch comes before the folder is read: what is created in between comes twice, not never.
		if err := notify.Add(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%s: %w", dir, err)
		}
		return nil
	}, func(file string, _ fs.DirEntry) {
		if found != nil {
			found(file)
		}
	})
}

// walk visits the folders that are watched, before their files. What goes away in the meantime is passed over.
func (w *watcher) walk(root string, folder func(dir string) error, file func(path string, entry fs.DirEntry)) error {
	return filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission):
			return nil
		case err != nil:
			return err
		case !entry.IsDir():
			file(path, entry)
			return nil
		case path != root && w.ignoredDir(path):
			return filepath.SkipDir
		}
		return folder(path)
	})
}

// ignoredDir says that a folder in the root is not watched.
func (w *watcher) ignoredDir(path string) bool {
	name := filepath.Base(path)
	if name == "node_modules" || strings.HasPrefix(name, ".") {
		return true
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Contains(w.sources.Ignore, path)
}

// follow turns fsnotify's events into changes.
func (w *watcher) follow(ctx context.Context, emit func(change)) {
	defer w.notify.Close()
	for {
		select {
		case <-ctx.Done():
			return
		case err, ok := <-w.notify.Errors:
			if !ok {
				return
			}
			if errors.Is(err, fsnotify.ErrEventOverflow) {
				emit(change{all: true}) // events were lost
			} else {
				w.cfg.Report(fmt.Errorf("watching files: %w", err))
			}
		case event, ok := <-w.notify.Events:
			if !ok {
				return
			}
			w.event(event, emit)
		}
	}
}

func (w *watcher) event(event fsnotify.Event, emit func(change)) {
	path := filepath.Clean(event.Name)
	if event.Op == fsnotify.Chmod || noise(path) || !w.watches(path) {
		return
	}
	if event.Has(fsnotify.Create) {
		if info, err := os.Lstat(path); err == nil && info.IsDir() {
			if w.ignoredDir(path) {
				return
			}
			// Files can be there before the watch is.
			err := w.addTree(w.notify, path, func(file string) {
				if !noise(file) {
					emit(change{path: file, structural: true})
				}
			})
			if err != nil {
				w.cfg.Report(fmt.Errorf("watching a new folder: %w", err))
			}
			return
		}
	}
	emit(change{path: path, structural: event.Has(fsnotify.Create) || event.Has(fsnotify.Remove) || event.Has(fsnotify.Rename)})
}

// watches says that a path counts: one below the root, or one of the single files outside.
func (w *watcher) watches(path string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return within(w.sources.Root, path) || w.outside[path]
}

// matters says that somebody uses a file: the last build, or visitors.
func (w *watcher) matters(path string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Contains(w.sources.Files, path) || w.sources.Public != "" && within(w.sources.Public, path)
}

// noise recognises the files that editors write beside the one that is edited.
func noise(path string) bool {
	name := filepath.Base(path)
	switch {
	case name == "4913", name == ".DS_Store", strings.HasSuffix(name, "~"), strings.HasPrefix(name, ".#"):
		return true
	case strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#"):
		return true
	}
	switch filepath.Ext(name) {
	case ".swp", ".swo", ".swx", ".tmp", ".part", ".crswap":
		return true
	}
	return strings.HasSuffix(name, "___jb_tmp___") || strings.HasSuffix(name, "___jb_old___")
}

// filter drops the files whose contents are what they were, and sets of which nothing is left.
func (w *watcher) filter(ctx context.Context, in <-chan changes, out chan<- changes) {
	for {
		var set changes
		select {
		case <-ctx.Done():
			return
		case set = <-in:
		}
		set.paths = slices.DeleteFunc(set.paths, func(path string) bool { return !w.changed(ctx, path) })
		if set.empty() {
			continue
		}
		w.cfg.Logger.Debug("files changed", "files", set.paths, "all", set.all)
		select {
		case <-ctx.Done():
			return
		case out <- set:
		}
	}
}

// emptyWait is how long a file that was just emptied gets to be filled: many editors truncate it and then write.
const emptyWait = 15 * time.Millisecond

// changed reports whether a file isn't what it was at its last change. The first change of a file always counts: what a build
// read of it before isn't known.
func (w *watcher) changed(ctx context.Context, path string) bool {
	text, err := os.ReadFile(path)
	if err == nil && len(text) == 0 {
		if info, err := os.Stat(path); err == nil && time.Since(info.ModTime()) < 20*time.Millisecond {
			select {
			case <-ctx.Done():
			case <-time.After(emptyWait):
			}
			text, _ = os.ReadFile(path)
		}
	}
	if err != nil {
		_, known := w.hashes[path]
		delete(w.hashes, path)
		// A file that is gone counts, unless it came and went since the last look, as the ones do that editors write first.
		return known || errors.Is(err, fs.ErrNotExist) && w.matters(path)
	}
	hash := sha256.Sum256(text)
	old, known := w.hashes[path]
	w.hashes[path] = hash
	return !known || old != hash
}
