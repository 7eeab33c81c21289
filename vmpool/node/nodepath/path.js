// The properties of path that are no text functions; those are in Go.

const { validateObject, validateString } = require('internal/validators');

// formatWith is path.format for a separator.
function formatWith(separator, pathObject) {
  validateObject(pathObject, 'pathObject');
  const dir = pathObject.dir || pathObject.root;
  const ext = pathObject.ext ? `${pathObject.ext[0] === '.' ? '' : '.'}${pathObject.ext}` : '';
  const base = pathObject.base || `${pathObject.name || ''}${ext}`;
  if (!dir) return base;
  return dir === pathObject.root ? `${dir}${base}` : `${dir}${separator}${base}`;
}

// globMatcher is path.matchesGlob of a flavour.
function globMatcher(windows) {
  return function matchesGlob(path, pattern) {
    validateString(path, 'path');
    validateString(pattern, 'pattern');
    require('internal/util').emitExperimentalWarning('glob');
    return require('internal/path/glob').matchesGlob(path, pattern, windows);
  };
}

const { posix, win32 } = binding;

// complete adds the rest in the order of Node's properties.
function complete(flavour, sep, delimiter) {
  const { parse } = flavour;
  delete flavour.parse;
  const format = formatWith.bind(null, sep);
  Object.defineProperty(format, 'name', { value: 'bound _format' });
  flavour.format = format;
  flavour.parse = parse;
  flavour.matchesGlob = globMatcher(sep === '\\');
  flavour.sep = sep;
  flavour.delimiter = delimiter;
  flavour.win32 = win32;
  flavour.posix = posix;
  flavour._makeLong = flavour.toNamespacedPath;
}
complete(posix, '/', ':');
complete(win32, '\\', ';');

exports.posix = posix;
exports.win32 = win32;
