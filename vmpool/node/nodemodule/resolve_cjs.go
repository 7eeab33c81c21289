package nodemodule

import (
	"path/filepath"
	"strings"
)

// require resolves the argument of require() by Node's LOAD_ steps: parent is the file that requires ("" for none), paths are the folders for
// bare names, and extensions are tried where a name has no file. A nil error with an empty resolution means that nothing was found.
func (r *resolver) require(request, parent string, paths, extensions []string) (resolution, error) {
	if name, ok := strings.CutPrefix(request, "node:"); ok {
		if !r.isBuiltin(name) {
			return resolution{}, throw("ERR_UNKNOWN_BUILTIN_MODULE", request)
		}
		return resolution{builtin: name}, nil
	}
	if r.isBuiltin(request) && !prefixOnly(request) {
		return resolution{builtin: request}, nil
	}
	if request == "" {
		return resolution{}, nil
	}
	lenient := typescript(parent)
	if request[0] == '#' && parent != "" {
		if pkg, _ := r.scope(parent); pkg != nil && pkg.imports != nil {
			return r.packageImports(request, parent, requireConditions, lenient)
		}
	}
	if isPath(request) || filepath.IsAbs(request) {
		bases := paths
		if filepath.IsAbs(request) {
			bases = []string{""}
		}
		for _, base := range bases {
			if file, err := r.fileOrDir(filepath.Join(base, request), endsInFolder(request), extensions, lenient); file != "" || err != nil {
				return r.found(file, err)
			}
		}
		return resolution{}, nil
	}
	if parent != "" {
		name, subpath, err := splitName(request, parent)
		if err == nil {
			scope, err := r.scope(parent)
			if err != nil {
				return resolution{}, err
			}
			if scope != nil && scope.exports != nil && scope.name == name {
				path, err := r.packageExports(scope, subpath, parent, requireConditions)
				return r.exported(path, err)
			}
		}
	}
	for _, folder := range paths {
		if !r.isDir(folder) {
			continue
		}
		if name, subpath, err := splitName(request, parent); err == nil {
			pkg, err := r.packageIn(filepath.Join(folder, filepath.FromSlash(name)))
			if err != nil {
				return resolution{}, err
			}
			if pkg != nil && pkg.exports != nil {
				path, err := r.packageExports(pkg, subpath, "", requireConditions)
				return r.exported(path, err)
			}
		}
		file, err := r.fileOrDir(filepath.Join(folder, request), endsInFolder(request), extensions, lenient)
		if file != "" || err != nil {
			return r.found(file, err)
		}
	}
	return resolution{}, nil
}

func isPath(request string) bool {
	return request == "." || request == ".." || strings.HasPrefix(request, "./") || strings.HasPrefix(request, "../")
}

// endsInFolder reports whether a request can only mean a folder.
func endsInFolder(request string) bool {
	return strings.HasSuffix(request, "/") || strings.HasSuffix(request, "/.") || strings.HasSuffix(request, "/..") ||
		request == "." || request == ".."
}

func (r *resolver) found(file string, err error) (resolution, error) {
	if err != nil {
		return resolution{}, err
	}
	real, err := r.real(file)
	return resolution{file: real}, err
}

// exported checks that the file which "exports" names is there.
func (r *resolver) exported(path string, err error) (resolution, error) {
	if err != nil {
		return resolution{}, err
	}
	if !r.isFile(path) {
		return resolution{}, &codeError{code: "MODULE_NOT_FOUND", message: "Cannot find module '" + path + "'", path: path}
	}
	return r.found(path, nil)
}

// fileOrDir is LOAD_AS_FILE and LOAD_AS_DIRECTORY.
func (r *resolver) fileOrDir(path string, folderOnly bool, extensions []string, lenient bool) (string, error) {
	if !folderOnly {
		if r.isFile(path) {
			return path, nil
		}
		for _, ext := range extensions {
			if r.isFile(path + ext) {
				return path + ext, nil
			}
		}
		if lenient {
			if file := r.typescriptFile(path); file != "" {
				return file, nil
			}
		}
	}
	if !r.isDir(path) {
		return "", nil
	}
	pkg, err := r.packageIn(path)
	if err != nil {
		return "", err
	}
	if pkg != nil && pkg.main != "" {
		main := filepath.Join(path, pkg.main)
		candidates := []string{main}
		for _, ext := range extensions {
			candidates = append(candidates, main+ext)
		}
		for _, ext := range extensions {
			candidates = append(candidates, filepath.Join(main, "index"+ext))
		}
		for _, file := range candidates {
			if r.isFile(file) {
				return file, nil
			}
		}
	}
	for _, ext := range extensions {
		if file := filepath.Join(path, "index"+ext); r.isFile(file) {
			if pkg != nil && pkg.main != "" && r.deprecated != nil {
				r.deprecated("DEP0128", "Invalid 'main' field in '"+pkg.path+"' of '"+pkg.main+
					"'. Please either fix that or report it to the module author")
			}
			return file, nil
		}
	}
	if pkg != nil && pkg.main != "" {
		main := filepath.Join(path, pkg.main)
		return "", &codeError{
			code: "MODULE_NOT_FOUND", path: pkg.path,
			message: "Cannot find module '" + main + `'. Please verify that the package.json has a valid "main" entry`,
		}
	}
	return "", nil
}
