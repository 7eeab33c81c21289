package bundler

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// ManifestVersion is the version of the manifest's format that this package writes, and the only one that it reads. It grows with
// every change that an older or newer version would misread.
const ManifestVersion = 2

// ManifestName is the name of the manifest in the folder of a written build.
const ManifestName = "manifest.json"

// Manifest is the contents of manifest.json in the folder of a written build. File names in it are slash-separated and
// relative to that folder.
type Manifest struct {
	// Version is ManifestVersion.
	Version int `json:"version"`

	// Server describes Output.Server; nil when there is none.
	Server *ManifestServer `json:"server,omitempty"`

	// Entries, Assets and SourceMaps describe the fields of that name, with the same keys.
	Entries    map[string]ClientEntry   `json:"entries,omitempty"`
	Assets     map[string]ManifestAsset `json:"assets,omitempty"`
	SourceMaps map[string]ManifestFile  `json:"sourceMaps,omitempty"`

	// App is Output.App.
	App json.RawMessage `json:"app,omitempty"`
}

// ManifestServer describes the server bundle.
type ManifestServer struct {
	Code      ManifestFile  `json:"code"`
	SourceMap *ManifestFile `json:"sourceMap,omitempty"`
	Async     bool          `json:"async,omitempty"`

	// Imports and Chunks describe the fields of that name.
	Imports []string                 `json:"imports,omitempty"`
	Chunks  map[string]ManifestChunk `json:"chunks,omitempty"`
}

// ManifestChunk describes a chunk of the server bundle.
type ManifestChunk struct {
	Code      ManifestFile  `json:"code"`
	SourceMap *ManifestFile `json:"sourceMap,omitempty"`
	Imports   []string      `json:"imports,omitempty"`
}

// ManifestAsset describes one asset and its compressed forms by content coding.
type ManifestAsset struct {
	ManifestFile
	Type      string                  `json:"type"`
	Immutable bool                    `json:"immutable,omitempty"`
	Encodings map[string]ManifestFile `json:"encodings,omitempty"`
}

// ManifestFile names a file with its size in bytes and its SHA-256 in hexadecimal.
type ManifestFile struct {
	File string `json:"file"`
	Size int64  `json:"size"`
	Hash string `json:"hash"`
}

// The folders of a written build.
const (
	serverFolder = "server"
	clientFolder = "client"
	mapsFolder   = "sourcemaps"
)

// encodingSuffixes are the file name extensions of compressed forms.
var encodingSuffixes = map[string]string{"br": ".br", "zstd": ".zst", "gzip": ".gz"}

// files returns the manifest and the contents of all files that it names.
func (o *Output) files() (*Manifest, map[string][]byte) {
	files := map[string][]byte{}
	add := func(name string, contents []byte) ManifestFile {
		files[name] = contents
		return ManifestFile{File: name, Size: int64(len(contents)), Hash: hash(contents)}
	}
	m := &Manifest{Version: ManifestVersion, Entries: o.Entries, App: o.App}
	if s := o.Server; s != nil {
		addMap := func(name string, sourceMap []byte) *ManifestFile {
			if sourceMap == nil {
				return nil
			}
			f := add(name, sourceMap)
			return &f
		}
		m.Server = &ManifestServer{
			Code: add(serverFolder+"/server.js", s.Code), SourceMap: addMap(serverFolder+"/server.js.map", s.SourceMap),
			Async: s.Async, Imports: s.Imports,
		}
		for name, c := range s.Chunks {
			if m.Server.Chunks == nil {
				m.Server.Chunks = map[string]ManifestChunk{}
			}
			file := serverFolder + "/" + strings.TrimPrefix(path.Base(name), "ssr.server.")
			m.Server.Chunks[name] = ManifestChunk{Code: add(file, c.Code), SourceMap: addMap(file+".map", c.SourceMap), Imports: c.Imports}
		}
	}
	for urlPath, a := range o.Assets {
		if m.Assets == nil {
			m.Assets = map[string]ManifestAsset{}
		}
		asset := ManifestAsset{ManifestFile: add(clientFolder+urlPath, a.Contents), Type: a.Type, Immutable: a.Immutable}
		for coding, contents := range a.Encodings {
			if asset.Encodings == nil {
				asset.Encodings = map[string]ManifestFile{}
			}
			asset.Encodings[coding] = add(clientFolder+urlPath+encodingSuffixes[coding], contents)
		}
		m.Assets[urlPath] = asset
	}
	for urlPath, contents := range o.SourceMaps {
		if m.SourceMaps == nil {
			m.SourceMaps = map[string]ManifestFile{}
		}
		m.SourceMaps[urlPath] = add(mapsFolder+urlPath+".map", contents)
	}
	return m, files
}

// WriteDir compresses the output (see Compress) and writes it to the folder dir, which is made when it is missing. An earlier build there is
// replaced, at the end and as a whole; a folder that holds anything else is refused and stays as it is. The files are a new build's
// own: nothing refers to the sources.
func (o *Output) WriteDir(ctx context.Context, dir string) error {
	if err := o.Compress(ctx); err != nil {
		return err
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return fmt.Errorf("bundler: writing the build: %w", err)
	}
	if err := replaceable(dir); err != nil {
		return fmt.Errorf("bundler: writing the build: %w", err)
	}
	if err := o.writeDir(ctx, dir); err != nil {
		return fmt.Errorf("bundler: writing the build to %s: %w", dir, err)
	}
	return nil
}

func (o *Output) writeDir(ctx context.Context, dir string) (err error) {
	manifest, files := o.files()
	if err := manifest.check(); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return err
	}
	temp, err := os.MkdirTemp(filepath.Dir(dir), "."+filepath.Base(dir)+"-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(temp)) }()
	if err := os.Chmod(temp, 0o755); err != nil {
		return err
	}
	text, err := json.MarshalIndent(manifest, "", "  ")
	if err != nil {
		return err
	}
	files[ManifestName] = append(text, '\n')
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		path := filepath.Join(temp, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, files[name], 0o644); err != nil {
			return err
		}
	}
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	return os.Rename(temp, dir)
}

// replaceable reports an error for a folder that has anything but a build in it.
func replaceable(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	manifest := false
	for _, entry := range entries {
		switch entry.Name() {
		case ManifestName:
			manifest = true
		case serverFolder, clientFolder, mapsFolder:
		default:
			return fmt.Errorf("%s has files that are not a build's, such as %s; choose another folder or empty it", dir, entry.Name())
		}
	}
	if len(entries) > 0 && !manifest {
		return fmt.Errorf("%s has files but no %s; choose another folder or empty it", dir, ManifestName)
	}
	return nil
}
