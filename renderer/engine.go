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

// Choose returns the engine for the app in dir (an absolute path) when wanted is asked for, by the version of react-dom that is
// installed. Empty asks for the default: the native engine for the versions that it knows, react for others. note says, for the log, why
// the app does not get the native engine although it could have been meant; else it is empty. Without an installed
// react-dom the engine is as asked for: bundling will say what is missing. The error names a version that no engine can serve.
func Choose(wanted Engine, dir string) (engine Engine, note string, err error) {
	engine = wanted
	if engine == "" {
		engine = EngineNative
	}
	version, err := reactVersion(dir)
	if err != nil || version == "" {
		return engine, "", err
	}
	major, minor := parseVersion(version)
	if major < oldestReact {
		return "", "", fmt.Errorf("renderer: react-dom %s is installed: version %d or later is needed", version, oldestReact)
	}
	if engine == EngineNative && (major != 19 || minor < 2) { // before 19.2 useId's ids have another form
		engine = EngineReact
		note = fmt.Sprintf("react-dom %s is rendered by its own code, slowly: the native engine knows React 19.2 and later versions of 19", version)
	}
	if engine == EngineReact && major == 19 && minor < 3 { // its build for Bun has no renderToPipeableStream
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
