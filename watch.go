package ssr

import (
	"os"
	"path/filepath"
	"slices"

	"github.com/seed-9eb1e60f/ssr/internal/config"
)

// Watched says which files the app's last build depends on.
type Watched struct {
	// Root is the app's folder.
	Root string
	// Files are the absolute names of the files that were read, and of those that would change the build if they appeared, sorted.
	Files []string
	// Public is the folder of files that are served as they are.
	Public string
}

// Watched returns what the last build, successful or not, depends on: for a program that calls Rebuild when something changes.
func (a *App) Watched() Watched {
	if w := a.watched.Load(); w != nil {
		return *w
	}
	return a.watchedFor(nil)
}

// settingFiles are files in the app's folder that a build depends on without importing them.
var settingFiles = []string{
	"package.json", "package-lock.json", "pnpm-lock.yaml", "yarn.lock", "bun.lock", "tsconfig.json", "jsconfig.json",
}

func (a *App) watchedFor(inputs []string) Watched {
	files := slices.Clone(inputs)
	for _, name := range append(slices.Clone(settingFiles), config.EnvFiles(a.cfg.mode())...) {
		files = append(files, filepath.Join(a.cfg.Dir, name))
	}
	slices.Sort(files)
	return Watched{Root: a.cfg.Dir, Files: slices.Compact(files), Public: filepath.Join(a.cfg.Dir, publicDir)}
}

func (c *Config) mode() string {
	if c.Dev {
		return config.Development
	}
	return config.Production
}

// publicDir is the folder of static files in an app.
const publicDir = "public"

// openPublic opens the public folder when there is one; it may appear after the start.
func (a *App) openPublic() {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.public != nil || a.closed {
		return
	}
	if root, err := os.OpenRoot(filepath.Join(a.cfg.Dir, publicDir)); err == nil {
		a.public = root
	}
}
