// url.parse, url.format and url.resolve: the parser that Node had before the URL standard. It keeps relative and malformed URLs as
// they are, which is why people still use it; what it makes of them is defined by Node's behaviour alone.

const { codes } = require('internal/errors');
const { toASCII } = require('internal/url');

const slashed = new Set();
for (const name of ['http', 'https', 'ftp', 'gopher', 'file', 'ws', 'wss']) {
  slashed.add(name);
  slashed.add(`${name}:`);
}
const isSlashed = (protocol) => slashed.has(protocol);
const isHostless = (protocol) => protocol === 'javascript' || protocol === 'javascript:';

const maxHostname = 255;
const schemePattern = /^[a-z0-9.+-]+:/i;
const portPattern = /:[0-9]*$/;
const authorityPattern = /^\/\/[^@/]+@[^@/]+/;
const simplePattern = /^(\/\/?(?!\/)[^?\s]*)(\?[^\s]*)?$/;
const forbiddenHost = /[\0\t\n\r #%/:<>?@[\\\]^|]/;
const forbiddenIPv6 = /[\0\t\n\r #%/<>?@\\^|]/;

const escapes = {
  '\t': '%09', '\n': '%0A', '\r': '%0D', ' ': '%20', '"': '%22', "'": '%27', '<': '%3C', '>': '%3E', '\\': '%5C', '^': '%5E',
  '`': '%60', '{': '%7B', '|': '%7C', '}': '%7D',
};
const escapeRest = (text) => text.replace(/[\t\n\r "'<>\\^`{|}]/g, (c) => escapes[c]);

const isBracketed = (host) => host.charCodeAt(0) === 91 && host.charCodeAt(host.length - 1) === 93;
const isSpace = (code) => code < 33 || code === 160 || code === 65279;

// prepare trims the text and turns the backslashes before a query or fragment into slashes.
const prepare = (url) => {
  let start = 0;
  let end = url.length;
  while (start < end && isSpace(url.charCodeAt(start))) start++;
  while (end > start && isSpace(url.charCodeAt(end - 1))) end--;
  const text = url.slice(start, end);
  const cut = text.search(/[?#]/);
  const head = cut < 0 ? text : text.slice(0, cut);
  return {
    rest: head.includes('\\') ? head.replace(/\\/g, '/') + (cut < 0 ? '' : text.slice(cut)) : text,
    hasHash: text.includes('#'),
    hasAt: head.includes('@'),
  };
};

const emptyQuery = () => Object.create(null);
const parseQuery = (text) => require('querystring').parse(text);

function Url() {
  this.protocol = null;
  this.slashes = null;
  this.auth = null;
  this.host = null;
  this.port = null;
  this.hostname = null;
  this.hash = null;
  this.search = null;
  this.query = null;
  this.pathname = null;
  this.path = null;
  this.href = null;
}

// takeHost reads the authority at the start of rest into url and returns what is left.
const takeHost = (url, rest, input) => {
  let hostEnd = -1;
  let at = -1;
  let nonHost = -1;
  for (let i = 0; i < rest.length && hostEnd < 0; i++) {
    switch (rest[i]) {
      case '\t': case '\n': case '\r':
        rest = rest.slice(0, i) + rest.slice(i + 1);
        i--;
        break;
      case ' ': case '"': case '%': case "'": case ';': case '<': case '>': case '\\': case '^': case '`': case '{': case '|': case '}':
        if (nonHost < 0) nonHost = i;
        break;
      case '#': case '/': case '?':
        if (nonHost < 0) nonHost = i;
        hostEnd = i;
        break;
      case '@':
        at = i;
        nonHost = -1;
        break;
      default:
    }
  }
  let start = 0;
  if (at >= 0) {
    url.auth = decodeURIComponent(rest.slice(0, at));
    start = at + 1;
  }
  let host = nonHost < 0 ? rest.slice(start) : rest.slice(start, nonHost);
  rest = nonHost < 0 ? '' : rest.slice(nonHost);
  const port = portPattern.exec(host);
  if (port !== null) {
    if (port[0] !== ':') url.port = port[0].slice(1);
    host = host.slice(0, host.length - port[0].length);
  }
  let hostname = host;
  const bracketed = isBracketed(hostname);
  if (!bracketed) {
    const bad = hostname.search(/[/\\#?:]/);
    if (bad >= 0) {
      rest = `/${hostname.slice(bad)}${rest}`;
      hostname = hostname.slice(0, bad);
    }
  }
  hostname = hostname.length > maxHostname ? '' : hostname.toLowerCase();
  if (hostname !== '') {
    if (bracketed) {
      if (forbiddenIPv6.test(hostname)) throw invalid(input);
    } else {
      hostname = lenientASCII(hostname);
      if (hostname === '' || forbiddenHost.test(hostname)) throw invalid(input);
    }
  }
  url.host = hostname + (url.port !== null ? `:${url.port}` : '');
  url.hostname = hostname;
  if (bracketed) {
    url.hostname = hostname.slice(1, -1);
    if (rest[0] !== '/') rest = `/${rest}`;
  }
  return rest;
};

const lenientASCII = (hostname) => (/^[\x20-\x7e]*$/.test(hostname) ? hostname : toASCII(hostname));

const invalid = (input) => {
  const err = new codes.ERR_INVALID_URL(input);
  err.input = input;
  return err;
};

Url.prototype.parse = function (url, parseQueryString, slashesDenoteHost) {
  if (typeof url !== 'string') throw new codes.ERR_INVALID_ARG_TYPE('url', 'string', url);
  const prepared = prepare(url);
  let { rest } = prepared;
  if (!slashesDenoteHost && !prepared.hasHash && !prepared.hasAt) {
    const simple = simplePattern.exec(rest);
    if (simple !== null) {
      this.path = rest;
      this.href = rest;
      this.pathname = simple[1];
      if (simple[2]) {
        this.search = simple[2];
        this.query = parseQueryString ? parseQuery(simple[2].slice(1)) : simple[2].slice(1);
      } else if (parseQueryString) {
        this.search = null;
        this.query = emptyQuery();
      }
      return this;
    }
  }
  const scheme = schemePattern.exec(rest);
  let protocol;
  if (scheme !== null) {
    protocol = scheme[0].toLowerCase();
    this.protocol = protocol;
    rest = rest.slice(protocol.length);
  }
  let slashes;
  if (slashesDenoteHost || scheme !== null || authorityPattern.test(rest)) {
    slashes = rest.startsWith('//');
    if (slashes && !(scheme !== null && isHostless(protocol))) {
      rest = rest.slice(2);
      this.slashes = true;
    }
  }
  if (!isHostless(protocol) && (slashes || (scheme !== null && !isSlashed(scheme[0])))) rest = takeHost(this, rest, url);
  if (!isHostless(protocol)) rest = escapeRest(rest);

  const hash = rest.indexOf('#');
  if (hash >= 0) {
    this.hash = rest.slice(hash);
    rest = rest.slice(0, hash);
  }
  const question = rest.indexOf('?');
  if (question >= 0) {
    this.search = rest.slice(question);
    this.query = rest.slice(question + 1);
    if (parseQueryString) this.query = parseQuery(this.query);
    rest = rest.slice(0, question);
  } else if (parseQueryString) {
    this.search = null;
    this.query = emptyQuery();
  }
  if (rest.length > 0) this.pathname = rest;
  if (isSlashed(protocol) && this.hostname && !this.pathname) this.pathname = '/';
  if (this.pathname || this.search) this.path = (this.pathname || '') + (this.search || '');
  this.href = this.format();
  return this;
};

const encodeAuth = (auth) => encodeURIComponent(auth).replace(/%3A/gi, ':');

Url.prototype.format = function () {
  const auth = this.auth ? `${encodeAuth(this.auth)}@` : '';
  let protocol = this.protocol || '';
  let pathname = this.pathname || '';
  let hash = this.hash || '';
  let host = '';
  let query = '';
  if (this.host) {
    host = auth + this.host;
  } else if (this.hostname) {
    host = auth + (this.hostname.includes(':') && !isBracketed(this.hostname) ? `[${this.hostname}]` : this.hostname);
    if (this.port) host += `:${this.port}`;
  }
  if (this.query !== null && typeof this.query === 'object') query = require('querystring').stringify(this.query);
  let search = this.search || (query && `?${query}`) || '';
  if (protocol && protocol.charCodeAt(protocol.length - 1) !== 58) protocol += ':';
  pathname = pathname.replace(/[?#]/g, (c) => (c === '#' ? '%23' : '%3F'));
  if (this.slashes || isSlashed(protocol)) {
    if (this.slashes || host) {
      if (pathname && pathname[0] !== '/') pathname = `/${pathname}`;
      host = `//${host}`;
    } else if (protocol.startsWith('file')) {
      host = '//';
    }
  }
  search = search.replace(/#/g, '%23');
  if (hash && hash[0] !== '#') hash = `#${hash}`;
  if (search && search[0] !== '?') search = `?${search}`;
  return protocol + host + pathname + search + hash;
};

Url.prototype.resolve = function (relative) {
  return this.resolveObject(urlParse(relative, false, true)).format();
};

const fields = ['protocol', 'slashes', 'auth', 'host', 'port', 'hostname', 'hash', 'search', 'query', 'pathname', 'path', 'href'];

const finish = (url) => { url.href = url.format(); return url; };
const joinPath = (url) => {
  if (url.pathname !== null || url.search !== null) url.path = (url.pathname || '') + (url.search || '');
};

// pushHost puts a host in front of path segments, for protocols where it is only the first of them.
const pushHost = (segments, host) => {
  if (segments[0] === '') segments[0] = host;
  else segments.unshift(host);
};

const splitAuth = (url) => {
  const parts = url.host && url.host.indexOf('@') > 0 && url.host.split('@');
  if (parts) {
    url.auth = parts.shift();
    url.host = url.hostname = parts.shift();
  }
};

// removeDots takes "." and ".." out of segments in place and returns how many ".." had nothing before them.
const removeDots = (segments) => {
  let up = 0;
  for (let i = segments.length - 1; i >= 0; i--) {
    if (segments[i] === '.') {
      segments.splice(i, 1);
    } else if (segments[i] === '..') {
      segments.splice(i, 1);
      up++;
    } else if (up > 0) {
      segments.splice(i, 1);
      up--;
    }
  }
  return up;
};

// otherProtocol resolves a relative URL that has a protocol of its own.
const otherProtocol = (result, relative) => {
  if (!isSlashed(relative.protocol)) {
    for (let i = 0; i < fields.length; i++) result[fields[i]] = relative[fields[i]];
    return finish(result);
  }
  result.protocol = relative.protocol;
  if (!relative.host && !/^file:?$/.test(relative.protocol) && !isHostless(relative.protocol)) {
    const segments = (relative.pathname || '').split('/');
    while (segments.length > 0 && !(relative.host = segments.shift()));
    relative.host ||= '';
    relative.hostname ||= '';
    if (segments[0] !== '') segments.unshift('');
    if (segments.length < 2) segments.unshift('');
    result.pathname = segments.join('/');
  } else {
    result.pathname = relative.pathname;
  }
  result.search = relative.search;
  result.query = relative.query;
  result.host = relative.host || '';
  result.auth = relative.auth;
  result.hostname = relative.hostname || relative.host;
  result.port = relative.port;
  if (result.pathname || result.search) result.path = (result.pathname || '') + (result.search || '');
  result.slashes = result.slashes || relative.slashes;
  return finish(result);
};

Url.prototype.resolveObject = function (relative) {
  if (typeof relative === 'string') relative = new Url().parse(relative, false, true);
  const result = new Url();
  Object.assign(result, this);
  result.hash = relative.hash;
  if (relative.href === '') return finish(result);
  if (relative.slashes && !relative.protocol) {
    const keys = Object.keys(relative);
    for (let i = 0; i < keys.length; i++) if (keys[i] !== 'protocol') result[keys[i]] = relative[keys[i]];
    if (isSlashed(result.protocol) && result.hostname && !result.pathname) result.path = result.pathname = '/';
    return finish(result);
  }
  if (relative.protocol && relative.protocol !== result.protocol) return otherProtocol(result, relative);

  const sourceAbsolute = result.pathname && result.pathname[0] === '/';
  const relativeAbsolute = relative.host || (relative.pathname && relative.pathname[0] === '/');
  let mustEndAbsolute = relativeAbsolute || sourceAbsolute || (result.host && relative.pathname);
  const removeAll = mustEndAbsolute;
  let segments = (result.pathname && result.pathname.split('/')) || [];
  const added = (relative.pathname && relative.pathname.split('/')) || [];
  const bare = result.protocol && !isSlashed(result.protocol);
  if (bare) {
    result.hostname = '';
    result.port = null;
    if (result.host) pushHost(segments, result.host);
    result.host = '';
    if (relative.protocol) {
      relative.hostname = null;
      relative.port = null;
      result.auth = null;
      if (relative.host) pushHost(added, relative.host);
      relative.host = null;
    }
    mustEndAbsolute = mustEndAbsolute && (added[0] === '' || segments[0] === '');
  }
  if (relativeAbsolute) {
    if (relative.host || relative.host === '') {
      if (result.host !== relative.host) result.auth = null;
      result.host = relative.host;
      result.port = relative.port;
    }
    if (relative.hostname || relative.hostname === '') {
      if (result.hostname !== relative.hostname) result.auth = null;
      result.hostname = relative.hostname;
    }
    result.search = relative.search;
    result.query = relative.query;
    segments = added;
  } else if (added.length > 0) {
    segments.pop();
    segments = segments.concat(added);
    result.search = relative.search;
    result.query = relative.query;
  } else if (relative.search !== null && relative.search !== undefined) {
    if (bare) {
      result.hostname = result.host = segments.shift();
      splitAuth(result);
    }
    result.search = relative.search;
    result.query = relative.query;
    joinPath(result);
    return finish(result);
  }
  if (segments.length === 0) {
    result.pathname = null;
    result.path = result.search ? `/${result.search}` : null;
    return finish(result);
  }
  const last = segments[segments.length - 1];
  const trailingSlash = last === '' ||
    ((result.host || relative.host || segments.length > 1) && (last === '.' || last === '..'));
  let up = removeDots(segments);
  if (!mustEndAbsolute && !removeAll) while (up-- > 0) segments.unshift('..');
  if (mustEndAbsolute && segments[0] !== '' && (!segments[0] || segments[0][0] !== '/')) segments.unshift('');
  if (trailingSlash && !segments.join('/').endsWith('/')) segments.push('');
  const absolute = segments[0] === '' || (segments[0] && segments[0][0] === '/');
  if (bare) {
    result.hostname = result.host = absolute ? '' : segments.length > 0 ? segments.shift() : '';
    splitAuth(result);
  }
  mustEndAbsolute = mustEndAbsolute || (result.host && segments.length > 0);
  if (mustEndAbsolute && !absolute) segments.unshift('');
  if (segments.length === 0) {
    result.pathname = null;
    result.path = null;
  } else {
    result.pathname = segments.join('/');
  }
  joinPath(result);
  result.auth = relative.auth || result.auth;
  result.slashes = result.slashes || relative.slashes;
  return finish(result);
};

Url.prototype.parseHost = function () {
  let { host } = this;
  const port = portPattern.exec(host);
  if (port !== null) {
    if (port[0] !== ':') this.port = port[0].slice(1);
    host = host.slice(0, host.length - port[0].length);
  }
  if (host) this.hostname = host;
};

function urlParse(url, parseQueryString, slashesDenoteHost) {
  if (url instanceof Url) return url;
  return new Url().parse(url, parseQueryString, slashesDenoteHost);
}

function urlResolve(source, relative) {
  return urlParse(source, false, true).resolve(relative);
}

function urlResolveObject(source, relative) {
  if (!source) return relative;
  return urlParse(source, false, true).resolveObject(relative);
}

exports.Url = Url;
exports.urlParse = urlParse;
exports.urlResolve = urlResolve;
exports.urlResolveObject = urlResolveObject;
