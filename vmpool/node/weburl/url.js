// The module url.

const { codes } = require('internal/errors');
const internal = require('internal/url');
const { Url, urlParse, urlResolve, urlResolveObject } = require('internal/legacy_url');

const { URL, URLSearchParams, isURL } = internal;

const isURLInstance = (v) => Boolean(v?.href && v.protocol && v.auth === undefined && v.path === undefined);

function urlFormat(urlObject, options) {
  if (typeof urlObject === 'string') {
    urlObject = urlParse(urlObject);
  } else if (typeof urlObject !== 'object' || urlObject === null) {
    throw new codes.ERR_INVALID_ARG_TYPE('urlObject', ['Object', 'string'], urlObject);
  } else if (isURL(urlObject)) {
    return formatURL(urlObject, options);
  }
  return Url.prototype.format.call(urlObject);
}

const formatURL = (url, options) => {
  let fragment = true;
  let unicode = false;
  let search = true;
  let auth = true;
  if (options) {
    if (typeof options !== 'object') throw new codes.ERR_INVALID_ARG_TYPE('options', 'object', options);
    if (options.fragment !== null && options.fragment !== undefined) fragment = Boolean(options.fragment);
    if (options.unicode !== null && options.unicode !== undefined) unicode = Boolean(options.unicode);
    if (options.search !== null && options.search !== undefined) search = Boolean(options.search);
    if (options.auth !== null && options.auth !== undefined) auth = Boolean(options.auth);
  }
  const copy = new URL(url.href);
  if (!fragment) copy.hash = '';
  if (!search) copy.search = '';
  if (!auth) {
    copy.username = '';
    copy.password = '';
  }
  if (!unicode || copy.hostname === '') return copy.href;
  const at = copy.href.indexOf(copy.host, copy.protocol.length + 2 + (copy.username ? copy.username.length : 0));
  return copy.href.slice(0, at) + internal.domain(copy.hostname) + copy.href.slice(at + copy.hostname.length);
};

function domainToASCII(domain) {
  if (arguments.length < 1) throw new codes.ERR_MISSING_ARGS('domain');
  return internal.toASCII(`${domain}`);
}

function domainToUnicode(domain) {
  if (arguments.length < 1) throw new codes.ERR_MISSING_ARGS('domain');
  return internal.toUnicode(`${domain}`);
}

function pathToFileURL(filepath, options = undefined) {
  const windows = options?.windows ?? false;
  if (windows && typeof filepath === 'string' && filepath.startsWith('\\\\')) return uncToFileURL(filepath);
  if (typeof filepath !== 'string') throw new codes.ERR_INVALID_ARG_TYPE('path', 'string', filepath);
  const path = require('path');
  let resolved = windows ? path.win32.resolve(filepath) : path.posix.resolve(filepath);
  const trailing = filepath.endsWith('/') || (windows && filepath.endsWith('\\'));
  if (trailing && !resolved.endsWith('/') && !(windows && resolved.endsWith('\\'))) resolved += '/';
  return new URL(`file://${windows ? '/' : ''}${internal.encodePath(windows ? resolved.replace(/\\/g, '/') : resolved)}`);
}

// uncToFileURL is the URL of \\server\share\file.
const uncToFileURL = (filepath) => {
  const resolved = require('path').win32.resolve(filepath);
  const isExtended = resolved.startsWith('\\\\?\\UNC\\');
  const rest = resolved.slice(isExtended ? 8 : 2);
  const end = rest.indexOf('\\');
  if (end < 0) throw new codes.ERR_INVALID_ARG_VALUE('path', resolved, 'Missing UNC resource path');
  if (end === 0) throw new codes.ERR_INVALID_ARG_VALUE('path', resolved, 'Empty UNC servername');
  const url = new URL('file://');
  url.hostname = internal.toASCII(rest.slice(0, end));
  url.pathname = internal.encodePath(rest.slice(end).replace(/\\/g, '/'));
  return url;
};

function fileURLToPath(path, options = undefined) {
  const windows = options?.windows ?? false;
  if (typeof path === 'string') path = new URL(path);
  else if (!isURLInstance(path)) throw new codes.ERR_INVALID_ARG_TYPE('path', ['string', 'URL'], path);
  if (path.protocol !== 'file:') throw new codes.ERR_INVALID_URL_SCHEME('file');
  const { pathname } = path;
  if (windows) return windowsPath(path, pathname);
  if (path.hostname !== '') throw new codes.ERR_INVALID_FILE_URL_HOST('linux');
  if (/%2f/i.test(pathname)) throw new codes.ERR_INVALID_FILE_URL_PATH('must not include encoded / characters');
  return decodeURIComponent(pathname);
}

const windowsPath = (url, pathname) => {
  if (/%2f|%5c/i.test(pathname)) throw new codes.ERR_INVALID_FILE_URL_PATH('must not include encoded \\ or / characters');
  const decoded = decodeURIComponent(pathname.replace(/\//g, '\\'));
  if (url.hostname !== '') return `\\\\${internal.toUnicode(url.hostname)}${decoded}`;
  if (!/^\\[a-z]:/i.test(decoded)) throw new codes.ERR_INVALID_FILE_URL_PATH('must be absolute');
  return decoded.slice(1);
};

Object.defineProperty(pathToFileURL, 'length', { value: 1, configurable: true });
Object.defineProperty(fileURLToPath, 'length', { value: 1, configurable: true });

function urlToHttpOptions(url) {
  const { hostname, pathname, port, username, password, search } = url;
  const options = Object.create(null);
  Object.assign(options, url);
  options.protocol = url.protocol;
  options.hostname = hostname && hostname[0] === '[' ? hostname.slice(1, -1) : hostname;
  options.hash = url.hash;
  options.search = search;
  options.pathname = pathname;
  options.path = `${pathname || ''}${search || ''}`;
  options.href = url.href;
  if (port !== '') options.port = Number(port);
  if (username || password) options.auth = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return options;
}

module.exports = {
  Url,
  parse: urlParse,
  resolve: urlResolve,
  resolveObject: urlResolveObject,
  format: urlFormat,
  URL,
  URLSearchParams,
  domainToASCII,
  domainToUnicode,
  pathToFileURL,
  fileURLToPath,
  urlToHttpOptions,
};
