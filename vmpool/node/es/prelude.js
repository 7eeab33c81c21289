// The built-ins that goja lacks, and guards around those that would take the process down. A function of the native helpers in
// es.go; it runs once in every VM before any other code, so it only defines things, and does what it can lazily.
(function (native) {
  const define = (target, name, value) => {
    Object.defineProperty(target, name, { value, writable: true, enumerable: false, configurable: true });
  };
  const getter = (target, name, get) => {
    Object.defineProperty(get, 'name', { value: typeof name === 'symbol' ? `get [${name.description}]` : `get ${name}`, configurable: true });
    Object.defineProperty(target, name, { get, set: undefined, enumerable: false, configurable: true });
  };
  // Methods are taken from an object literal so that they have their name and length and are no constructors.
  const methods = (target, source) => {
    const keys = Reflect.ownKeys(source);
    for (let i = 0; i < keys.length; i++) define(target, keys[i], source[keys[i]]);
  };
  const isObject = (v) => (typeof v === 'object' && v !== null) || typeof v === 'function';
  // ECMA-262, 7.1.1 ToPrimitive of an object, hint "number" or "default".
  const primitive = (v, hint) => {
    const exotic = v[Symbol.toPrimitive];
    if (exotic !== undefined && exotic !== null) {
      const result = exotic.call(v, hint);
      if (isObject(result)) throw new TypeError('Cannot convert object to primitive value');
      return result;
    }
    if (typeof v.valueOf === 'function') {
      const first = v.valueOf();
      if (!isObject(first)) return first;
    }
    if (typeof v.toString === 'function') {
      const second = v.toString();
      if (!isObject(second)) return second;
    }
    throw new TypeError('Cannot convert object to primitive value');
  };
  const global = globalThis;
  Object.defineProperty(global, 'global', { value: global, writable: true, enumerable: true, configurable: true });

  // Symbols first: everything below and esbuild's lowered async iteration look for them.
  const symbols = ['asyncIterator', 'dispose', 'asyncDispose'];
  for (let i = 0; i < symbols.length; i++) {
    if (Symbol[symbols[i]] === undefined) {
      Object.defineProperty(Symbol, symbols[i], {
        value: Symbol((i === 0 ? 'Symbol.' : 'nodejs.') + symbols[i]), writable: false, enumerable: false, configurable: false,
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
  // ---- Objects ----
  const defineAccessor = (object, name, f, kind) => {
    if (typeof f !== 'function') throw new TypeError(`Object.prototype.__define${kind === 'get' ? 'Getter' : 'Setter'}__: Expecting function`);
    const desc = { enumerable: true, configurable: true };
    desc[kind] = f;
    Object.defineProperty(object, name, desc);
  };
  const lookupAccessor = (object, name, kind) => {
    for (let o = object; o !== null; o = Object.getPrototypeOf(o)) {
      const desc = Object.getOwnPropertyDescriptor(o, name);
      if (desc) return desc[kind];
    }
  };
  methods(Object.prototype, {
    __defineGetter__(name, f) { defineAccessor(Object(this), name, f, 'get'); },
    __defineSetter__(name, f) { defineAccessor(Object(this), name, f, 'set'); },
    __lookupGetter__(name) { return lookupAccessor(Object(this), name, 'get'); },
    __lookupSetter__(name) { return lookupAccessor(Object(this), name, 'set'); },
  });

  // goja makes the prototype of a function when it is first asked for; V8's comes after length and name.
  const { ownKeys } = Reflect;
  const { getOwnPropertyNames, getOwnPropertyDescriptors } = Object;
  methods(Reflect, { ownKeys(target) { return ownKeys(native.complete(target)); } });
  methods(Object, {
    getOwnPropertyNames(object) { return getOwnPropertyNames(native.complete(object)); },
    getOwnPropertyDescriptors(object) { return getOwnPropertyDescriptors(native.complete(object)); },
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

  // ECMA-262, B.2.2.
  const html = (receiver, name, tag, attribute, value) => {
    const text = asString(receiver, name);
    const attr = attribute === undefined ? '' : ` ${attribute}="${String(value).replaceAll('"', '&quot;')}"`;
    return `<${tag}${attr}>${text}</${tag}>`;
  };
  methods(String.prototype, {
    anchor(name) { return html(this, 'anchor', 'a', 'name', name); },
    big() { return html(this, 'big', 'big'); },
    blink() { return html(this, 'blink', 'blink'); },
    bold() { return html(this, 'bold', 'b'); },
    fixed() { return html(this, 'fixed', 'tt'); },
    fontcolor(color) { return html(this, 'fontcolor', 'font', 'color', color); },
    fontsize(size) { return html(this, 'fontsize', 'font', 'size', size); },
    italics() { return html(this, 'italics', 'i'); },
    link(url) { return html(this, 'link', 'a', 'href', url); },
    small() { return html(this, 'small', 'small'); },
    strike() { return html(this, 'strike', 'strike'); },
    sub() { return html(this, 'sub', 'sub'); },
    sup() { return html(this, 'sup', 'sup'); },
  });

  // ---- Dates ----
  methods(Date, { parse(string) { return native.parseDate(`${string}`); } });
  // new Date(x) is rewritten to new Date(date(Date, x)); see rewriteobjects.go.
  const NativeDate = Date;
  Object.defineProperty(global, 'date\u200c', {
    value: (constructor, v) => {
      if (constructor !== NativeDate) return v;
      if (typeof v === 'string') return native.parseDate(v);
      if (!isObject(v) || Object.prototype.toString.call(v) === '[object Date]') return v;
      const p = primitive(v, 'default');
      return typeof p === 'string' ? native.parseDate(p) : p;
    },
  });
  const { toISOString, toUTCString, toString: dateToString, toTimeString, getTime } = Date.prototype;
  // goja ends them with an abbreviation.
  const longZone = (date, text) => {
    const at = text.lastIndexOf(' (');
    return at < 0 ? text : `${text.slice(0, at)} (${native.zoneName(getTime.call(date))})`;
  };
  define(Date.prototype, 'toGMTString', toUTCString);
  methods(Date.prototype, {
    toString() { return longZone(this, dateToString.call(this)); },
    toTimeString() { return longZone(this, toTimeString.call(this)); },
    getYear() { return this.getFullYear() - 1900; },
    setYear(year) {
      const y = Number(year);
      if (y !== y) return this.setTime(NaN);
      const whole = Math.trunc(y);
      return this.setFullYear(whole >= 0 && whole <= 99 ? whole + 1900 : whole);
    },
    toISOString() {
      const year = Date.prototype.getUTCFullYear.call(this);
      const text = toISOString.call(this);
      if (!(year < 0 || year > 9999)) return text;
      // An expanded year has a sign and six digits (ECMA-262, 21.4.1.32).
      return (year < 0 ? '-' : '+') + padStart.call(Math.abs(year), 6, '0') + text.slice(text.indexOf('-', 1));
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
  };
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
  }
  Object.defineProperty(WeakRef.prototype, Symbol.toStringTag, { value: 'WeakRef', configurable: true });
  define(global, 'WeakRef', WeakRef);

  // The specification lets an implementation never call the callback, and a VM between two requests has nowhere to call it.
  class FinalizationRegistry {
    #cleanup;
    constructor(cleanup) {
      if (typeof cleanup !== 'function') throw new TypeError('FinalizationRegistry: cleanup must be callable');
      this.#cleanup = cleanup;
    }
    register(target, held) {
      if (!isObject(target) && typeof target !== 'symbol') throw new TypeError('FinalizationRegistry.prototype.register: invalid target');
      if (target === held) throw new TypeError('FinalizationRegistry.prototype.register: target and holdings must not be same');
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

  // goja's buffers have one size for life: a resizable one tells that it is, and may be made as long as it is.
  const maxLengths = new WeakMap();
  getter(ArrayBuffer.prototype, 'resizable', function () {
    byteLength.call(this);
    return maxLengths.has(this);
  });
  getter(ArrayBuffer.prototype, 'maxByteLength', function () {
    const length = byteLength.call(this);
    return maxLengths.has(this) ? maxLengths.get(this) : length;
  });
  methods(ArrayBuffer.prototype, {
    resize(length) {
      const now = byteLength.call(this);
      if (!maxLengths.has(this)) throw new TypeError('Method ArrayBuffer.prototype.resize called on incompatible receiver #<ArrayBuffer>');
      const n = Math.trunc(Number(length)) || 0;
      if (n < 0 || n > maxLengths.get(this)) throw new RangeError('ArrayBuffer.prototype.resize: Invalid length parameter');
      if (n !== now) throw Object.assign(new Error('The ArrayBuffer.prototype.resize method is not implemented'), { code: 'ERR_METHOD_NOT_IMPLEMENTED' });
    },
  });

  // ---- Regular expressions ----
  // goja misreads \p{…} and refuses the flags v and d. Literals are rewritten when a script is compiled (regexp.go); here the same
  // is done for the constructor, and the original text is given back by source and flags.
  const NativeRegExp = RegExp;
  const protoSource = Object.getOwnPropertyDescriptor(NativeRegExp.prototype, 'source').get;
  const PatchedRegExp = function RegExp(pattern, flags) {
    const isRegExp = isObject(pattern) && (pattern[Symbol.match] !== undefined ? !!pattern[Symbol.match] : pattern instanceof NativeRegExp);
    // goja leaves new.target as it is when a constructor calls a function.
    const newTarget = new.target !== undefined && this instanceof new.target ? new.target : undefined;
    if (newTarget === undefined && isRegExp && flags === undefined && pattern.constructor === PatchedRegExp) return pattern;
    let source = pattern, f = flags;
    if (isRegExp) {
      source = pattern.source;
      if (f === undefined) f = pattern.flags;
    }
    source = source === undefined ? '' : String(source);
    f = f === undefined ? '' : String(f);
    const target = newTarget === undefined ? PatchedRegExp : newTarget;
    const known = target === PatchedRegExp ? native.knownRegExp(source, f) : undefined;
    if (known !== undefined) return known;
    const problem = native.checkPattern(source, f);
    if (problem !== undefined) throw new SyntaxError(problem);
    const rewritten = native.rewriteRegExp(source, f);
    let re;
    try {
      re = Reflect.construct(NativeRegExp, rewritten === undefined ? [source, f] : [rewritten.source, rewritten.flags], target);
    } catch (err) {
      throw err instanceof SyntaxError ? new SyntaxError(native.patternError(err.message, source, f)) : err;
    }
    if (target === PatchedRegExp && !f.includes('d')) return native.keepRegExp(source, f, re);
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
  const TypedArray = Object.getPrototypeOf(Int8Array);
  const typedFrom = TypedArray.from;
  methods(TypedArray, {
    // goja takes no primitives, such as strings.
    from(source, ...rest) { return typedFrom.call(this, isObject(source) ? source : arrayFrom(source), ...rest); },
  });
  const guardConstructor = (name, bytes) => { // bytes of an element; 0 for ArrayBuffer
    const Native = global[name];
    const make = { [name]: function (a, b, c) {
      if (new.target === undefined) throw new TypeError(`Constructor ${name} requires 'new'`);
      if (typeof a === 'number' && a * (bytes || 1) > maxBuffer) {
        throw new RangeError(bytes === 0 ? 'Array buffer allocation failed' : `Invalid typed array length: ${a}`);
      }
      const n = arguments.length;
      if (bytes === 0 && isObject(b) && b.maxByteLength !== undefined) {
        const limit = Math.trunc(Number(b.maxByteLength)) || 0;
        if (!(limit >= (Math.trunc(Number(a)) || 0))) throw new RangeError('Invalid array buffer max length');
        const buffer = Reflect.construct(Native, [a], new.target);
        maxLengths.set(buffer, limit);
        return buffer;
      }
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
  guardConstructor('ArrayBuffer', 0);
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
    const p = isObject(v) ? primitive(v, 'number') : v;
    return typeof p === 'bigint' ? p : Number(typeof p === 'symbol' ? p + 0 : p);
  };

  // ---- Messages of errors in V8's words ----
  const { then } = Promise.prototype;
  const { caught } = native;
  methods(Promise.prototype, {
    then(onFulfilled, onRejected) {
      if (typeof onRejected !== 'function') return then.call(this, onFulfilled, onRejected);
      return then.call(this, onFulfilled, (reason) => {
        caught(reason);
        return onRejected(reason);
      });
    },
  });
  const { parse, stringify } = JSON;
  methods(JSON, {
    parse(text, reviver) {
      const source = typeof text === 'string' ? text : `${text}`;
      if (typeof reviver !== 'function') {
        const value = native.parseJSON(source);
        if (value !== undefined) return value;
      }
      try {
        return parse(source, reviver);
      } catch (err) {
        const message = err instanceof SyntaxError ? native.parseError(source) : undefined;
        throw message === undefined ? err : new SyntaxError(message);
      }
    },
    stringify(value, replacer, space) {
      try {
        return stringify(value, replacer, space);
      } catch (err) {
        if (err instanceof TypeError && err.message === 'Converting circular structure to JSON') throw new TypeError(err.message + native.circle(value));
        throw err;
      }
    },
  });

  // What Node 20 has not; see newer.js.
  const aside = (object, names) => {
    const out = {};
    for (let i = 0; i < names.length; i++) {
      if (names[i] in object) {
        out[names[i]] = object[names[i]];
        delete object[names[i]];
      }
    }
    return out;
  };
  const views = ['setFromBase64', 'setFromHex', 'toBase64', 'toHex'];
  const newer = {
    JSON: aside(JSON, ['isRawJSON', 'rawJSON']),
    Error: aside(Error, ['isError']),
    bytes: aside(Uint8Array, ['fromBase64', 'fromHex']),
    Uint8Array: aside(Uint8Array.prototype, views),
    Set: aside(Set.prototype, ['difference', 'intersection', 'isDisjointFrom', 'isSubsetOf', 'isSupersetOf', 'symmetricDifference', 'union']),
    ArrayBuffer: aside(ArrayBuffer.prototype, ['transfer', 'transferToFixedLength']),
  };
  return newer;
});
