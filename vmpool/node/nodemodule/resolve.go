package nodemodule

import (
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/seed-9eb1e60f/ssr/vmpool/node"
)

// resolver finds the files of modules by Node's algorithms (https://nodejs.org/docs/latest-v20.x/api/modules.html#all-together and
// https://nodejs.org/docs/latest-v20.x/api/esm.html#resolution-algorithm-specification), below the host's roots only. A VM has one; it
// caches package.json files, which are taken not to change while a VM lives.
type resolver struct {
	host      *node.Host
	isBuiltin func(name string) bool
	packages  map[string]packageResult // by path of package.json
	// deprecated is told of what Node warns of.
	deprecated func(code, message string)
}

type packageResult struct {
	pkg *packageJSON
	err error
}

// resolution is where a specifier leads to: a file or a built-in.
type resolution struct {
	file    string
	builtin string
	query   string // "?…" and "#…" of an import's URL
}

// codeError is an error that JavaScript sees as internal/errors makes it.
type codeError struct {
	code string
	args []any
	// Properties of errors with the code MODULE_NOT_FOUND.
	message, path string
}

func (e *codeError) Error() string { return e.code }

func throw(code string, args ...any) error { return &codeError{code: code, args: args} }

// Sets of conditions, besides "default".
var (
	requireConditions = []string{"node", "require", "module-sync"}
	importConditions  = []string{"node", "import", "module-sync"}
)

// prefixOnly names the built-ins that need "node:"; without it the name is a package's.
func prefixOnly(name string) bool {
	switch name {
	case "sea", "sqlite", "test", "test/reporters":
		return true
	}
	return false
}

func newResolver(host *node.Host, isBuiltin func(string) bool) *resolver {
	return &resolver{host: host, isBuiltin: isBuiltin, packages: map[string]packageResult{}}
}

// allowed reports whether the host lets path be read. Symbolic links count as the file they lead to.
func (r *resolver) allowed(path string) bool {
	if r.host.AllFiles {
		return true
	}
	for _, root := range r.host.ReadRoots {
		if within(root, path) {
			return true
		}
		if real, err := filepath.EvalSymlinks(root); err == nil && within(real, path) {
			return true
		}
	}
	return false
}

func within(root, path string) bool {
	rel, err := filepath.Rel(root, path)
	return err == nil && filepath.IsLocal(rel)
}

func (r *resolver) stat(path string) (fs.FileInfo, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !r.host.AllFiles {
		if _, err := r.real(path); err != nil {
			return nil, err
		}
	}
	return info, nil
}

func (r *resolver) isFile(path string) bool {
	info, err := r.stat(path)
	return err == nil && !info.IsDir()
}

func (r *resolver) isDir(path string) bool {
	info, err := r.stat(path)
	return err == nil && info.IsDir()
}

// real resolves symbolic links; the result is below the host's roots.
func (r *resolver) real(path string) (string, error) {
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return "", err
	}
	if !r.allowed(real) {
		return "", &fs.PathError{Op: "open", Path: path, Err: fs.ErrPermission}
	}
	return real, nil
}

func (r *resolver) read(path string) ([]byte, error) {
	if _, err := r.real(path); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
}

// package_ reads dir's package.json; nil when there is none.
func (r *resolver) packageIn(dir string) (*packageJSON, error) {
	path := filepath.Join(dir, "package.json")
	if known, ok := r.packages[path]; ok {
		return known.pkg, known.err
	}
	var result packageResult
	if text, err := r.read(path); err == nil {
		result.pkg, err = parsePackageJSON(path, text)
		if err != nil {
			result.err = throw("ERR_INVALID_PACKAGE_CONFIG", path, "", err.Error())
		}
	}
	r.packages[path] = result
	return result.pkg, result.err
}

// scope finds the package.json that governs a file.
func (r *resolver) scope(file string) (*packageJSON, error) {
	for dir := filepath.Dir(file); ; dir = filepath.Dir(dir) {
		if filepath.Base(dir) == "node_modules" {
			return nil, nil
		}
		pkg, err := r.packageIn(dir)
		if pkg != nil || err != nil {
			return pkg, err
		}
		if dir == filepath.Dir(dir) {
			return nil, nil
		}
	}
}

// splitName splits a bare specifier into the package's name and the subpath ("." or "./x").
func splitName(specifier, base string) (name, subpath string, err error) {
	end := strings.IndexByte(specifier, '/')
	if strings.HasPrefix(specifier, "@") {
		if end < 0 {
			return "", "", throw("ERR_INVALID_MODULE_SPECIFIER", specifier, "is not a valid package name", base)
		}
		if next := strings.IndexByte(specifier[end+1:], '/'); next >= 0 {
			end += 1 + next
		} else {
			end = -1
		}
	}
	name = specifier
	if end >= 0 {
		name = specifier[:end]
	}
	if name == "" || name[0] == '.' || strings.ContainsAny(name, `%\`) {
		return "", "", throw("ERR_INVALID_MODULE_SPECIFIER", specifier, "is not a valid package name", base)
	}
	return name, "." + specifier[len(name):], nil
}

// nodeModulePaths lists the node_modules folders that a file in dir looks into.
func nodeModulePaths(dir string) []string {
	var out []string
	for {
		if filepath.Base(dir) != "node_modules" {
			out = append(out, filepath.Join(dir, "node_modules"))
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return out
		}
		dir = parent
	}
}

// importSpecifier resolves the specifier of an import in the file base (a path).
func (r *resolver) importSpecifier(specifier, base string) (resolution, error) {
	return r.importWith(specifier, base, importConditions, typescript(base))
}

// typescript reports whether a file is TypeScript: such files import others without or with another extension, as their compiler lets them.
func typescript(file string) bool {
	switch filepath.Ext(file) {
	case ".ts", ".tsx", ".mts", ".cts":
		return true
	}
	return false
}

func (r *resolver) importWith(specifier, base string, conditions []string, lenient bool) (resolution, error) {
	switch {
	case strings.HasPrefix(specifier, "node:"):
		name := specifier[len("node:"):]
		if !r.isBuiltin(name) {
			return resolution{}, throw("ERR_UNKNOWN_BUILTIN_MODULE", specifier)
		}
		return resolution{builtin: name}, nil
	case strings.HasPrefix(specifier, "file:"):
		u, err := url.Parse(specifier)
		if err != nil || u.Path == "" {
			return resolution{}, throw("ERR_INVALID_MODULE_SPECIFIER", specifier, "is not a file URL", base)
		}
		return r.finish(fromURLPath(u.EscapedPath()), suffix(u), base, lenient)
	case strings.HasPrefix(specifier, "./"), strings.HasPrefix(specifier, "../"), strings.HasPrefix(specifier, "/"),
		specifier == ".", specifier == "..":
		path, query := cutQuery(specifier)
		if low := strings.ToLower(path); strings.Contains(low, "%2f") || strings.Contains(low, "%5c") {
			return resolution{}, throw("ERR_INVALID_MODULE_SPECIFIER", path, `must not include encoded "/" or "\" characters`, base)
		}
		slash := strings.HasSuffix(path, "/") || path == "." || path == ".."
		path = fromURLPath(path)
		if !filepath.IsAbs(path) {
			path = filepath.Join(filepath.Dir(base), path)
		}
		if slash {
			path = strings.TrimSuffix(path, "/") + "/"
		}
		return r.finish(path, query, base, lenient)
	case strings.HasPrefix(specifier, "#"):
		return r.packageImports(specifier, base, conditions, lenient)
	case strings.Contains(specifier, ":"):
		if scheme, _, _ := strings.Cut(specifier, ":"); isScheme(scheme) {
			return resolution{}, throw("ERR_UNSUPPORTED_ESM_URL_SCHEME", map[string]any{"protocol": strings.ToLower(scheme) + ":"}, []string{"file", "data", "node"})
		}
	}
	return r.packageResolve(specifier, base, conditions, lenient)
}

func isScheme(s string) bool {
	if s == "" {
		return false
	}
	for _, c := range s {
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.') {
			return false
		}
	}
	return true
}

func suffix(u *url.URL) string {
	out := ""
	if u.RawQuery != "" {
		out = "?" + u.RawQuery
	}
	if u.Fragment != "" {
		out += "#" + u.EscapedFragment()
	}
	return out
}

// cutQuery splits a relative URL into its path and what follows.
func cutQuery(specifier string) (path, query string) {
	if i := strings.IndexAny(specifier, "?#"); i >= 0 {
		return specifier[:i], specifier[i:]
	}
	return specifier, ""
}

func fromURLPath(path string) string {
	if plain, err := url.PathUnescape(path); err == nil {
		path = plain
	}
	return filepath.FromSlash(path)
}

// finish checks that a path is a file.
func (r *resolver) finish(path, query, base string, lenient bool) (resolution, error) {
	isFolder := strings.HasSuffix(path, "/")
	if !isFolder && r.isFile(path) {
		real, err := r.real(path)
		return resolution{file: real, query: query}, err
	}
	if lenient {
		if file := r.typescriptFile(path); file != "" {
			real, err := r.real(file)
			return resolution{file: real, query: query}, err
		}
	}
	if r.isDir(path) {
		return resolution{}, throw("ERR_UNSUPPORTED_DIR_IMPORT", strings.TrimSuffix(path, "/"), base, pathToURL(path))
	}
	return resolution{}, &codeError{code: "ERR_MODULE_NOT_FOUND", args: []any{path, base, pathToURL(path)}}
}

// typescriptFile finds the file that TypeScript's compiler would: with an extension, the source of a .js name, or a folder's index.
func (r *resolver) typescriptFile(path string) string {
	candidates := []string{}
	for _, pair := range [][2]string{{".js", ".ts"}, {".js", ".tsx"}, {".jsx", ".tsx"}, {".mjs", ".mts"}, {".cjs", ".cts"}} {
		if stem, ok := strings.CutSuffix(path, pair[0]); ok {
			candidates = append(candidates, stem+pair[1])
		}
	}
	if !strings.HasSuffix(path, "/") {
		for _, ext := range sourceExtensions {
			candidates = append(candidates, path+ext)
		}
	}
	for _, ext := range sourceExtensions {
		candidates = append(candidates, filepath.Join(path, "index"+ext))
	}
	for _, file := range candidates {
		if r.isFile(file) {
			return file
		}
	}
	return ""
}

var sourceExtensions = []string{".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".json"}

// packageResolve is PACKAGE_RESOLVE of the ES module resolution.
func (r *resolver) packageResolve(specifier, base string, conditions []string, lenient bool) (resolution, error) {
	if r.isBuiltin(specifier) && !prefixOnly(specifier) {
		return resolution{builtin: specifier}, nil
	}
	name, subpath, err := splitName(specifier, base)
	if err != nil {
		return resolution{}, err
	}
	scope, err := r.scope(base)
	if err != nil {
		return resolution{}, err
	}
	if scope != nil && scope.exports != nil && scope.name == name {
		return r.exportsTarget(scope, subpath, base, conditions)
	}
	for _, folder := range nodeModulePaths(filepath.Dir(base)) {
		dir := filepath.Join(folder, filepath.FromSlash(name))
		if !r.isDir(dir) {
			continue
		}
		pkg, err := r.packageIn(dir)
		if err != nil {
			return resolution{}, err
		}
		if pkg != nil && pkg.exports != nil {
			return r.exportsTarget(pkg, subpath, base, conditions)
		}
		if subpath == "." {
			return r.legacyMain(dir, pkg, base)
		}
		return r.finish(filepath.Join(dir, filepath.FromSlash(fromURLPath(subpath))), "", base, lenient)
	}
	return resolution{}, &codeError{code: "ERR_MODULE_NOT_FOUND", args: []any{name, base}}
}

// legacyMain finds the main file of a package without "exports".
func (r *resolver) legacyMain(dir string, pkg *packageJSON, base string) (resolution, error) {
	var candidates []string
	if pkg != nil && pkg.main != "" {
		for _, end := range []string{"", ".js", ".json", ".node", "/index.js", "/index.json", "/index.node"} {
			candidates = append(candidates, filepath.Join(dir, pkg.main+end))
		}
	}
	for _, name := range []string{"index.js", "index.json", "index.node"} {
		candidates = append(candidates, filepath.Join(dir, name))
	}
	for _, file := range candidates {
		if r.isFile(file) {
			real, err := r.real(file)
			return resolution{file: real}, err
		}
	}
	return resolution{}, &codeError{code: "ERR_MODULE_NOT_FOUND", args: []any{dir, base}}
}

// exportsTarget resolves subpath of a package with "exports" to a file that exists.
func (r *resolver) exportsTarget(pkg *packageJSON, subpath, base string, conditions []string) (resolution, error) {
	path, err := r.packageExports(pkg, subpath, base, conditions)
	if err != nil {
		return resolution{}, err
	}
	return r.finish(path, "", base, false)
}

// URL is the file URL of a path: url.pathToFileURL.
func URL(path string) string { return pathToURL(path) }

func pathToURL(path string) string {
	var b strings.Builder
	b.WriteString("file://")
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		b.WriteByte('/')
	}
	const hex = "0123456789ABCDEF"
	for i := range len(path) {
		c := path[i]
		if c <= ' ' || c >= 0x7f || strings.IndexByte("\"#%<>?`{}\\^|", c) >= 0 {
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}
