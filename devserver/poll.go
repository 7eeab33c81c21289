package devserver

import (
	"context"
	"io/fs"
	"maps"
	"os"
	"time"
)

// pollInterval is the time between two looks at the files. A thousand of them take about two milliseconds.
const pollInterval = 150 * time.Millisecond

// stamp tells one state of a file from another.
type stamp struct {
	modified time.Time
	size     int64
}

// poll finds changes by looking at all files again and again.
func (w *watcher) poll(ctx context.Context, emit func(change)) {
	ticker := time.NewTicker(pollInterval)
	defer ticker.Stop()
	before := w.snapshot()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		now := w.snapshot()
		for path, s := range now {
			if old, known := before[path]; !known || old != s {
				emit(change{path: path, structural: !known})
			}
		}
		for path := range before {
			if _, there := now[path]; !there {
				emit(change{path: path, structural: true})
			}
		}
		before = now
	}
}

func (w *watcher) snapshot() map[string]stamp {
	w.mu.Lock()
	root, outside := w.sources.Root, maps.Clone(w.outside)
	w.mu.Unlock()
	stamps := map[string]stamp{}
	add := func(path string, info fs.FileInfo, err error) {
		if err == nil && !noise(path) {
			stamps[path] = stamp{info.ModTime(), info.Size()}
		}
	}
	err := w.walk(root, func(string) error { return nil }, func(path string, entry fs.DirEntry) {
		info, err := entry.Info()
		add(path, info, err)
	})
	if err != nil {
		w.cfg.Logger.Debug("looking at files", "error", err)
	}
	for path := range outside {
		info, err := os.Stat(path)
		add(path, info, err)
	}
	return stamps
}
