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

function pathToFileURL(filepath) {
  if (typeof filepath !== 'string') throw new codes.ERR_INVALID_ARG_TYPE('path', 'string', filepath);
  let resolved = require('path').resolve(filepath);
  if (filepath.endsWith('/') && !resolved.endsWith('/')) resolved += '/';
  return new URL(`file://${internal.encodePath(resolved)}`);
}

function fileURLToPath(path) {
  if (typeof path === 'string') path = new URL(path);
  else if (!isURLInstance(path)) throw new codes.ERR_INVALID_ARG_TYPE('path', ['string', 'URL'], path);
  if (path.protocol !== 'file:') throw new codes.ERR_INVALID_URL_SCHEME('file');
  if (path.hostname !== '') throw new codes.ERR_INVALID_FILE_URL_HOST('linux');
  const { pathname } = path;
  if (/%2f/i.test(pathname)) throw new codes.ERR_INVALID_FILE_URL_PATH('must not include encoded / characters');
  return decodeURIComponent(pathname);
}

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
