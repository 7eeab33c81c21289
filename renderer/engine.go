package renderer

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// EngineReactNode is what EngineReact becomes for versions of react-dom whose build for Bun can't write to a stream: react-dom's
// build for Node, which encodes its chunks in JavaScript and is slower for it. Choose selects it; nobody has to ask for it.
const EngineReactNode Engine = "react-node"

// oldestReact is the first version of react-dom that the JavaScript runtime works with.
const oldestReact = 19

// Choose returns the engine to bundle the app in dir with when wanted is asked for, by the version of react-dom that is
// installed. note says, for the log, why it is another one; empty when it is not. An app without react-dom gets what it
// asks for: the bundler says what is missing. The error names a version that no engine can serve.
func Choose(wanted Engine, dir string) (engine Engine, note string, err error) {
	version, err := reactVersion(dir)
	if err != nil || version == "" {
		return wanted, "", err
	}
	major, minor := parseVersion(version)
	if major < oldestReact {
		return "", "", fmt.Errorf("renderer: react-dom %s is installed: version %d or later is needed", version, oldestReact)
	}
	pipes := major > 19 || minor >= 3 // its build for Bun has renderToPipeableStream
	engine = wanted
	if engine == EngineNative && !(major == 19 && minor == 3) {
		engine = EngineReact
		note = fmt.Sprintf("the native engine does not know react-dom %s: the react engine takes its place", version)
	}
	if engine == EngineReact && !pipes {
		engine = EngineReactNode
	}
	return engine, note, nil
}

// reactVersion is the version of the react-dom that a file in dir would import, or "" when there is none.
func reactVersion(dir string) (string, error) {
	for ; ; dir = filepath.Dir(dir) {
		text, err := os.ReadFile(filepath.Join(dir, "node_modules", "react-dom", "package.json"))
		switch {
		case err == nil:
			var pkg struct{ Version string }
			if err := json.Unmarshal(text, &pkg); err != nil || pkg.Version == "" {
				return "", fmt.Errorf("renderer: the package.json of react-dom in %s names no version", dir)
			}
			return pkg.Version, nil
		case !errors.Is(err, fs.ErrNotExist):
			return "", fmt.Errorf("renderer: looking for react-dom: %w", err)
		case dir == filepath.Dir(dir):
			return "", nil
		}
	}
}

// parseVersion reads the first two numbers of a version; what is no number is 0.
func parseVersion(version string) (major, minor int) {
	parts := strings.SplitN(version, ".", 3)
	major, _ = strconv.Atoi(parts[0])
	if len(parts) > 1 {
		minor, _ = strconv.Atoi(parts[1])
	}
	return major, minor
}
