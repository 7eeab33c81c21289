package bundler

import (
	"path"
	"strings"
)

// contentTypes has the types by extension. The table is our own because Go's depends on the machine's mime.types.
var contentTypes = map[string]string{
	".aac": "audio/aac", ".apng": "image/apng", ".avif": "image/avif", ".bmp": "image/bmp", ".eot": "application/vnd.ms-fontobject",
	".flac": "audio/flac", ".gif": "image/gif", ".ico": "image/x-icon", ".jfif": "image/jpeg", ".jpeg": "image/jpeg", ".jpg": "image/jpeg",
	".jxl": "image/jxl", ".m4a": "audio/mp4", ".mov": "video/quicktime", ".mp3": "audio/mpeg", ".mp4": "video/mp4", ".ogg": "audio/ogg",
	".opus": "audio/ogg", ".otf": "font/otf", ".pdf": "application/pdf", ".png": "image/png", ".ttf": "font/ttf", ".wasm": "application/wasm",
	".wav": "audio/wav", ".webm": "video/webm", ".webp": "image/webp", ".woff": "font/woff", ".woff2": "font/woff2", ".zip": "application/zip",

	".css": "text/css; charset=utf-8", ".csv": "text/csv; charset=utf-8", ".htm": "text/html; charset=utf-8", ".html": "text/html; charset=utf-8",
	".js": "text/javascript; charset=utf-8", ".cjs": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8",
	".md": "text/markdown; charset=utf-8", ".txt": "text/plain; charset=utf-8", ".vtt": "text/vtt; charset=utf-8",
	".json": "application/json", ".map": "application/json", ".webmanifest": "application/manifest+json", ".svg": "image/svg+xml",
	".xml": "application/xml", ".rss": "application/rss+xml", ".atom": "application/atom+xml",
}

func contentType(name string) string {
	if t := contentTypes[strings.ToLower(path.Ext(name))]; t != "" {
		return t
	}
	return "application/octet-stream"
}

// isText reports whether contents of a type are worth compressing.
func isText(contentType string) bool {
	essence, _, _ := strings.Cut(contentType, ";")
	switch essence {
	case "application/json", "application/manifest+json", "application/xml", "application/rss+xml", "application/atom+xml", "image/svg+xml",
		"image/bmp", "image/x-icon", "font/otf", "font/ttf", "application/vnd.ms-fontobject", "application/wasm":
		return true
	}
	return strings.HasPrefix(essence, "text/")
}
