// Headers (Fetch, section 5.2). The list is a Map from lower-case names to {name, value}; set-cookie's values are kept apart in `cookies`.

const { enumerable, tag, isObject, coded, ByteString } = require('internal/webidl');

const customInspect = Symbol.for('nodejs.util.inspect.custom');

const illegal = () => coded('Illegal invocation', 'ERR_INVALID_THIS');
const need = (method, count, args) => {
  if (args < count) {
    throw new TypeError(`Headers.${method}: ${count} argument${count === 1 ? '' : 's'} required, but${args === 1 ? ' only' : ''} ${args} found.`);
  }
};

// isToken(name) checks a header name; headerValue(value) is a value without the whitespace around it, undefined for an invalid one.
const { isToken, headerValue } = require('internal/fetch/native');

class HeaderList {
  constructor() {
    this.map = new Map();
    this.cookies = undefined;
    this.sorted = undefined;
  }

  has(name) { return this.map.has(name.toLowerCase()); }

  get(name) {
    const entry = this.map.get(name.toLowerCase());
    return entry === undefined ? null : entry.value;
  }

  append(name, value) {
    this.sorted = undefined;
    const lower = name.toLowerCase();
    if (lower === 'set-cookie') (this.cookies ??= []).push(value);
    const entry = this.map.get(lower);
    if (entry === undefined) this.map.set(lower, { name, value });
    else entry.value += (lower === 'cookie' ? '; ' : ', ') + value;
  }

  set(name, value) {
    this.sorted = undefined;
    const lower = name.toLowerCase();
    if (lower === 'set-cookie') this.cookies = [value];
    this.map.set(lower, { name, value });
  }

  delete(name) {
    this.sorted = undefined;
    const lower = name.toLowerCase();
    if (lower === 'set-cookie') this.cookies = undefined;
    return this.map.delete(lower);
  }

  // entries are pairs sorted by name, each cookie on its own.
  entries() {
    if (this.sorted !== undefined) return this.sorted;
    const names = Array.from(this.map.keys()).sort();
    const out = [];
    for (let i = 0; i < names.length; i++) {
      const name = names[i];
      if (name === 'set-cookie') {
        for (let j = 0; j < this.cookies.length; j++) out.push([name, this.cookies[j]]);
      } else {
        out.push([name, this.map.get(name).value]);
      }
    }
    this.sorted = out;
    return out;
  }

  // flat is names and values by turns, as they were given, for the wire.
  flat() {
    const out = [];
    this.map.forEach((entry, lower) => {
      if (lower === 'set-cookie') {
        for (let j = 0; j < this.cookies.length; j++) out.push(entry.name, this.cookies[j]);
      } else {
        out.push(entry.name, entry.value);
      }
    });
    return out;
  }

  copy() {
    const list = new HeaderList();
    this.map.forEach((entry, lower) => { list.map.set(lower, { name: entry.name, value: entry.value }); });
    if (this.cookies !== undefined) list.cookies = this.cookies.slice();
    return list;
  }
}

let isHeaders, listOf, headersOf, add;

class Headers {
  #list;
  #immutable = false;
  static {
    isHeaders = (v) => isObject(v) ? (#list in v) : false;
    listOf = (headers) => headers.#list;
    headersOf = (list, immutable) => {
      const headers = new Headers();
      headers.#list = list;
      headers.#immutable = immutable;
      return headers;
    };
  }

  constructor(init = undefined) {
    this.#list = new HeaderList();
    if (init !== undefined) fill(this, init);
  }

  append(name, value) {
    if (!isHeaders(this)) throw illegal();
    need('append', 2, arguments.length);
    add(this, 'append', ByteString(name), ByteString(value));
  }

  delete(name) {
    if (!isHeaders(this)) throw illegal();
    need('delete', 1, arguments.length);
    name = checkName(name, 'delete');
    if (this.#immutable) throw new TypeError('immutable');
    this.#list.delete(name);
  }

  get(name) {
    if (!isHeaders(this)) throw illegal();
    need('get', 1, arguments.length);
    return this.#list.get(checkName(name, 'get'));
  }

  has(name) {
    if (!isHeaders(this)) throw illegal();
    need('has', 1, arguments.length);
    return this.#list.has(checkName(name, 'has'));
  }

  set(name, value) {
    if (!isHeaders(this)) throw illegal();
    need('set', 2, arguments.length);
    add(this, 'set', ByteString(name), ByteString(value));
  }

  getSetCookie() {
    if (!isHeaders(this)) throw illegal();
    return this.#list.cookies === undefined ? [] : this.#list.cookies.slice();
  }

  static {
    // add is "append" or "set" of the standard, with its guard.
    add = (headers, method, name, value) => {
      const normalized = headerValue(value);
      if (!isToken(name)) throw new TypeError(`Headers.${method}: "${name}" is an invalid header name.`);
      if (normalized === undefined) throw new TypeError(`Headers.${method}: "${value.trim()}" is an invalid header value.`);
      if (headers.#immutable) throw new TypeError('immutable');
      if (method === 'append') headers.#list.append(name, normalized);
      else headers.#list.set(name, normalized);
    };
  }

  [customInspect](depth, options) {
    const { inspect } = require('util');
    const view = {};
    this.#list.map.forEach((entry) => { view[entry.name] = entry.value; });
    return `Headers ${inspect(view, { ...options, depth: options.depth ?? depth })}`;
  }
}

const checkName = (name, method) => {
  name = ByteString(name);
  if (!isToken(name)) throw new TypeError(`Headers.${method}: ${name} is an invalid header name.`);
  return name;
};

const invalidInit = () => new TypeError(
  'Headers constructor: Argument 1 could not be converted to one of: sequence<sequence<ByteString>>, record<ByteString, ByteString>.');

// fill is the "fill" of the standard: from Headers, a sequence of pairs or a record.
const fill = (headers, init) => {
  if (!isObject(init)) throw invalidInit();
  const iterator = init[Symbol.iterator];
  if (isHeaders(init) && iterator === Headers.prototype[Symbol.iterator]) {
    const source = listOf(init);
    source.map.forEach((entry, lower) => {
      if (lower !== 'set-cookie') add(headers, 'append', entry.name, entry.value);
    });
    if (source.cookies !== undefined) source.cookies.forEach((cookie) => add(headers, 'append', 'set-cookie', cookie));
    return;
  }
  if (iterator !== undefined && iterator !== null) {
    if (typeof iterator !== 'function') throw invalidInit();
    const it = iterator.call(init);
    for (;;) {
      const step = it.next();
      if (step.done) return;
      const pair = step.value;
      if (!isObject(pair) || typeof pair[Symbol.iterator] !== 'function') throw invalidInit();
      const items = Array.isArray(pair) ? pair : Array.from(pair);
      if (items.length !== 2) throw new TypeError(`Headers constructor: expected name/value pair to be length 2, found ${items.length}.`);
      add(headers, 'append', ByteString(items[0]), ByteString(items[1]));
    }
  }
  const keys = Reflect.ownKeys(init);
  for (let i = 0; i < keys.length; i++) {
    const desc = Reflect.getOwnPropertyDescriptor(init, keys[i]);
    if (desc === undefined || !desc.enumerable) continue;
    const name = ByteString(keys[i]);
    add(headers, 'append', name, ByteString(init[keys[i]]));
  }
};

// iterable gives an interface entries, keys, values, forEach and its iterator (Web IDL, section 3.7.9); list returns the
// pairs of an object, which may change between two steps.
const iterable = (Class, name, list, isInstance) => {
  const IteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
  const prototype = Object.create(IteratorPrototype);
  const kTarget = Symbol('target');
  Object.defineProperty(prototype, 'next', {
    value: {
      next() {
        const it = this?.[kTarget];
        if (it === undefined) throw new TypeError(`'next' called on an object that does not implement interface ${name} Iterator.`);
        const pairs = list(it.target);
        if (it.index >= pairs.length) return { value: undefined, done: true };
        const pair = pairs[it.index++];
        const value = it.kind === 'key' ? pair[0] : it.kind === 'value' ? pair[1] : [pair[0], pair[1]];
        return { value, done: false };
      },
    }.next,
    writable: true, enumerable: true, configurable: true,
  });
  Object.defineProperty(prototype, Symbol.toStringTag, { value: `${name} Iterator`, configurable: true });
  const make = (target, kind) => {
    if (!isInstance(target)) throw illegal();
    const it = Object.create(prototype);
    Object.defineProperty(it, kTarget, { value: { target, kind, index: 0 } });
    return it;
  };
  const methods = {
    keys() { return make(this, 'key'); },
    values() { return make(this, 'value'); },
    entries() { return make(this, 'key+value'); },
    forEach(callback, thisArg = undefined) {
      if (!isInstance(this)) throw illegal();
      if (arguments.length === 0) throw new TypeError(`${name}.forEach: 1 argument required, but 0 found.`);
      if (typeof callback !== 'function') throw new TypeError(`Failed to execute 'forEach' on '${name}': parameter 1 is not of type 'Function'.`);
      for (let i = 0; i < list(this).length; i++) {
        const pair = list(this)[i];
        callback.call(thisArg, pair[1], pair[0], this);
      }
    },
  };
  for (const key of ['keys', 'values', 'entries', 'forEach']) {
    Object.defineProperty(Class.prototype, key, { value: methods[key], writable: true, enumerable: true, configurable: true });
  }
  Object.defineProperty(Class.prototype, Symbol.iterator, { value: methods.entries, writable: true, enumerable: false, configurable: true });
};

enumerable(Headers.prototype, ['append', 'delete', 'get', 'has', 'set', 'getSetCookie']);
iterable(Headers, 'Headers', (headers) => listOf(headers).entries(), isHeaders);
tag(Headers, 'Headers');
Object.defineProperty(Headers, 'length', { value: 0, configurable: true });

exports.Headers = Headers;
exports.HeaderList = HeaderList;
exports.isHeaders = isHeaders;
exports.listOf = listOf;
exports.headersOf = headersOf;
exports.fill = fill;
exports.iterable = iterable;
exports.isToken = isToken;
exports.illegal = illegal;
