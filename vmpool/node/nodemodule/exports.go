package nodemodule

import (
	"errors"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// target is the outcome of a target in "exports" or "imports".
type target struct {
	path    string // absolute
	request string // of "imports": a specifier to resolve from the package
	found   bool   // false with null: the condition excludes the subpath; false without: nothing matched
	null    bool
}

// targetContext is what the functions below need of the place that a target stands in.
type targetContext struct {
	pkg        *packageJSON
	key        string // of the map
	match      string // what "*" stands for
	pattern    bool
	internal   bool // "imports"
	base       string
	conditions []string
}

// packageExports is PACKAGE_EXPORTS_RESOLVE.
func (r *resolver) packageExports(pkg *packageJSON, subpath, base string, conditions []string) (string, error) {
	c := targetContext{pkg: pkg, key: subpath, base: base, conditions: conditions}
	notFound := throw("ERR_PACKAGE_PATH_NOT_EXPORTED", pkg.dir()+string(filepath.Separator), subpath, base)
	exports, ok := pkg.exports.(*object)
	sugar, err := isSugar(pkg, base)
	if err != nil {
		return "", err
	}
	if sugar {
		exports, ok = &object{keys: []string{"."}, values: map[string]any{".": pkg.exports}}, true
	}
	if !ok {
		return "", notFound
	}
	value, found := exports.values[subpath]
	if !found || strings.Contains(subpath, "*") || strings.HasSuffix(subpath, "/") {
		if c.key, c.match, found = bestMatch(exports, subpath); !found {
			return "", notFound
		}
		c.pattern, value = true, exports.values[c.key]
	}
	t, err := r.target(c, value)
	if err != nil {
		return "", err
	}
	if !t.found {
		return "", notFound
	}
	return t.path, nil
}

// isSugar tells an "exports" that is one target from a map of subpaths.
func isSugar(pkg *packageJSON, base string) (bool, error) {
	o, ok := pkg.exports.(*object)
	if !ok {
		return true, nil
	}
	for i, key := range o.keys {
		if conditional := !strings.HasPrefix(key, "."); i > 0 && conditional == strings.HasPrefix(o.keys[0], ".") {
			return false, throw("ERR_INVALID_PACKAGE_CONFIG", pkg.path, base,
				`"exports" cannot contain some keys starting with '.' and some not. The exports object must either be an object of package `+
					`subpath keys or an object of main entry condition name keys only.`)
		}
	}
	return len(o.keys) > 0 && !strings.HasPrefix(o.keys[0], "."), nil
}

// packageImports is PACKAGE_IMPORTS_RESOLVE.
func (r *resolver) packageImports(specifier, base string, conditions []string, lenient bool) (resolution, error) {
	if specifier == "#" || strings.HasPrefix(specifier, "#/") || strings.HasSuffix(specifier, "/") {
		return resolution{}, throw("ERR_INVALID_MODULE_SPECIFIER", specifier, "is not a valid internal imports specifier name", base)
	}
	pkg, err := r.scope(base)
	if err != nil {
		return resolution{}, err
	}
	if pkg == nil || pkg.imports == nil {
		var dir any
		if pkg != nil {
			dir = pkg.dir() + string(filepath.Separator)
		}
		return resolution{}, throw("ERR_PACKAGE_IMPORT_NOT_DEFINED", specifier, dir, base)
	}
	notDefined := throw("ERR_PACKAGE_IMPORT_NOT_DEFINED", specifier, pkg.dir()+string(filepath.Separator), base)
	c := targetContext{pkg: pkg, key: specifier, base: base, internal: true, conditions: conditions}
	value, found := pkg.imports.values[specifier]
	if !found || strings.Contains(specifier, "*") {
		if c.key, c.match, found = bestMatch(pkg.imports, specifier); !found {
			return resolution{}, notDefined
		}
		c.pattern, value = true, pkg.imports.values[c.key]
	}
	t, err := r.target(c, value)
	switch {
	case err != nil:
		return resolution{}, err
	case !t.found:
		return resolution{}, notDefined
	case t.request != "":
		if name, ok := strings.CutPrefix(t.request, "node:"); ok && r.isBuiltin(name) {
			return resolution{builtin: name}, nil
		}
		return r.packageResolve(t.request, pkg.path, conditions, lenient)
	}
	return r.finish(t.path, "", base, lenient)
}

// bestMatch finds the most specific key with "*" that matches name, and what "*" stands for.
func bestMatch(o *object, name string) (key, match string, ok bool) {
	for _, k := range o.keys {
		head, tail, pattern := strings.Cut(k, "*")
		if !pattern || strings.Contains(tail, "*") || !strings.HasPrefix(name, head) || !strings.HasSuffix(name, tail) ||
			len(name) < len(k) {
			continue
		}
		if !ok || moreSpecific(k, key) {
			key, match, ok = k, name[len(head):len(name)-len(tail)], true
		}
	}
	return key, match, ok
}

// moreSpecific is PATTERN_KEY_COMPARE for two keys with "*".
func moreSpecific(a, b string) bool {
	ai, bi := strings.IndexByte(a, '*'), strings.IndexByte(b, '*')
	if ai != bi {
		return ai > bi
	}
	return len(a) > len(b)
}

// target is PACKAGE_TARGET_RESOLVE.
func (r *resolver) target(c targetContext, value any) (target, error) {
	switch value := value.(type) {
	case string:
		return r.targetString(c, value)
	case []any:
		if len(value) == 0 {
			return target{null: true}, nil
		}
		var last error
		null := false
		for _, item := range value {
			t, err := r.target(c, item)
			var ce *codeError
			switch {
			case errors.As(err, &ce) && ce.code == "ERR_INVALID_PACKAGE_TARGET":
				last, null = err, false
			case err != nil:
				return target{}, err
			case t.found:
				return t, nil
			case t.null:
				last, null = nil, true
			}
		}
		return target{null: null}, last
	case *object:
		for _, key := range value.keys {
			if n, err := strconv.ParseUint(key, 10, 32); err == nil && strconv.FormatUint(n, 10) == key {
				return target{}, throw("ERR_INVALID_PACKAGE_CONFIG", c.pkg.path, c.base, `"exports" cannot contain numeric property keys.`)
			}
		}
		for _, key := range value.keys {
			if key != "default" && !slices.Contains(c.conditions, key) {
				continue
			}
			t, err := r.target(c, value.values[key])
			if err != nil || t.found || t.null {
				return t, err
			}
		}
		return target{}, nil
	case nil:
		return target{null: true}, nil
	}
	return target{}, c.invalid(value)
}

func (c targetContext) invalid(value any) error {
	text, isString := value.(string)
	if !isString {
		text = writeJSON(value)
	}
	return throw("ERR_INVALID_PACKAGE_TARGET", c.pkg.dir()+string(filepath.Separator), c.key, text, c.internal, c.base)
}

// invalidSegment matches ".", ".." and "node_modules" in paths, also percent-encoded.
var invalidSegment = regexp.MustCompile(`(?i)(^|\\|/)((\.|%2e)(\.|%2e)?|(n|%6e|%4e)(o|%6f|%4f)(d|%64|%44)(e|%65|%45)(_|%5f)` +
	`(m|%6d|%4d)(o|%6f|%4f)(d|%64|%44)(u|%75|%55)(l|%6c|%4c)(e|%65|%45)(s|%73|%53))(\\|/|$)`)

func (r *resolver) targetString(c targetContext, value string) (target, error) {
	if !strings.HasPrefix(value, "./") {
		if !c.internal || value == "" || value[0] == '/' || strings.HasPrefix(value, "../") {
			return target{}, c.invalid(value)
		}
		if strings.Contains(value, ":") && !strings.HasPrefix(value, "node:") {
			return target{}, c.invalid(value)
		}
		if c.pattern {
			value = strings.ReplaceAll(value, "*", c.match)
		}
		return target{found: true, request: value}, nil
	}
	if invalidSegment.MatchString(value[2:]) {
		return target{}, c.invalid(value)
	}
	if c.pattern {
		if invalidSegment.MatchString(c.match) {
			kind := "exports"
			if c.internal {
				kind = "imports"
			}
			return target{}, throw("ERR_INVALID_MODULE_SPECIFIER", strings.Replace(c.key, "*", c.match, 1),
				`request is not a valid match in pattern "`+c.key+`" for the "`+kind+`" resolution of `+c.pkg.path, c.base)
		}
		value = strings.ReplaceAll(value, "*", c.match)
	}
	if low := strings.ToLower(value); strings.Contains(low, "%2f") || strings.Contains(low, "%5c") {
		return target{}, throw("ERR_INVALID_MODULE_SPECIFIER", value, `must not include encoded "/" or "\" characters`, c.base)
	}
	path := filepath.Join(c.pkg.dir(), fromURLPath(value))
	if strings.HasSuffix(value, "/") {
		path += "/"
	}
	return target{found: true, path: path}, nil
}
