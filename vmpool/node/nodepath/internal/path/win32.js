// path.win32.

const posix = require('path');
const { validateString } = require('internal/validators');

const { extensionAt, formatWith, matchesGlob, normalizeSegments, withoutSuffix } = posix[Symbol.for('ssr.path')];

function isSeparator(c) {
  return c === '/' || c === '\\';
}

function isDrive(path) {
  return path.length > 1 && path[1] === ':' && /[a-zA-Z]/.test(path[0]);
}

function split(path) {
  return path.split(/[\\/]/);
}

// rootOf says what a path begins with: device ("C:", "\\\\server\\share", or undefined), the position after the root, and whether the
// path is absolute. share is set when the path is nothing but a UNC root.
function rootOf(path) {
  if (path.length === 0) return { device: undefined, end: 0, absolute: false, share: false };
  if (isSeparator(path[0])) {
    if (path.length > 1 && isSeparator(path[1])) {
      const unc = /^[\\/]{2}([^\\/]+)[\\/]+([^\\/]+)/.exec(path);
      if (unc === null) return { device: undefined, end: 0, absolute: true, share: false };
      const end = unc[0].length;
      return { device: `\\\\${unc[1]}\\${unc[2]}`, end, absolute: true, share: end === path.length };
    }
    return { device: undefined, end: 1, absolute: true, share: false };
  }
  if (isDrive(path)) {
    const absolute = path.length > 2 && isSeparator(path[2]);
    return { device: path.slice(0, 2), end: absolute ? 3 : 2, absolute, share: false };
  }
  return { device: undefined, end: 0, absolute: false, share: false };
}

// currentDir is the working directory of a drive, which on other systems than Windows is a variable that nobody sets.
function currentDir(device) {
  const process = require('process');
  if (device.length === 0) return process.cwd();
  const dir = process.env[`=${device}`] || process.cwd();
  if (dir === undefined || (dir.slice(0, 2).toLowerCase() !== device.toLowerCase() && dir[2] === '\\')) return `${device}\\`;
  return dir;
}

// climbs makes the tail of a relative path safe: it must not begin to look like a device (CVE-2024-36139).
function looksLikeDevice(path, tail) {
  if (isDrive(tail)) return true;
  for (let i = path.indexOf(':'); i !== -1; i = path.indexOf(':', i + 1)) {
    if (i === path.length - 1 || isSeparator(path[i + 1])) return true;
  }
  return false;
}

function endsWithSeparator(path) {
  return isSeparator(path[path.length - 1]);
}

// splitBase separates the last segment of a path from what is before it, ignoring separators at its end. from is where the root ends.
function splitBase(path, from) {
  let end = path.length;
  while (end > from && isSeparator(path[end - 1])) end--;
  let start = end;
  while (start > from && !isSeparator(path[start - 1])) start--;
  return { start, end };
}

const win32 = {
  resolve(...args) {
    let device = '';
    let tail = '';
    let absolute = false;
    for (let i = args.length - 1; i >= -1; i--) {
      const path = i >= 0 ? args[i] : currentDir(device);
      if (i >= 0) validateString(path, `paths[${i}]`);
      if (path.length === 0) continue;
      const root = rootOf(path);
      if (root.device !== undefined) {
        if (device.length === 0) device = root.device;
        else if (device.toLowerCase() !== root.device.toLowerCase()) continue; // another device's path
      }
      if (absolute) {
        if (device.length > 0) break;
      } else {
        tail = `${path.slice(root.end)}\\${tail}`;
        absolute = root.absolute;
        if (absolute && device.length > 0) break;
      }
    }
    tail = normalizeSegments(split(tail), !absolute).join('\\');
    return absolute ? `${device}\\${tail}` : `${device}${tail}` || '.';
  },
  normalize(path) {
    validateString(path, 'path');
    if (path.length === 0) return '.';
    if (path.length === 1) return path === '/' ? '\\' : path;
    const root = rootOf(path);
    if (root.share) return `${root.device}\\`;
    let tail = normalizeSegments(split(path.slice(root.end)), !root.absolute).join('\\');
    if (tail.length === 0 && !root.absolute) tail = '.';
    if (tail.length > 0 && endsWithSeparator(path)) tail += '\\';
    if (!root.absolute && root.device === undefined && path.includes(':') && looksLikeDevice(path, tail)) return `.\\${tail}`;
    return `${root.device ?? ''}${root.absolute ? '\\' : ''}${tail}`;
  },
  isAbsolute(path) {
    validateString(path, 'path');
    if (path.length === 0) return false;
    return isSeparator(path[0]) || (path.length > 2 && isDrive(path) && isSeparator(path[2]));
  },
  join(...args) {
    const parts = [];
    for (let i = 0; i < args.length; i++) {
      validateString(args[i], 'path');
      if (args[i].length > 0) parts.push(args[i]);
    }
    if (parts.length === 0) return '.';
    let joined = parts.join('\\');
    // Only a first argument that names a server makes a UNC path; other separators at the beginning are one.
    if (!/^[\\/]{2}[^\\/]/.test(parts[0])) joined = joined.replace(/^[\\/]{2,}/, '\\');
    return win32.normalize(joined);
  },
  relative(from, to) {
    validateString(from, 'from');
    validateString(to, 'to');
    if (from === to) return '';
    const a = win32.resolve(from);
    const b = win32.resolve(to);
    if (a.toLowerCase() === b.toLowerCase()) return '';
    const trim = (path) => path.replace(/^\\+/, '').replace(/\\+$/, '').split('\\');
    const fromParts = trim(a);
    const toParts = trim(b);
    let common = 0;
    while (common < fromParts.length && common < toParts.length &&
      fromParts[common].toLowerCase() === toParts[common].toLowerCase()) common++;
    if (common === 0) return b;
    const up = new Array(fromParts.length - common).fill('..');
    return up.concat(toParts.slice(common)).join('\\');
  },
  toNamespacedPath(path) {
    if (typeof path !== 'string' || path.length === 0) return path;
    const resolved = win32.resolve(path);
    if (resolved.length <= 2) return path;
    if (resolved.startsWith('\\\\')) {
      return resolved[2] === '?' || resolved[2] === '.' ? resolved : `\\\\?\\UNC\\${resolved.slice(2)}`;
    }
    return isDrive(resolved) && resolved[2] === '\\' ? `\\\\?\\${resolved}` : resolved;
  },
  dirname(path) {
    validateString(path, 'path');
    if (path.length === 0) return '.';
    if (path.length === 1) return isSeparator(path) ? path : '.';
    const { rootEnd, offset, share } = dirRoot(path);
    if (share) return path;
    let end = path.length;
    while (end > offset && isSeparator(path[end - 1])) end--;
    let slash = end - 1;
    while (slash >= offset && !isSeparator(path[slash])) slash--;
    if (slash < offset) return rootEnd === -1 ? '.' : path.slice(0, rootEnd);
    return path.slice(0, slash);
  },
  basename(path, suffix) {
    if (suffix !== undefined) validateString(suffix, 'suffix');
    validateString(path, 'path');
    const { start, end } = splitBase(path, isDrive(path) ? 2 : 0);
    return withoutSuffix(path, path.slice(start, end), suffix);
  },
  extname(path) {
    validateString(path, 'path');
    const base = win32.basename(path);
    return base.slice(extensionAt(base));
  },
  format: formatWith.bind(null, '\\'),
  parse(path) {
    validateString(path, 'path');
    const result = { root: '', dir: '', base: '', ext: '', name: '' };
    if (path.length === 0) return result;
    const rootEnd = parseRoot(path);
    result.root = path.slice(0, rootEnd);
    const { start, end } = splitBase(path, rootEnd);
    result.base = path.slice(start, end);
    const dot = extensionAt(result.base);
    result.name = result.base.slice(0, dot);
    result.ext = result.base.slice(dot);
    result.dir = start > rootEnd ? path.slice(0, start - 1) : result.root;
    return result;
  },
  matchesGlob,
  sep: '\\',
  delimiter: ';',
  win32: null,
  posix,
  _makeLong: undefined,
};
Object.defineProperty(win32.format, 'name', { value: 'bound _format' });
win32._makeLong = win32.toNamespacedPath;
win32.win32 = win32;

// dirRoot is the root as dirname sees it: the end of what it keeps (-1: nothing), and where the segments begin.
function dirRoot(path) {
  if (isSeparator(path[0])) {
    const unc = /^[\\/]{2}[^\\/]+[\\/]+[^\\/]+/.exec(path);
    if (unc === null) return { rootEnd: 1, offset: 1, share: false };
    if (unc[0].length === path.length) return { rootEnd: 1, offset: 1, share: true };
    // The separator after the share belongs to the root.
    const end = unc[0].length + 1;
    return { rootEnd: end, offset: end, share: false };
  }
  if (isDrive(path)) {
    const end = path.length > 2 && isSeparator(path[2]) ? 3 : 2;
    return { rootEnd: end, offset: end, share: false };
  }
  return { rootEnd: -1, offset: 0, share: false };
}

// parseRoot is the length of the root as parse sees it.
function parseRoot(path) {
  if (isSeparator(path[0])) {
    const unc = /^[\\/]{2}[^\\/]+[\\/]+[^\\/]+/.exec(path);
    if (unc === null) return 1;
    return unc[0].length === path.length ? path.length : unc[0].length + 1;
  }
  if (!isDrive(path)) return 0;
  return path.length > 2 && isSeparator(path[2]) ? 3 : 2;
}

module.exports = { win32 };
