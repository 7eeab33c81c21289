// path.posix, which is also path. The texts are split and joined by native string functions, which cost less here than loops
// over characters.

const { validateString } = require('internal/validators');

// normalizeSegments resolves "." and ".." in segments; with above, leading ".." stay.
function normalizeSegments(segments, above) {
  const out = [];
  for (let i = 0; i < segments.length; i++) {
    const segment = segments[i];
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') {
      out.push(segment);
    } else if (out.length > 0 && out[out.length - 1] !== '..') {
      out.pop();
    } else if (above) {
      out.push('..');
    }
  }
  return out;
}

// trimEnd drops the separators at the end of a path, but not its first character.
function trimEnd(path, isSeparator) {
  let end = path.length;
  while (end > 1 && isSeparator(path[end - 1])) end--;
  return end === path.length ? path : path.slice(0, end);
}

function isSlash(c) {
  return c === '/';
}

// extensionAt is the position of the extension's dot in a name, its length when there is none.
function extensionAt(name) {
  const dot = name.lastIndexOf('.');
  return dot <= 0 || name === '..' ? name.length : dot;
}

function withoutSuffix(path, base, suffix) {
  if (suffix === undefined || suffix.length === 0 || suffix.length > path.length) return base;
  if (suffix === path) return '';
  return base !== suffix && base.endsWith(suffix) ? base.slice(0, -suffix.length) : base;
}

// formatWith is path.format for a separator.
function formatWith(separator, pathObject) {
  require('internal/validators').validateObject(pathObject, 'pathObject');
  const dir = pathObject.dir || pathObject.root;
  const ext = pathObject.ext ? `${pathObject.ext[0] === '.' ? '' : '.'}${pathObject.ext}` : '';
  const base = pathObject.base || `${pathObject.name || ''}${ext}`;
  if (!dir) return base;
  return dir === pathObject.root ? `${dir}${base}` : `${dir}${separator}${base}`;
}

function matchesGlob(path, pattern) {
  validateString(path, 'path');
  validateString(pattern, 'pattern');
  throw new (require('internal/errors').codes.ERR_METHOD_NOT_IMPLEMENTED)('path.matchesGlob()');
}

const posix = {
  resolve(...args) {
    let resolved = '';
    let absolute = false;
    for (let i = args.length - 1; i >= -1 && !absolute; i--) {
      const path = i >= 0 ? args[i] : require('process').cwd();
      if (i >= 0) validateString(path, `paths[${i}]`);
      if (path.length === 0) continue;
      resolved = `${path}/${resolved}`;
      absolute = path[0] === '/';
    }
    resolved = normalizeSegments(resolved.split('/'), !absolute).join('/');
    if (absolute) return `/${resolved}`;
    return resolved.length > 0 ? resolved : '.';
  },
  normalize(path) {
    validateString(path, 'path');
    if (path.length === 0) return '.';
    const absolute = path[0] === '/';
    const trailing = path[path.length - 1] === '/';
    const normalized = normalizeSegments(path.split('/'), !absolute).join('/');
    if (normalized.length === 0) {
      if (absolute) return '/';
      return trailing ? './' : '.';
    }
    return `${absolute ? '/' : ''}${normalized}${trailing ? '/' : ''}`;
  },
  isAbsolute(path) {
    validateString(path, 'path');
    return path.length > 0 && path[0] === '/';
  },
  join(...args) {
    const parts = [];
    for (let i = 0; i < args.length; i++) {
      validateString(args[i], 'path');
      if (args[i].length > 0) parts.push(args[i]);
    }
    return parts.length === 0 ? '.' : posix.normalize(parts.join('/'));
  },
  relative(from, to) {
    validateString(from, 'from');
    validateString(to, 'to');
    if (from === to) return '';
    const a = posix.resolve(from);
    const b = posix.resolve(to);
    if (a === b) return '';
    const fromParts = a === '/' ? [] : a.slice(1).split('/');
    const toParts = b === '/' ? [] : b.slice(1).split('/');
    let common = 0;
    while (common < fromParts.length && fromParts[common] === toParts[common]) common++;
    const up = new Array(fromParts.length - common).fill('..');
    return up.concat(toParts.slice(common)).join('/');
  },
  toNamespacedPath(path) {
    return path;
  },
  dirname(path) {
    validateString(path, 'path');
    if (path.length === 0) return '.';
    const slash = trimEnd(path, isSlash).lastIndexOf('/');
    if (slash === -1) return '.';
    if (slash === 0) return '/';
    // Two slashes at the beginning are a root of its own.
    return slash === 1 && path[0] === '/' ? '//' : path.slice(0, slash);
  },
  basename(path, suffix) {
    if (suffix !== undefined) validateString(suffix, 'suffix');
    validateString(path, 'path');
    const trimmed = trimEnd(path, isSlash);
    const base = trimmed === '/' ? '' : trimmed.slice(trimmed.lastIndexOf('/') + 1);
    return withoutSuffix(path, base, suffix);
  },
  extname(path) {
    validateString(path, 'path');
    const base = posix.basename(path);
    return base.slice(extensionAt(base));
  },
  format: formatWith.bind(null, '/'),
  parse(path) {
    validateString(path, 'path');
    const result = { root: '', dir: '', base: '', ext: '', name: '' };
    if (path.length === 0) return result;
    if (path[0] === '/') result.root = '/';
    const trimmed = trimEnd(path, isSlash);
    if (trimmed === '/') {
      result.dir = '/';
      return result;
    }
    const slash = trimmed.lastIndexOf('/');
    result.base = trimmed.slice(slash + 1);
    const dot = extensionAt(result.base);
    result.name = result.base.slice(0, dot);
    result.ext = result.base.slice(dot);
    if (slash > 0) result.dir = path.slice(0, slash);
    else if (slash === 0) result.dir = '/';
    return result;
  },
  matchesGlob,
  sep: '/',
  delimiter: ':',
  win32: null,
  posix: null,
  _makeLong: undefined,
};
Object.defineProperty(posix.format, 'name', { value: 'bound _format' });
posix._makeLong = posix.toNamespacedPath;

module.exports = posix;
posix.posix = posix;

// win32 is loaded when it is first asked for.
Object.defineProperty(posix, 'win32', {
  __proto__: null,
  get() {
    const { win32 } = require('internal/path/win32');
    Object.defineProperty(posix, 'win32', { __proto__: null, value: win32, writable: true, enumerable: true, configurable: true });
    return win32;
  },
  set(value) {
    Object.defineProperty(posix, 'win32', { __proto__: null, value, writable: true, enumerable: true, configurable: true });
  },
  enumerable: true,
  configurable: true,
});
// For win32.js; not enumerable, so that nobody sees it.
Object.defineProperty(posix, Symbol.for('ssr.path'), {
  value: { extensionAt, formatWith, matchesGlob, normalizeSegments, withoutSuffix },
});
