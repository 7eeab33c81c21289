package bundler

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
)

// ManifestVersion is the version of the manifest's format that this package writes, and the only one that it reads.
const ManifestVersion = 1

// Manifest is the contents of manifest.json in the folder of a written build. File names in it are slash-separated and
// relative to that folder.
type Manifest struct {
	Version int                      `json:"version"`
	Server  *ManifestServer          `json:"server,omitempty"`
	Entries map[string]ClientEntry   `json:"entries,omitempty"`
	Assets  map[string]ManifestAsset `json:"assets,omitempty"`
	App     json.RawMessage          `json:"app,omitempty"`
}

// ManifestServer describes the server bundle.
type ManifestServer struct {
	Code      ManifestFile  `json:"code"`
	SourceMap *ManifestFile `json:"sourceMap,omitempty"`
	Async     bool          `json:"async,omitempty"`
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

// Compress fills Encodings of every asset for which it pays: text types over 1 KB that get smaller by at least a tenth. It uses the
// strongest levels, takes seconds for large builds and several goroutines, and ends with ctx's cause when ctx ends.
// Assets that have encodings keep them.
func (o *Output) Compress(ctx context.Context) error {
	return errors.New("bundler: Compress is not there yet")
}

// WriteDir compresses the output and writes it into dir, which is made when it is missing. What an earlier build left there is
// removed; a folder that holds anything else is refused.
func (o *Output) WriteDir(ctx context.Context, dir string) error {
	return errors.New("bundler: WriteDir is not there yet")
}

// Open loads a written build: os.DirFS of its folder, or an embed.FS narrowed by fs.Sub. It reads every file and verifies its hash. The
// error says which file is wrong and how: missing, not JSON, of another version, outside the folder, or changed.
func Open(fsys fs.FS) (*Output, error) { return nil, errors.New("bundler: Open is not there yet") }
