package renderer

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// DefaultEngine is the engine for the React that the app in dir (an absolute path) has installed: the native one for React 19,
// react for other versions, with a note that says so. Without an installed React it is the native one; bundling will say what
// is missing.
func DefaultEngine(dir string) (engine Engine, note string) {
	version := installedVersion(dir, "react-dom")
	if version == "" || strings.HasPrefix(version, "19.") {
		return EngineNative, ""
	}
	return EngineReact, fmt.Sprintf("react-dom %s is rendered by its own code, slowly: the native engine knows React 19", version)
}

// installedVersion is the version of a package as Node finds it from dir; empty when there is none.
func installedVersion(dir, name string) string {
	for {
		text, err := os.ReadFile(filepath.Join(dir, "node_modules", name, "package.json"))
		if err == nil {
			var p struct{ Version string }
			if json.Unmarshal(text, &p) == nil {
				return p.Version
			}
		}
		up := filepath.Dir(dir)
		if up == dir {
			return ""
		}
		dir = up
	}
}
