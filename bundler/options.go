package bundler

import (
	"errors"
	"fmt"
	"maps"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

const (
	defaultPublicPrefix = "PUBLIC_"
	defaultPublicPath   = "/assets/"
)

// check returns the options with defaults filled in and paths made absolute.
func (o Options) check() (Options, error) {
	if !filepath.IsAbs(o.Dir) {
		return o, fmt.Errorf("bundler: option Dir: %q is not an absolute path", o.Dir)
	}
	// esbuild names files by their real paths, and so does Node in import.meta.url.
	dir, err := filepath.EvalSymlinks(o.Dir)
	if err != nil {
		return o, fmt.Errorf("bundler: option Dir: %w", err)
	}
	given := o.Dir
	o.Dir = dir
	if o.Server == nil && len(o.Client) == 0 {
		return o, errors.New("bundler: options Server and Client: there is nothing to build")
	}
	if o.Server != nil {
		entry, err := o.Server.check(o.Dir)
		if err != nil {
			return o, fmt.Errorf("bundler: option Server: %w", err)
		}
		if entry.Name == "" {
			entry.Name = "server" // esbuild wants a path for what has only contents
		}
		o.Server = &entry
	}
	o.Client = slices.Clone(o.Client)
	names := map[string]bool{}
	for i, entry := range o.Client {
		entry, err := entry.check(o.Dir)
		switch {
		case err != nil:
			return o, fmt.Errorf("bundler: option Client[%d]: %w", i, err)
		case entry.Name == "":
			return o, fmt.Errorf("bundler: option Client[%d]: the entry has no name", i)
		case names[entry.Name]:
			return o, fmt.Errorf("bundler: option Client[%d]: there are two entries named %q", i, entry.Name)
		}
		names[entry.Name] = true
		o.Client[i] = entry
	}
	for i, p := range o.Patches {
		if p.File == "" || p.Old == "" {
			return o, fmt.Errorf("bundler: option Patches[%d]: File and Old must not be empty", i)
		}
		if _, err := p.pattern(); err != nil {
			return o, fmt.Errorf("bundler: option Patches[%d]: File: %w", i, err)
		}
	}
	if o.PublicPrefix == "" {
		o.PublicPrefix = defaultPublicPrefix
	}
	if o.PublicPath == "" {
		o.PublicPath = defaultPublicPath
	}
	if _, err := publicURLPath(o.PublicPath); err != nil {
		return o, fmt.Errorf("bundler: option PublicPath: %w", err)
	}
	if o.Minify < MinifyDefault || o.Minify > MinifyAll {
		return o, fmt.Errorf("bundler: option Minify: there is no value %d", o.Minify)
	}
	if o.SourceMaps < SourceMapsDefault || o.SourceMaps > SourceMapsNone {
		return o, fmt.Errorf("bundler: option SourceMaps: there is no value %d", o.SourceMaps)
	}
	if o.SourceMaps == SourceMapsDefault {
		o.SourceMaps = SourceMapsHidden
		if o.Development {
			o.SourceMaps = SourceMapsLinked
		}
	}
	exports := map[string][]string{}
	for file, names := range o.ServerExports {
		path := realPath(absolute(given, file))
		exports[path] = append(slices.Clone(exports[path]), names...)
	}
	o.ServerExports = exports
	o.Modules = maps.Clone(o.Modules)
	return o, nil
}

func (e Entry) check(dir string) (Entry, error) {
	if e.Contents != "" {
		return e, nil
	}
	if e.Path == "" {
		return e, errors.New("the entry has neither Path nor Contents")
	}
	e.Path = realPath(absolute(dir, e.Path))
	return e, nil
}

// point names the entry for esbuild: its file, or what the plugin gives its Contents for.
func (e Entry) point() string {
	if e.Contents != "" {
		return entryNamespace + ":" + e.Name
	}
	return e.Path
}

// realPath returns a path without symbolic links; one that leads nowhere stays as it is.
func realPath(path string) string {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		return real
	}
	return path
}

func absolute(dir, path string) string {
	path = filepath.FromSlash(path)
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(dir, path)
}

// publicURLPath returns the path of a PublicPath, which may be a full URL.
func publicURLPath(publicPath string) (string, error) {
	u, err := url.Parse(publicPath)
	if err != nil {
		return "", err
	}
	if !strings.HasPrefix(u.Path, "/") || !strings.HasSuffix(u.Path, "/") || u.RawQuery != "" || u.Fragment != "" {
		return "", fmt.Errorf("%q is not a path or URL with slashes at both ends of its path", publicPath)
	}
	return u.Path, nil
}

func (p Patch) pattern() (*regexp.Regexp, error) {
	if strings.HasPrefix(p.File, "^") && strings.HasSuffix(p.File, "$") {
		return regexp.Compile(p.File)
	}
	return regexp.Compile(regexp.QuoteMeta(p.File) + "$")
}

func (o *Options) minifies(server bool) bool {
	switch o.Minify {
	case MinifyDefault:
		return !server && !o.Development
	case MinifyClient:
		return !server
	}
	return o.Minify == MinifyAll
}
