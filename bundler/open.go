package bundler

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
)

// What can be wrong with a written build, beside files that are missing (fs.ErrNotExist). They come in an *OpenError.
var (
	// ErrManifestSyntax: the manifest is not JSON, or not a manifest's.
	ErrManifestSyntax = errors.New("the manifest is broken; build the app again")

	// ErrManifestVersion: another version of this package wrote the manifest.
	ErrManifestVersion = errors.New("the build is of another version; build the app again")

	// ErrFilePath: the manifest names a file outside its folder, or one that no build has.
	ErrFilePath = errors.New("the manifest names a file that can't be a build's")

	// ErrFileChanged: a file is not the one that the manifest describes.
	ErrFileChanged = errors.New("the file was changed after the build; build the app again, or copy all files of one build")
)

// OpenError says which file of a written build is wrong.
type OpenError struct {
	// File is the file's name in the build.
	File string

	// Detail says how exactly; it may be empty.
	Detail string

	// Err is one of the errors above, or that of reading the file.
	Err error
}

func (e *OpenError) Error() string {
	s := "bundler: opening the build: " + e.File + ": "
	if e.Detail != "" {
		s += e.Detail + ": "
	}
	return s + e.Err.Error()
}

// Unwrap returns Err.
func (e *OpenError) Unwrap() error { return e.Err }

// Open loads a written build: os.DirFS of its folder, or an embed.FS narrowed by fs.Sub. It reads every file that can be served or run into memory and
// verifies it, so that nothing can be missing or torn later. Errors are *OpenError.
func Open(fsys fs.FS) (*Output, error) {
	text, err := fs.ReadFile(fsys, ManifestName)
	if err != nil {
		return nil, &OpenError{File: ManifestName, Err: plain(err)}
	}
	m, err := parseManifest(text)
	if err != nil {
		return nil, err
	}

	r := &reader{fsys: fsys}
	out := &Output{Entries: m.Entries, Assets: map[string]*Asset{}, App: m.App}
	if out.Entries == nil {
		out.Entries = map[string]ClientEntry{}
	}
	if s := m.Server; s != nil {
		out.Server = &ServerBundle{Code: r.read(s.Code), SourceMap: r.readMap(s.SourceMap), Async: s.Async, Imports: s.Imports}
		for _, name := range slices.Sorted(maps.Keys(s.Chunks)) {
			if out.Server.Chunks == nil {
				out.Server.Chunks = map[string]ServerChunk{}
			}
			c := s.Chunks[name]
			out.Server.Chunks[name] = ServerChunk{Code: r.read(c.Code), SourceMap: r.readMap(c.SourceMap), Imports: c.Imports}
		}
	}
	for _, urlPath := range slices.Sorted(maps.Keys(m.Assets)) {
		a := m.Assets[urlPath]
		asset := &Asset{Contents: r.read(a.ManifestFile), Type: a.Type, Immutable: a.Immutable, Hash: a.Hash}
		for _, coding := range slices.Sorted(maps.Keys(a.Encodings)) {
			if asset.Encodings == nil {
				asset.Encodings = map[string][]byte{}
			}
			asset.Encodings[coding] = r.read(a.Encodings[coding])
		}
		out.Assets[urlPath] = asset
	}
	if r.err != nil {
		return nil, r.err
	}
	return out, nil
}

// A reader reads and verifies files until the first error.
type reader struct {
	fsys fs.FS
	err  error
}

func (r *reader) read(f ManifestFile) []byte {
	if r.err != nil {
		return nil
	}
	contents, err := fs.ReadFile(r.fsys, f.File)
	switch {
	case err != nil:
		r.err = &OpenError{File: f.File, Err: plain(err)}
	case int64(len(contents)) != f.Size:
		r.err = &OpenError{File: f.File, Detail: fmt.Sprintf("it has %d bytes, the manifest says %d", len(contents), f.Size), Err: ErrFileChanged}
	case hash(contents) != f.Hash:
		r.err = &OpenError{File: f.File, Detail: "its hash is not the manifest's", Err: ErrFileChanged}
	}
	return contents
}

func (r *reader) readMap(f *ManifestFile) []byte {
	if f == nil {
		return nil
	}
	return r.read(*f)
}

// plain returns the cause of a path error, whose path OpenError has already.
func plain(err error) error {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		return pathError.Err
	}
	return err
}

func parseManifest(text []byte) (*Manifest, error) {
	var version struct {
		Version json.RawMessage `json:"version"`
	}
	broken := func(err error) error {
		return &OpenError{File: ManifestName, Detail: err.Error(), Err: ErrManifestSyntax}
	}
	if err := json.Unmarshal(text, &version); err != nil {
		return nil, broken(err)
	}
	if string(version.Version) != fmt.Sprint(ManifestVersion) {
		detail := fmt.Sprintf("version %s, want %d", version.Version, ManifestVersion)
		if version.Version == nil {
			detail = fmt.Sprintf("no version, want %d", ManifestVersion)
		}
		return nil, &OpenError{File: ManifestName, Detail: detail, Err: ErrManifestVersion}
	}
	var m Manifest
	if err := json.Unmarshal(text, &m); err != nil {
		return nil, broken(err)
	}
	return &m, m.check()
}

// check verifies what can be verified without the files.
func (m *Manifest) check() error {
	var err error
	file := func(f ManifestFile, folder string) {
		if err == nil && (!fs.ValidPath(f.File) || !strings.HasPrefix(f.File, folder+"/")) {
			err = &OpenError{File: ManifestName, Detail: fmt.Sprintf("%q", f.File), Err: ErrFilePath}
		}
	}
	broken := func(format string, args ...any) {
		if err == nil {
			err = &OpenError{File: ManifestName, Detail: fmt.Sprintf(format, args...), Err: ErrManifestSyntax}
		}
	}
	if m.Server != nil {
		file(m.Server.Code, serverFolder)
		if m.Server.SourceMap != nil {
			file(*m.Server.SourceMap, serverFolder)
		}
		imports := func(names []string) {
			for _, name := range names {
				if _, ok := m.Server.Chunks[name]; !ok {
					broken("the server bundle has no chunk %q", name)
				}
			}
		}
		imports(m.Server.Imports)
		for _, c := range m.Server.Chunks {
			imports(c.Imports)
			file(c.Code, serverFolder)
			if c.SourceMap != nil {
				file(*c.SourceMap, serverFolder)
			}
		}
	}
	for _, urlPath := range slices.Sorted(maps.Keys(m.Assets)) {
		a := m.Assets[urlPath]
		if !strings.HasPrefix(urlPath, "/") {
			broken("the asset %q does not start with a slash", urlPath)
		}
		file(a.ManifestFile, clientFolder)
		for _, coding := range slices.Sorted(maps.Keys(a.Encodings)) {
			if encodingSuffixes[coding] == "" {
				broken("the asset %q has the unknown content coding %q", urlPath, coding)
			}
			file(a.Encodings[coding], clientFolder)
		}
	}
	for _, urlPath := range slices.Sorted(maps.Keys(m.SourceMaps)) {
		file(m.SourceMaps[urlPath], mapsFolder)
	}
	for _, name := range slices.Sorted(maps.Keys(m.Entries)) {
		if m.Entries[name].Script == "" {
			broken("the entry %q has no script", name)
		}
	}
	return err
}
