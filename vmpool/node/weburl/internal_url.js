// URL and URLSearchParams.

const { codes } = require('internal/errors');
const { enumerable, tag, isObject, invalidThis, USVString } = require('internal/webidl');

const native = binding;
const { parse, parseQuery, formatQuery } = native;
const customInspect = Symbol.for('nodejs.util.inspect.custom');

const invalidURL = (input, base) => {
  const err = new codes.ERR_INVALID_URL(input);
  err.input = input;
  if (base !== undefined) err.base = base;
  return err;
};

const text = (v) => (typeof v === 'string' ? v : `${v}`);

let isURL, listOf, attach;

class URLSearchParams {
  #list = []; // names and values by turns
  #url = null; // who is told of changes

  static {
    listOf = (v) => {
      if (!isObject(v) || !(#list in v)) return undefined;
      return v.#list;
    };
    attach = (params, url, list) => { params.#url = url; params.#list = list; };
  }

  constructor(init = undefined) {
    if (init === undefined || init === null) return;
    if (typeof init !== 'object' && typeof init !== 'function') {
      const query = text(init);
      this.#list = parseQuery(query.charCodeAt(0) === 63 ? query.slice(1) : query);
      return;
    }
    const method = init[Symbol.iterator];
    const copied = method === this[Symbol.iterator] ? listOf(init) : undefined;
    if (copied !== undefined) {
      this.#list = copied.slice();
    } else if (method !== null && method !== undefined) {
      if (typeof method !== 'function') throw new codes.ERR_ARG_NOT_ITERABLE('Query pairs');
      this.#list = pairs(init, method);
    } else {
      // The last of two names that become equal as USVStrings wins, in the place of the first.
      const keys = Reflect.ownKeys(init);
      const seen = new Map();
      for (let i = 0; i < keys.length; i++) {
        const desc = Reflect.getOwnPropertyDescriptor(init, keys[i]);
        if (desc === undefined || !desc.enumerable) continue;
        const name = USVString(keys[i]);
        const value = USVString(init[keys[i]]);
        const at = seen.get(name);
        if (at === undefined) {
          seen.set(name, this.#list.length);
          this.#list.push(name, value);
        } else {
          this.#list[at + 1] = value;
        }
      }
    }
  }

  #changed() { if (this.#url !== null) update(this.#url, formatQuery(this.#list)); }

  get size() {
    const list = listOf(this);
    if (list === undefined) throw invalidThis('URLSearchParams');
    return list.length / 2;
  }

  append(name, value) {
    if (listOf(this) === undefined) throw invalidThis('URLSearchParams');
    if (arguments.length < 2) throw new codes.ERR_MISSING_ARGS('name', 'value');
    this.#list.push(USVString(name), USVString(value));
    this.#changed();
  }

  delete(name, value = undefined) {
    const list = listOf(this);
    if (list === undefined) throw invalidThis('URLSearchParams');
    if (arguments.length < 1) throw new codes.ERR_MISSING_ARGS('name');
    name = USVString(name);
    const any = value === undefined;
    if (!any) value = USVString(value);
    let n = 0;
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] === name && (any || list[i + 1] === value)) continue;
      list[n++] = list[i];
      list[n++] = list[i + 1];
    }
    list.length = n;
    this.#changed();
  }

  get(name) {
    const list = listOf(this);
    if (list === undefined) throw invalidThis('URLSearchParams');
    if (arguments.length < 1) throw new codes.ERR_MISSING_ARGS('name');
    name = USVString(name);
    for (let i = 0; i < list.length; i += 2) if (list[i] === name) return list[i + 1];
    return null;
  }

  getAll(name) {
    const list = listOf(this);
    if (list === undefined) throw invalidThis('URLSearchParams');
    if (arguments.length < 1) throw new codes.ERR_MISSING_ARGS('name');
    const values = [];
    name = USVString(name);
    for (let i = 0; i < list.length; i += 2) if (list[i] === name) values.push(list[i + 1]);
    return values;
  }

  has(name, value = undefined) {
    const list = listOf(this);
    if (list === undefined) throw invalidThis('URLSearchParams');
    if (arguments.length < 1) throw new codes.ERR_MISSING_ARGS('name');
    name = USVString(name);
    const any = value === undefined;
    if (!any) value = USVString(value);
    for (let i = 0; i < list.length; i += 2) if (list[i] === name && (any || list[i + 1] === value)) return true;
    return false;
  }

  set(name, value) {
    const list = listOf(this);
    if (list === undefined) throw invalidThis('URLSearchParams');
    if (arguments.length < 2) throw new codes.ERR_MISSING_ARGS('name', 'value');
    name = USVString(name);
    value = USVString(value);
    let n = 0;
    let found = false;
    for (let i = 0; i < list.length; i += 2) {
      let v = list[i + 1];
      if (list[i] === name) {
        if (found) continue;
        found = true;
        v = value;
      }
      list[n++] = list[i];
      list[n++] = v;
    }
    list.length = n;
    if (!found) list.push(name, value);
    this.#changed();
  }

  sort() {
    const list = listOf(this);
    if (list === undefined) throw invalidThis('URLSearchParams');
    const entries = [];
    for (let i = 0; i < list.length; i += 2) entries.push({ name: list[i], value: list[i + 1] });
    entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    for (let i = 0; i < entries.length; i++) {
      list[2 * i] = entries[i].name;
      list[2 * i + 1] = entries[i].value;
    }
    this.#changed();
  }

  entries() {
    if (listOf(this) === undefined) throw invalidThis('URLSearchParams');
    return makeIterator(this, 'key+value');
  }

  forEach(callback, thisArg = undefined) {
    if (listOf(this) === undefined) throw invalidThis('URLSearchParams');
    if (typeof callback !== 'function') throw new codes.ERR_INVALID_ARG_TYPE('callback', 'function', callback);
    for (let i = 0; i < this.#list.length; i += 2) callback.call(thisArg, this.#list[i + 1], this.#list[i], this);
  }

  keys() {
    if (listOf(this) === undefined) throw invalidThis('URLSearchParams');
    return makeIterator(this, 'key');
  }

  values() {
    if (listOf(this) === undefined) throw invalidThis('URLSearchParams');
    return makeIterator(this, 'value');
  }

  toString() {
    const list = listOf(this);
    if (list === undefined) throw invalidThis('URLSearchParams');
    return formatQuery(list);
  }

  [customInspect](recurseTimes, ctx) {
    const list = listOf(this);
    if (list === undefined) throw invalidThis('URLSearchParams');
    if (typeof recurseTimes === 'number' && recurseTimes < 0) return ctx.stylize('[Object]', 'special');
    const { inspect } = require('util');
    const out = [];
    const inner = { ...ctx, depth: recurseTimes === null ? null : recurseTimes - 1 };
    for (let i = 0; i < list.length; i += 2) out.push(`${inspect(list[i], inner)} => ${inspect(list[i + 1], inner)}`);
    return braces(`${this.constructor.name} {`, out, ctx);
  }
}

// braces joins items on one line, or each on its own when they are long or not plain.
const braces = (open, out, ctx) => {
  let length = out.length;
  for (let i = 0; i < out.length; i++) length += out[i].replace(/\u001b\[\d\d?m/g, '').length;
  if (length > ctx.breakLength) return `${open}\n  ${out.join(',\n  ')} }`;
  return out.length > 0 ? `${open} ${out.join(', ')} }` : `${open}}`;
};

const pairs = (init, method) => {
  const list = [];
  const iterator = method.call(init);
  const { next } = iterator;
  for (;;) {
    const step = next.call(iterator);
    if (step.done) return list;
    const pair = step.value;
    if (!isObject(pair) || typeof pair[Symbol.iterator] !== 'function') {
      throw new codes.ERR_INVALID_TUPLE('Each query pair', '[name, value]');
    }
    if (Array.isArray(pair)) {
      if (pair.length !== 2) throw new codes.ERR_INVALID_TUPLE('Each query pair', '[name, value]');
      list.push(USVString(pair[0]), USVString(pair[1]));
      continue;
    }
    const items = Array.from(pair);
    if (items.length !== 2) throw new codes.ERR_INVALID_TUPLE('Each query pair', '[name, value]');
    list.push(USVString(items[0]), USVString(items[1]));
  }
};

let makeIterator;
{
  const IteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
  class URLSearchParamsIterator {
    #target;
    #kind;
    #index = 0;
    static {
      makeIterator = (target, kind) => new URLSearchParamsIterator(target, kind);
    }
    static is(v) { return isObject(v) ? (#target in v) : false; }
    constructor(target, kind) { this.#target = target; this.#kind = kind; }
    next() {
      if (!isIterator(this)) throw invalidThis('URLSearchParamsIterator');
      const list = listOf(this.#target);
      const i = this.#index;
      if (i >= list.length) return { value: undefined, done: true };
      this.#index += 2;
      const kind = this.#kind;
      return { value: kind === 'key' ? list[i] : kind === 'value' ? list[i + 1] : [list[i], list[i + 1]], done: false };
    }
    [customInspect](recurseTimes, ctx) {
      if (!isIterator(this)) throw invalidThis('URLSearchParamsIterator');
      if (typeof recurseTimes === 'number' && recurseTimes < 0) return ctx.stylize('[Object]', 'special');
      const { inspect } = require('util');
      const inner = { ...ctx, depth: recurseTimes === null ? null : recurseTimes - 1 };
      const list = listOf(this.#target);
      const out = [];
      for (let i = this.#index; i < list.length; i += 2) {
        if (this.#kind === 'key') out.push(inspect(list[i], inner));
        else if (this.#kind === 'value') out.push(inspect(list[i + 1], inner));
        else out.push(inspect([list[i], list[i + 1]], inner));
      }
      return out.length === 0 ? 'URLSearchParams Iterator {  }' : braces('URLSearchParams Iterator {', out, ctx);
    }
  }
  const isIterator = URLSearchParamsIterator.is;
  delete URLSearchParamsIterator.is;
  delete URLSearchParamsIterator.prototype.constructor;
  Object.setPrototypeOf(URLSearchParamsIterator.prototype, IteratorPrototype);
  tag(URLSearchParamsIterator, 'URLSearchParams Iterator');
  enumerable(URLSearchParamsIterator.prototype, ['next']);
}
tag(URLSearchParams, 'URLSearchParams');
enumerable(URLSearchParams.prototype, [
  'size', 'append', 'delete', 'get', 'getAll', 'has', 'set', 'sort', 'entries', 'forEach', 'keys', 'values', 'toString',
]);
Object.defineProperty(URLSearchParams.prototype, Symbol.iterator, {
  value: URLSearchParams.prototype.entries, writable: true, enumerable: false, configurable: true,
});

// update is called by a URLSearchParams that has changed.
let update;

class URL {
  #record;
  #params = undefined;

  static {
    isURL = (v) => isObject(v) ? (#record in v) : false;
    update = (url, query) => native.setQuery(url.#record, query);
  }

  constructor(input, base = undefined) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('url');
    input = text(input);
    if (base !== undefined) base = text(base);
    const record = parse(input, base);
    if (record === undefined || record === null) throw invalidURL(input, base);
    this.#record = record;
  }

  [customInspect](depth, opts) {
    check(this);
    if (typeof depth === 'number' && depth < 0) return this;
    const { constructor } = this;
    const obj = Object.create({ constructor: constructor === undefined ? URL : constructor });
    obj.href = this.href;
    obj.origin = this.origin;
    obj.protocol = this.protocol;
    obj.username = this.username;
    obj.password = this.password;
    obj.host = this.host;
    obj.hostname = this.hostname;
    obj.port = this.port;
    obj.pathname = this.pathname;
    obj.search = this.search;
    obj.searchParams = this.searchParams;
    obj.hash = this.hash;
    const { inspect } = require('util');
    return `${constructor.name} ${inspect(obj, opts).replace(/^[^{]*/, '')}`;
  }

  #reload() {
    if (this.#params !== undefined) attach(this.#params, this, parseQuery(native.search(this.#record).slice(1)));
  }

  toString() { checkReceiver(this); return native.href(this.#record); }
  get href() { checkReceiver(this); return native.href(this.#record); }
  set href(value) {
    check(this);
    value = text(value);
    const record = parse(value, undefined);
    if (record === undefined || record === null) throw invalidURL(value);
    this.#record = record;
    this.#reload();
  }
  get origin() { check(this); return native.origin(this.#record); }
  get protocol() { check(this); return native.protocol(this.#record); }
  set protocol(value) { check(this); native.setProtocol(this.#record, text(value)); }
  get username() { check(this); return native.username(this.#record); }
  set username(value) { check(this); native.setUsername(this.#record, text(value)); }
  get password() { check(this); return native.password(this.#record); }
  set password(value) { check(this); native.setPassword(this.#record, text(value)); }
  get host() { check(this); return native.host(this.#record); }
  set host(value) { check(this); native.setHost(this.#record, text(value)); }
  get hostname() { check(this); return native.hostname(this.#record); }
  set hostname(value) { check(this); native.setHostname(this.#record, text(value)); }
  get port() { check(this); return native.port(this.#record); }
  set port(value) { check(this); native.setPort(this.#record, text(value)); }
  get pathname() { check(this); return native.pathname(this.#record); }
  set pathname(value) { check(this); native.setPathname(this.#record, text(value)); }
  get search() { checkReceiver(this); return native.search(this.#record); }
  set search(value) {
    check(this);
    native.setSearch(this.#record, text(value));
    this.#reload();
  }
  get searchParams() {
    check(this);
    if (this.#params === undefined) {
      this.#params = new URLSearchParams();
      this.#reload();
    }
    return this.#params;
  }
  get hash() { check(this); return native.hash(this.#record); }
  set hash(value) { check(this); native.setHash(this.#record, text(value)); }
  toJSON() { checkReceiver(this); return native.href(this.#record); }

  static canParse(url, base = undefined) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('url');
    url = text(url);
    if (base !== undefined) base = text(base);
    const record = parse(url, base);
    return record !== undefined && record !== null;
  }

  static parse(input, base = undefined) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('url');
    input = text(input);
    if (base !== undefined) base = text(base);
    const record = parse(input, base);
    if (record === undefined || record === null) return null;
    const url = new URL(EMPTY);
    url.#record = record;
    return url;
  }

  static createObjectURL(obj) { return require('internal/blob_urls').createObjectURL(obj); }

  static revokeObjectURL(url) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('url');
    require('internal/blob_urls').revokeObjectURL(text(url));
  }
}
const EMPTY = 'about:blank';
// Node's words for a foreign receiver: those of a private method in the first three, of a private field in the others.
const checkReceiver = (v) => { if (!isURL(v)) throw new TypeError('Receiver must be an instance of class URL'); };
const check = (v) => { if (!isURL(v)) throw new TypeError('Cannot read private member #context from an object whose class did not declare it'); };

tag(URL, 'URL');
enumerable(URL.prototype, [
  'toString', 'href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search',
  'searchParams', 'hash', 'toJSON',
]);
enumerable(URL, ['parse', 'canParse', 'createObjectURL', 'revokeObjectURL']);

exports.URL = URL;
exports.URLSearchParams = URLSearchParams;
exports.isURL = isURL;
exports.isURLSearchParams = (v) => listOf(v) !== undefined;
exports.entriesOf = listOf; // names and values by turns
exports.toASCII = native.toASCII;
exports.toUnicode = native.toUnicode;
exports.domain = native.domain;
exports.encodePath = native.encodePath;
