// The built-ins that goja lacks, and guards around those that would take the process down. A function of the native helpers in
// es.go; it runs once in every VM before any other code, so it only defines things, and does what it can lazily.
(function (native) {
  const define = (target, name, value) => {
    Object.defineProperty(target, name, { value, writable: true, enumerable: false, configurable: true });
  };
  const getter = (target, name, get) => {
    Object.defineProperty(target, name, { get, set: undefined, enumerable: false, configurable: true });
  };
  // Methods are taken from an object literal so that they have their name and length and are no constructors.
  const methods = (target, source) => {
    const keys = Reflect.ownKeys(source);
    for (let i = 0; i < keys.length; i++) define(target, keys[i], source[keys[i]]);
  };
  const isObject = (v) => (typeof v === 'object' && v !== null) || typeof v === 'function';
  const global = globalThis;
  Object.defineProperty(global, 'global', { value: global, writable: true, enumerable: true, configurable: true });

  // Symbols first: everything below and esbuild's lowered async iteration look for them.
  const symbols = ['asyncIterator', 'dispose', 'asyncDispose'];
  for (let i = 0; i < symbols.length; i++) {
    if (Symbol[symbols[i]] === undefined) {
      Object.defineProperty(Symbol, symbols[i], {
        value: Symbol('Symbol.' + symbols[i]), writable: false, enumerable: false, configurable: false,
      });
    }
  }

  // ---- Errors ----
  define(Error, 'stackTraceLimit', 10);
  Object.defineProperty(Error, 'stackTraceLimit', { enumerable: true });
  methods(Error, {
    captureStackTrace(object, constructorOpt) {
      if (!isObject(object)) throw new TypeError(`Invalid argument`);
      if (typeof Error.prepareStackTrace === 'function') {
        // An error of its own carries the frames to the hook, which is told of the object.
        const hook = Error.prepareStackTrace;
        const carrier = new Error();
        Error.prepareStackTrace = (_, sites) => hook.call(Error, object, sites);
        let stack;
        try {
          stack = global['stack\u200c'](carrier);
        } finally {
          Error.prepareStackTrace = hook;
        }
        Object.defineProperty(object, 'stack', { value: stack, writable: true, enumerable: false, configurable: true });
        return;
      }
      const limit = Error.stackTraceLimit;
      const frames = typeof limit === 'number' ? native.captureStack(2, limit, constructorOpt) : '';
      let head;
      try {
        head = Error.prototype.toString.call(object);
      } catch {
        head = 'Error';
      }
      if (head === '[object Object]') head = 'Error';
      Object.defineProperty(object, 'stack', { value: head + frames, writable: true, enumerable: false, configurable: true });
    },
  });
  class SuppressedError extends Error {
    constructor(error, suppressed, message) {
      super(message);
      if (message === undefined) delete this.message;
      define(this, 'error', error);
      define(this, 'suppressed', suppressed);
    }
  }
  define(SuppressedError.prototype, 'name', 'SuppressedError');
  define(SuppressedError.prototype, 'message', '');
  if (!global.SuppressedError) define(global, 'SuppressedError', SuppressedError);

  // ---- Promise, Object, Map ----
  methods(Promise, {
    withResolvers() {
      let resolve, reject;
      const promise = new this((res, rej) => { resolve = res; reject = rej; });
      return { promise, resolve, reject };
    },
    try(callback, ...args) {
      return new this((resolve) => resolve(callback(...args)));
    },
  });
  const groupInto = (items, callback, add) => {
    if (items === null || items === undefined) throw new TypeError(`${items} is not iterable`);
    if (typeof callback !== 'function') throw new TypeError(`${String(callback)} is not a function`);
    let i = 0;
    for (const item of items) add(callback(item, i++), item);
  };
  methods(Object, {
    groupBy(items, callback) {
      const groups = Object.create(null);
      groupInto(items, callback, (key, item) => {
        const k = typeof key === 'symbol' ? key : String(key);
        if (k in groups) groups[k].push(item);
        else groups[k] = [item];
      });
      return groups;
    },
  });
  methods(Map, {
    groupBy(items, callback) {
      const groups = new Map();
      groupInto(items, callback, (key, item) => {
        const group = groups.get(key);
        if (group) group.push(item);
        else groups.set(key, [item]);
      });
      return groups;
    },
  });
  const accessor = (kind) => function (name, f) {
    if (typeof f !== 'function') throw new TypeError(`Object.prototype.__define${kind === 'get' ? 'Getter' : 'Setter'}__: Expecting function`);
    const desc = { enumerable: true, configurable: true };
    desc[kind] = f;
    Object.defineProperty(Object(this), name, desc);
  };
  const lookup = (kind) => function (name) {
    for (let o = Object(this); o !== null; o = Object.getPrototypeOf(o)) {
      const desc = Object.getOwnPropertyDescriptor(o, name);
      if (desc) return desc[kind];
    }
  };
  methods(Object.prototype, {
    __defineGetter__: accessor('get'), __defineSetter__: accessor('set'),
    __lookupGetter__: lookup('get'), __lookupSetter__: lookup('set'),
  });

  // ---- Strings ----
  const { padStart } = String.prototype;
  const asString = (receiver, name) => {
    if (receiver === null || receiver === undefined) throw new TypeError(`String.prototype.${name} called on null or undefined`);
    return String(receiver);
  };
  methods(String.prototype, {
    isWellFormed() { return native.isWellFormed(asString(this, 'isWellFormed')); },
    toWellFormed() { return native.toWellFormed(asString(this, 'toWellFormed')); },
  });

  // ---- Dates ----
  const { toISOString } = Date.prototype;
  methods(Date.prototype, {
    toISOString() {
      const year = Date.prototype.getUTCFullYear.call(this);
      const text = toISOString.call(this);
      if (!(year < 0 || year > 9999)) return text;
      // An expanded year has a sign and six digits (ECMA-262, 21.4.1.32).
      return (year < 0 ? '-' : '+') + padStart.call(Math.abs(year), 6, '0') + text.slice(text.indexOf('-', 1));
    },
  });

  // ---- Iterators ----
  const IteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
  if (global.Iterator === undefined) {
    const Iterator = function Iterator() {
      if (new.target === undefined || new.target === Iterator) throw new TypeError('Abstract class Iterator not directly constructable');
    };
    Object.defineProperty(Iterator, 'prototype', { value: IteratorPrototype, writable: false, enumerable: false, configurable: false });
    // Both are accessors in the specification, whose setters keep assignments to objects that inherit from it working.
    const inherited = (key, value) => {
      Object.defineProperty(IteratorPrototype, key, {
        get() { return value; },
        set(v) {
          if (!isObject(this) || this === IteratorPrototype) throw new TypeError('Cannot assign to this property');
          if (Object.prototype.hasOwnProperty.call(this, key)) this[key] = v;
          else Object.defineProperty(this, key, { value: v, writable: true, enumerable: true, configurable: true });
        },
        enumerable: false, configurable: true,
      });
    };
    inherited('constructor', Iterator);
    inherited(Symbol.toStringTag, 'Iterator');
    define(global, 'Iterator', Iterator);

    const direct = (receiver) => {
      if (!isObject(receiver)) throw new TypeError('Iterator helper called on a value that is not an object');
      return { iterator: receiver, next: receiver.next };
    };
    const step = (it) => {
      const result = it.next.call(it.iterator);
      if (!isObject(result)) throw new TypeError(`Iterator result ${String(result)} is not an object`);
      return result;
    };
    const close = (it) => {
      const end = it.iterator.return;
      if (end !== undefined && end !== null) end.call(it.iterator);
    };
    const closeAndThrow = (it, error) => {
      try { close(it); } catch { /* the first error counts */ }
      throw error;
    };
    const callable = (it, f) => {
      if (typeof f !== 'function') closeAndThrow(it, new TypeError(`${String(f)} is not a function`));
    };
    const HelperPrototype = Object.create(IteratorPrototype);
    const state = new WeakMap();
    methods(HelperPrototype, {
      next() {
        const s = state.get(this);
        if (!s) throw new TypeError('Iterator helper method called on incompatible receiver');
        if (s.running) throw new TypeError('Generator is already running');
        if (s.done) return { value: undefined, done: true };
        s.running = true;
        try {
          const result = s.next();
          if (result === undefined) { s.done = true; return { value: undefined, done: true }; }
          return { value: result.value, done: false };
        } catch (e) {
          s.done = true;
          throw e;
        } finally {
          s.running = false;
        }
      },
      return() {
        const s = state.get(this);
        if (!s) throw new TypeError('Iterator helper method called on incompatible receiver');
        if (!s.done) {
          s.done = true;
          if (s.inner) { const inner = s.inner; s.inner = undefined; try { close(inner); } catch (e) { closeAndThrow(s.it, e); } }
          close(s.it);
        }
        return { value: undefined, done: true };
      },
    });
    Object.defineProperty(HelperPrototype, Symbol.toStringTag, { value: 'Iterator Helper', configurable: true });
    const helper = (it, next) => {
      const h = Object.create(HelperPrototype);
      state.set(h, { it, next, done: false, running: false, inner: undefined });
      return h;
    };
    const count = (it, n) => {
      const number = Number(n);
      if (number !== number) closeAndThrow(it, new RangeError(`${String(n)} must be positive`));
      const whole = Math.trunc(number);
      if (whole < 0) closeAndThrow(it, new RangeError(`${String(n)} must be positive`));
      return whole;
    };
    const flattenable = (value, strings) => {
      if (!isObject(value) && !(strings && typeof value === 'string')) throw new TypeError(`${String(value)} is not an object`);
      const method = value[Symbol.iterator];
      const iterator = method === undefined || method === null ? value : method.call(value);
      if (!isObject(iterator)) throw new TypeError(`${String(iterator)} is not an object`);
      return { iterator, next: iterator.next };
    };
    methods(IteratorPrototype, {
      map(mapper) {
        const it = direct(this);
        callable(it, mapper);
        let i = 0;
        return helper(it, () => {
          const r = step(it);
          if (r.done) return undefined;
          try { return { value: mapper(r.value, i++) }; } catch (e) { closeAndThrow(it, e); }
        });
      },
      filter(predicate) {
        const it = direct(this);
        callable(it, predicate);
        let i = 0;
        return helper(it, () => {
          for (;;) {
            const r = step(it);
            if (r.done) return undefined;
            const value = r.value;
            try { if (predicate(value, i++)) return { value }; } catch (e) { closeAndThrow(it, e); }
          }
        });
      },
      take(limit) {
        const it = direct(this);
        let left = count(it, limit);
        return helper(it, () => {
          if (left === 0) { close(it); return undefined; }
          left--;
          const r = step(it);
          return r.done ? undefined : { value: r.value };
        });
      },
      drop(limit) {
        const it = direct(this);
        let left = count(it, limit);
        return helper(it, () => {
          for (; left > 0; left--) if (step(it).done) return undefined;
          const r = step(it);
          return r.done ? undefined : { value: r.value };
        });
      },
      flatMap(mapper) {
        const it = direct(this);
        callable(it, mapper);
        let i = 0;
        const h = helper(it, () => {
          const s = state.get(h);
          for (;;) {
            if (s.inner) {
              let r;
              try { r = step(s.inner); } catch (e) { closeAndThrow(it, e); }
              if (!r.done) return { value: r.value };
              s.inner = undefined;
            }
            const r = step(it);
            if (r.done) return undefined;
            try { s.inner = flattenable(mapper(r.value, i++), false); } catch (e) { closeAndThrow(it, e); }
          }
        });
        return h;
      },
      reduce(reducer, ...initial) {
        const it = direct(this);
        callable(it, reducer);
        let i = 0;
        let acc;
        if (initial.length > 0) acc = initial[0];
        else {
          const r = step(it);
          if (r.done) throw new TypeError('Reduce of a done iterator with no initial value');
          acc = r.value;
          i = 1;
        }
        for (;;) {
          const r = step(it);
          if (r.done) return acc;
          try { acc = reducer(acc, r.value, i++); } catch (e) { closeAndThrow(it, e); }
        }
      },
      toArray() {
        const it = direct(this);
        const out = [];
        for (;;) {
          const r = step(it);
          if (r.done) return out;
          out.push(r.value);
        }
      },
      forEach(f) {
        const it = direct(this);
        callable(it, f);
        let i = 0;
        for (;;) {
          const r = step(it);
          if (r.done) return;
          try { f(r.value, i++); } catch (e) { closeAndThrow(it, e); }
        }
      },
      some(predicate) {
        const it = direct(this);
        callable(it, predicate);
        let i = 0;
        for (;;) {
          const r = step(it);
          if (r.done) return false;
          let found;
          try { found = predicate(r.value, i++); } catch (e) { closeAndThrow(it, e); }
          if (found) { close(it); return true; }
        }
      },
      every(predicate) {
        const it = direct(this);
        callable(it, predicate);
        let i = 0;
        for (;;) {
          const r = step(it);
          if (r.done) return true;
          let holds;
          try { holds = predicate(r.value, i++); } catch (e) { closeAndThrow(it, e); }
          if (!holds) { close(it); return false; }
        }
      },
      find(predicate) {
        const it = direct(this);
        callable(it, predicate);
        let i = 0;
        for (;;) {
          const r = step(it);
          if (r.done) return undefined;
          let found;
          try { found = predicate(r.value, i++); } catch (e) { closeAndThrow(it, e); }
          if (found) { close(it); return r.value; }
        }
      },
      [Symbol.dispose]() {
        const end = this.return;
        if (end !== undefined && end !== null) end.call(this);
      },
    });
    const WrapPrototype = Object.create(IteratorPrototype);
    methods(WrapPrototype, {
      next() { const it = state.get(this); return it.next.call(it.iterator); },
      return() {
        const it = state.get(this);
        const end = it.iterator.return;
        return end === undefined || end === null ? { value: undefined, done: true } : end.call(it.iterator);
      },
    });
    methods(Iterator, {
      from(value) {
        const it = flattenable(value, true);
        if (it.iterator instanceof Iterator) return it.iterator;
        const wrap = Object.create(WrapPrototype);
        state.set(wrap, it);
        return wrap;
      },
    });
  }

  methods(Array, {
    async fromAsync(items, mapper, thisArg) {
      if (mapper !== undefined && typeof mapper !== 'function') throw new TypeError(`${String(mapper)} is not a function`);
      const make = typeof this === 'function' && this.prototype ? this : Array;
      const asyncMethod = items[Symbol.asyncIterator];
      const syncMethod = items[Symbol.iterator];
      const put = (out, i, value) => Object.defineProperty(out, i, { value, writable: true, enumerable: true, configurable: true });
      if (asyncMethod === undefined && syncMethod === undefined) {
        const length = Math.min(Math.max(Math.trunc(Number(items.length)) || 0, 0), Number.MAX_SAFE_INTEGER);
        const out = new make(length);
        for (let i = 0; i < length; i++) {
          let value = await items[i];
          if (mapper) value = await mapper.call(thisArg, value, i);
          put(out, i, value);
        }
        out.length = length;
        return out;
      }
      const out = new make();
      const iterator = (asyncMethod ?? syncMethod).call(items);
      let i = 0;
      for (; ; i++) {
        const r = asyncMethod === undefined ? iterator.next() : await iterator.next();
        if (!isObject(r)) throw new TypeError(`Iterator result ${String(r)} is not an object`);
        if (r.done) break;
        try {
          let value = asyncMethod === undefined ? await r.value : r.value;
          if (mapper) value = await mapper.call(thisArg, value, i);
          put(out, i, value);
        } catch (e) {
          if (iterator.return) await iterator.return();
          throw e;
        }
      }
      out.length = i;
      return out;
    },
  });

  // ---- Weak collections ----
  // goja's WeakMap keeps a value, and so its key when the value reaches it, for ever. Here the value lives in a private field of
  // the key itself, so both go together. Every map makes a class of its own, when something is first set in it.
  const GONE = Symbol('deleted');
  const makeStore = () => class extends (function (key) { return key; }) {
    #value;
    constructor(key, value) { super(key); this.#value = value; }
    static get(key) { return (#value in key) ? key.#value : GONE; }
    static put(key, value) { key.#value = value; }
    static knows(key) { return (#value in key); }
  };
  const weakTable = (name) => ({
    store: undefined,
    symbols: undefined,
    get(key) {
      if (isObject(key)) return this.store === undefined ? GONE : this.store.get(key);
      return this.symbols !== undefined && this.symbols.has(key) ? this.symbols.get(key) : GONE;
    },
    set(key, value) {
      if (isObject(key)) {
        if (this.store === undefined) this.store = makeStore();
        if (this.store.knows(key)) this.store.put(key, value);
        else new this.store(key, value);
      } else if (typeof key === 'symbol' && Symbol.keyFor(key) === undefined) {
        if (this.symbols === undefined) this.symbols = new Map();
        this.symbols.set(key, value);
      } else {
        throw new TypeError(`Invalid value used ${name === 'WeakSet' ? 'in weak set' : 'as weak map key'}`);
      }
    },
    delete(key) {
      const had = this.get(key) !== GONE;
      if (had) {
        if (isObject(key)) this.store.put(key, GONE);
        else this.symbols.delete(key);
      }
      return had;
    },
  });
  const WeakMapImpl = class WeakMap {
    #table = weakTable('WeakMap');
    constructor(entries = undefined) {
      if (entries !== undefined && entries !== null) {
        const set = this.set;
        if (typeof set !== 'function') throw new TypeError(`'${String(set)}' returned for property 'set' of object '#<WeakMap>' is not a function`);
        for (const entry of entries) {
          if (!isObject(entry)) throw new TypeError(`Iterator value ${String(entry)} is not an entry object`);
          set.call(this, entry[0], entry[1]);
        }
      }
    }
    delete(key) { return this.#table.delete(key); }
    get(key) { const v = this.#table.get(key); return v === GONE ? undefined : v; }
    set(key, value) { this.#table.set(key, value); return this; }
    has(key) { return this.#table.get(key) !== GONE; }
    static isWeakMap(v) { return isObject(v) && (#table in v); }
  };
  const WeakSetImpl = class WeakSet {
    #table = weakTable('WeakSet');
    constructor(values = undefined) {
      if (values !== undefined && values !== null) {
        const add = this.add;
        if (typeof add !== 'function') throw new TypeError(`'${String(add)}' returned for property 'add' of object '#<WeakSet>' is not a function`);
        for (const value of values) add.call(this, value);
      }
    }
    delete(value) { return this.#table.delete(value); }
    has(value) { return this.#table.get(value) !== GONE; }
    add(value) { this.#table.set(value, true); return this; }
    static isWeakSet(v) { return isObject(v) && (#table in v); }
  };
  const brands = { isWeakMap: WeakMapImpl.isWeakMap, isWeakSet: WeakSetImpl.isWeakSet };
  delete WeakMapImpl.isWeakMap;
  delete WeakSetImpl.isWeakSet;
  Object.defineProperty(WeakMapImpl.prototype, Symbol.toStringTag, { value: 'WeakMap', configurable: true });
  Object.defineProperty(WeakSetImpl.prototype, Symbol.toStringTag, { value: 'WeakSet', configurable: true });
  define(global, 'WeakMap', WeakMapImpl);
  define(global, 'WeakSet', WeakSetImpl);

  class WeakRef {
    #deref;
    constructor(target) {
      if (!isObject(target) && (typeof target !== 'symbol' || Symbol.keyFor(target) !== undefined)) {
        throw new TypeError('WeakRef: target must be an object');
      }
      this.#deref = native.weakRef(target);
    }
    deref() { return this.#deref(); }
    static isWeakRef(v) { return isObject(v) && (#deref in v); }
  }
  brands.isWeakRef = WeakRef.isWeakRef;
  delete WeakRef.isWeakRef;
  Object.defineProperty(WeakRef.prototype, Symbol.toStringTag, { value: 'WeakRef', configurable: true });
  define(global, 'WeakRef', WeakRef);

  // The specification lets an implementation never call the callback, and a VM between two requests has nowhere to call it.
  class FinalizationRegistry {
    #cleanup;
    constructor(cleanup) {
      if (typeof cleanup !== 'function') throw new TypeError('FinalizationRegistry: cleanup must be callable');
      this.#cleanup = cleanup;
    }
    register(target, held, token) {
      if (!isObject(target) && typeof target !== 'symbol') throw new TypeError('FinalizationRegistry.prototype.register: invalid target');
      if (target === held) throw new TypeError('FinalizationRegistry.prototype.register: target and holdings must not be same');
      void token;
    }
    unregister(token) {
      if (!isObject(token) && typeof token !== 'symbol') throw new TypeError(`Invalid unregisterToken ('${String(token)}')`);
      return false;
    }
  }
  Object.defineProperty(FinalizationRegistry.prototype, Symbol.toStringTag, { value: 'FinalizationRegistry', configurable: true });
  define(global, 'FinalizationRegistry', FinalizationRegistry);

  // ---- ArrayBuffer ----
  const byteLength = Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, 'byteLength').get;
  const transfer = (buffer, length) => {
    byteLength.call(buffer);
    if (native.isDetached(buffer)) throw new TypeError('Cannot perform ArrayBuffer.prototype.transfer on a detached ArrayBuffer');
    const size = length === undefined ? byteLength.call(buffer) : Math.trunc(Number(length)) || 0;
    const out = new ArrayBuffer(size);
    const from = new Uint8Array(buffer);
    new Uint8Array(out).set(size < from.length ? from.subarray(0, size) : from);
    native.detach(buffer);
    return out;
  };
  methods(ArrayBuffer.prototype, {
    transfer(length) { return transfer(this, length); },
    transferToFixedLength(length) { return transfer(this, length); },
  });
  getter(ArrayBuffer.prototype, 'detached', function detached() { return native.isDetached(this); });

  // ---- Regular expressions ----
  // goja misreads \p{…} and refuses the flags v and d. Literals are rewritten when a script is compiled (regexp.go); here the same
  // is done for the constructor, and the original text is given back by source and flags.
  const NativeRegExp = RegExp;
  const protoSource = Object.getOwnPropertyDescriptor(NativeRegExp.prototype, 'source').get;
  const PatchedRegExp = function RegExp(pattern, flags) {
    const isRegExp = isObject(pattern) && (pattern[Symbol.match] !== undefined ? !!pattern[Symbol.match] : pattern instanceof NativeRegExp);
    if (new.target === undefined && isRegExp && flags === undefined && pattern.constructor === PatchedRegExp) return pattern;
    let source = pattern, f = flags;
    if (isRegExp) {
      source = pattern.source;
      if (f === undefined) f = pattern.flags;
    }
    source = source === undefined ? '' : String(source);
    f = f === undefined ? '' : String(f);
    const rewritten = native.rewriteRegExp(source, f);
    const target = new.target === undefined ? PatchedRegExp : new.target;
    if (rewritten === undefined) return Reflect.construct(NativeRegExp, [source, f], target);
    const re = Reflect.construct(NativeRegExp, [rewritten.source, rewritten.flags], target);
    if (f.includes('d')) define(re, 'exec', target === PatchedRegExp ? execWithIndices : subclassExec(target, re.exec));
    return re;
  };
  // An instance of a subclass runs the subclass's exec, whose super.exec must give indices too: goja's own exec is in its place
  // for that long, so that every other expression keeps the fast one.
  const subclassExec = (target, exec) => (exec === nativeExec ? execWithIndices : function (string) {
    const before = NativeRegExp.prototype.exec;
    NativeRegExp.prototype.exec = execWithIndices;
    try {
      return exec.call(this, string);
    } finally {
      NativeRegExp.prototype.exec = before;
    }
  });
  const nativeExec = NativeRegExp.prototype.exec;
  function execWithIndices(string) {
    if (!this.hasIndices) return nativeExec.call(this, string);
    const match = nativeExec.call(this, string);
    if (match === null) return null;
    const spans = native.matchIndices(protoSource.call(this), this.flags, match.input, match.index);
    const indices = spans.groups;
    indices.groups = spans.names;
    match.indices = indices;
    return match;
  }
  Object.defineProperty(PatchedRegExp, 'prototype', { value: NativeRegExp.prototype, writable: false, enumerable: false, configurable: false });
  Object.defineProperty(PatchedRegExp, 'length', { value: 2, configurable: true });
  define(NativeRegExp.prototype, 'constructor', PatchedRegExp);
  Object.defineProperty(PatchedRegExp, Symbol.species, { get() { return this; }, configurable: true });
  const original = (re) => native.originalPattern(protoSource.call(re));
  getter(NativeRegExp.prototype, 'source', function () {
    const text = protoSource.call(this);
    const o = native.originalPattern(text);
    return slashes(o === undefined ? text : o.source);
  });
  // goja escapes a slash as \u002f where the specification (EscapeRegExpPattern) and V8 write \/, and not at all inside a class.
  const slashes = (text) => {
    if (!text.includes('/') && !text.includes('\\u002f')) return text;
    let out = '';
    let inClass = false;
    for (let i = 0; i < text.length; i++) {
      const c = text[i];
      if (c === '\\') {
        if (text.startsWith('\\u002f', i)) {
          out += inClass ? '/' : '\\/';
          i += 5;
        } else {
          out += c + (text[++i] ?? '');
        }
        continue;
      }
      if (c === '[') inClass = true;
      else if (c === ']') inClass = false;
      out += c === '/' && !inClass ? '\\/' : c;
    }
    return out;
  };
  const flagGetter = (name, letter) => getter(NativeRegExp.prototype, name, function () {
    if (this === NativeRegExp.prototype) return undefined;
    const o = original(this);
    return o !== undefined && o.flags.includes(letter);
  });
  flagGetter('unicodeSets', 'v');
  flagGetter('hasIndices', 'd');
  getter(NativeRegExp.prototype, 'flags', function () {
    if (!isObject(this)) throw new TypeError('RegExp.prototype.flags getter called on non-object ' + String(this));
    let out = '';
    if (this.hasIndices) out += 'd';
    if (this.global) out += 'g';
    if (this.ignoreCase) out += 'i';
    if (this.multiline) out += 'm';
    if (this.dotAll) out += 's';
    if (this.unicodeSets) out += 'v';
    else if (this.unicode) out += 'u';
    if (this.sticky) out += 'y';
    return out;
  });
  methods(NativeRegExp.prototype, {
    toString() {
      if (!isObject(this)) throw new TypeError(`Method RegExp.prototype.toString called on incompatible receiver ${String(this)}`);
      return `/${this.source}/${this.flags}`;
    },
  });
  methods(PatchedRegExp, {
    escape(string) {
      if (typeof string !== 'string') throw new TypeError(`${String(string)} is not a string`);
      let out = '';
      for (let i = 0; i < string.length; i++) {
        const c = string[i];
        const code = string.charCodeAt(i);
        if (i === 0 && /[0-9A-Za-z]/.test(c)) out += '\\x' + code.toString(16).padStart(2, '0');
        else if ('^$\\.*+?()[]{}|/'.includes(c)) out += '\\' + c;
        else if ('\t\n\v\f\r'.includes(c)) out += '\\' + 'tnvfr'['\t\n\v\f\r'.indexOf(c)];
        else if (",-=<>#&!%:;@~'`\"".includes(c) || (code < 0x100 && /\s/.test(c))) out += '\\x' + code.toString(16).padStart(2, '0');
        else if (/\s/.test(c) || (code >= 0xd800 && code <= 0xdfff && !isPair(string, i))) out += '\\u' + code.toString(16).padStart(4, '0');
        else out += c;
      }
      return out;
    },
  });
  const isPair = (s, i) => {
    const c = s.charCodeAt(i);
    if (c < 0xdc00) { const d = s.charCodeAt(i + 1); return d >= 0xdc00 && d <= 0xdfff; }
    const b = s.charCodeAt(i - 1);
    return b >= 0xd800 && b <= 0xdbff;
  };
  define(global, 'RegExp', PatchedRegExp);

  // ---- Guards ----
  // One call of these can ask for more memory than the machine has; Go's runtime then ends the process. V8 has limits of its own.
  const maxString = native.maxAlloc > 0 ? Math.min(native.maxAlloc, 536870888) : 536870888;
  const maxBuffer = native.maxAlloc > 0 ? native.maxAlloc : 2 ** 33;
  const maxArray = native.maxAlloc > 0 ? Math.floor(native.maxAlloc / 16) : 2 ** 27;
  const { repeat, padEnd } = String.prototype;
  const toLength = (n) => Math.min(Math.max(Math.trunc(Number(n)) || 0, 0), Number.MAX_SAFE_INTEGER);
  methods(String.prototype, {
    repeat(count) {
      const text = asString(this, 'repeat');
      const n = Math.trunc(Number(count)) || 0;
      if (n < 0 || n === Infinity) throw new RangeError(`Invalid count value: ${String(count)}`);
      if (text.length * n > maxString) throw new RangeError('Invalid string length');
      return repeat.call(text, n);
    },
    padStart(maxLength, ...fill) {
      if (toLength(maxLength) > maxString) throw new RangeError('Invalid string length');
      return padStart.call(this, maxLength, ...fill);
    },
    padEnd(maxLength, ...fill) {
      if (toLength(maxLength) > maxString) throw new RangeError('Invalid string length');
      return padEnd.call(this, maxLength, ...fill);
    },
  });
  const { fill, join } = Array.prototype;
  const arrayFrom = Array.from;
  methods(Array.prototype, {
    fill(value, ...range) {
      if (toLength(this.length) > maxArray) throw new RangeError('Invalid array length');
      return fill.call(this, value, ...range);
    },
    join(separator) {
      const length = toLength(this.length);
      if (length > 65536) {
        const sep = separator === undefined ? 1 : String(separator).length;
        if (length > maxArray || length * sep > maxString) throw new RangeError('Invalid string length');
      }
      return join.call(this, separator);
    },
  });
  Object.defineProperty(Array.prototype.fill, 'length', { value: 1, configurable: true });
  methods(Array, {
    from(items, ...rest) {
      if (isObject(items) && items[Symbol.iterator] === undefined && toLength(items.length) > maxArray) throw new RangeError('Invalid array length');
      return arrayFrom.call(this, items, ...rest);
    },
  });
  const guardConstructor = (name, bytes) => {
    const Native = global[name];
    const make = { [name]: function (a, b, c) {
      if (new.target === undefined) throw new TypeError(`Constructor ${name} requires 'new'`);
      if (typeof a === 'number' && a * bytes > maxBuffer) {
        throw new RangeError(name === 'ArrayBuffer' ? 'Array buffer allocation failed' : `Invalid typed array length: ${a}`);
      }
      const n = arguments.length;
      return Reflect.construct(Native, n === 1 ? [a] : n === 0 ? [] : n === 2 ? [a, b] : [a, b, c], new.target);
    } };
    const guarded = make[name];
    const keys = Reflect.ownKeys(Native);
    for (let i = 0; i < keys.length; i++) Object.defineProperty(guarded, keys[i], Object.getOwnPropertyDescriptor(Native, keys[i]));
    Object.setPrototypeOf(guarded, Object.getPrototypeOf(Native));
    define(Native.prototype, 'constructor', guarded);
    define(global, name, guarded);
    // Go, which has the memory already, makes its Uint8Arrays with the native constructor (node.VM.Uint8Array).
    if (name === 'Uint8Array') Object.defineProperty(global, 'Uint8Array\u200c', { value: Native });
  };
  guardConstructor('ArrayBuffer', 1);
  const sizes = { Int8Array: 1, Uint8Array: 1, Uint8ClampedArray: 1, Int16Array: 2, Uint16Array: 2, Int32Array: 4, Uint32Array: 4, Float32Array: 4, Float64Array: 8, BigInt64Array: 8, BigUint64Array: 8 };
  const names = Object.keys(sizes);
  for (let i = 0; i < names.length; i++) guardConstructor(names[i], sizes[names[i]]);

  // await of a value is rewritten to await of this function of it (rewrite.go). The then of a thenable that is no promise is called
  // in a promise job of its own, as the specification says, but in one that carries the async context of the code that awaits.
  const settled = Promise.resolve();
  const NativePromise = Promise;
  const promiseThen = Promise.prototype.then;
  Object.defineProperty(global, 'awaited\u200c', {
    value: native.awaited((thenable, then) => new NativePromise((resolve, reject) => {
      Reflect.apply(promiseThen, settled, [() => {
        try {
          Reflect.apply(then, thenable, [resolve, reject]);
        } catch (err) {
          reject(err);
        }
      }]);
    })),
  });

  // The operator ** is rewritten to a call of this (rewrite.go), so that it gives what Math.pow gives.
  Object.defineProperty(global, 'power\u200c', {
    value: (a, b) => (typeof a === 'number' && typeof b === 'number' ? Math.pow(a, b) : power(a, b)),
  });
  const power = (a, b) => {
    const x = numeric(a), y = numeric(b);
    return typeof x === 'number' && typeof y === 'number' ? Math.pow(x, y) : x ** y;
  };
  const numeric = (v) => {
    const p = isObject(v) ? toPrimitive(v) : v;
    return typeof p === 'bigint' ? p : Number(typeof p === 'symbol' ? p + 0 : p);
  };
  const toPrimitive = (v) => {
    const exotic = v[Symbol.toPrimitive];
    if (exotic !== undefined && exotic !== null) return exotic.call(v, 'number');
    const first = v.valueOf();
    return isObject(first) ? v.toString() : first;
  };

  return brands;
});
