// Helpers that several built-in modules share.

const { codes } = require('internal/errors');
const { validateFunction, validateString } = require('internal/validators');

const customInspectSymbol = Symbol.for('nodejs.util.inspect.custom');
const kCustomPromisifiedSymbol = Symbol.for('nodejs.util.promisify.custom');
const kCustomPromisifyArgsSymbol = Symbol('customPromisifyArgs');
const kEmptyObject = Object.freeze({ __proto__: null });
const kEnumerableProperty = { __proto__: null, enumerable: true };

const warnedCodes = new Set();

// deprecate wraps fn so that its first call emits a warning; functions of the same code warn once together.
function deprecate(fn, msg, code, useEmitSync) {
  void useEmitSync;
  const process = require('process');
  if (process.noDeprecation === true) return fn;
  if (code !== undefined) validateString(code, 'code');
  let warned = false;
  function deprecated(...args) {
    if (!warned) {
      warned = true;
      if (code === 'ExperimentalWarning') {
        process.emitWarning(msg, code, deprecated);
      } else if (code === undefined) {
        process.emitWarning(msg, 'DeprecationWarning', deprecated);
      } else if (!warnedCodes.has(code)) {
        warnedCodes.add(code);
        process.emitWarning(msg, 'DeprecationWarning', code, deprecated);
      }
    }
    return new.target ? Reflect.construct(fn, args, new.target) : Reflect.apply(fn, this, args);
  }
  Object.setPrototypeOf(deprecated, fn);
  if (fn.prototype) deprecated.prototype = fn.prototype;
  return deprecated;
}

// promisify turns a function with a trailing callback (err, value) into one that returns a promise.
function promisify(original) {
  validateFunction(original, 'original');
  const custom = original[kCustomPromisifiedSymbol];
  if (custom) {
    validateFunction(custom, 'util.promisify.custom');
    return markPromisified(custom, custom);
  }
  // Some callbacks take several values; their names make an object of them.
  const names = original[kCustomPromisifyArgsSymbol];
  function fn(...args) {
    return new Promise((resolve, reject) => {
      args.push((err, ...values) => {
        if (err) {
          reject(err);
        } else if (names !== undefined && values.length > 1) {
          const result = {};
          for (let i = 0; i < names.length; i++) result[names[i]] = values[i];
          resolve(result);
        } else {
          resolve(values[0]);
        }
      });
      Reflect.apply(original, this, args);
    });
  }
  Object.setPrototypeOf(fn, Object.getPrototypeOf(original));
  markPromisified(fn, fn);
  const descriptors = Object.getOwnPropertyDescriptors(original);
  const keys = Reflect.ownKeys(descriptors);
  for (let i = 0; i < keys.length; i++) Object.setPrototypeOf(descriptors[keys[i]], null);
  return Object.defineProperties(fn, descriptors);
}
promisify.custom = kCustomPromisifiedSymbol;

function markPromisified(target, fn) {
  return Object.defineProperty(target, kCustomPromisifiedSymbol, {
    __proto__: null, value: fn, enumerable: false, writable: false, configurable: true,
  });
}

// normalizeEncoding gives the canonical name of a Buffer encoding, undefined for an unknown one; none means utf8.
function normalizeEncoding(enc) {
  if (enc == null || enc === 'utf8' || enc === 'utf-8') return 'utf8';
  switch (`${enc}`.toLowerCase()) {
    case 'utf8':
    case 'utf-8':
      return 'utf8';
    case 'ucs2':
    case 'ucs-2':
    case 'utf16le':
    case 'utf-16le':
      return 'utf16le';
    case 'latin1':
    case 'binary':
      return 'latin1';
    case 'base64':
      return 'base64';
    case 'base64url':
      return 'base64url';
    case 'hex':
      return 'hex';
    case 'ascii':
      return 'ascii';
    case '':
      return 'utf8';
    default:
      return undefined;
  }
}

function isError(e) {
  return binding.isNativeError(e) || e instanceof Error;
}

function once(callback) {
  let called = false;
  return function(...args) {
    if (called) return undefined;
    called = true;
    return Reflect.apply(callback, this, args);
  };
}

function createDeferredPromise() {
  const deferred = {};
  deferred.promise = new Promise((resolve, reject) => {
    deferred.resolve = resolve;
    deferred.reject = reject;
  });
  return deferred;
}

// spliceOne removes one item of a list.
function spliceOne(list, index) {
  for (; index + 1 < list.length; index++) list[index] = list[index + 1];
  list.pop();
}

function removeColors(str) {
  return str.replace(/\u001b\[\d\d?m/g, '');
}

function join(output, separator) {
  return output.join(separator);
}

function filterDuplicateStrings(items, low) {
  const seen = new Map();
  for (let i = 0; i < items.length; i++) {
    const key = items[i].toLowerCase();
    if (low) seen.set(key, key);
    else if (!seen.has(key)) seen.set(key, items[i]);
  }
  return Array.from(seen.values()).sort();
}

function cachedResult(fn) {
  let result;
  return () => {
    result ??= fn();
    return result.slice();
  };
}

// getLazy gives what initializer returns, calling it once.
function getLazy(initializer) {
  let value;
  let has = false;
  return function() {
    if (!has) {
      value = initializer();
      has = true;
    }
    return value;
  };
}

function createClassWrapper(type) {
  function fn(...args) {
    return Reflect.construct(type, args, new.target || type);
  }
  Object.defineProperties(fn, {
    name: { __proto__: null, value: type.name },
    length: { __proto__: null, value: type.length },
  });
  Object.setPrototypeOf(fn, type);
  fn.prototype = type.prototype;
  return fn;
}

function getConstructorOf(obj) {
  while (obj) {
    const descriptor = Object.getOwnPropertyDescriptor(obj, 'constructor');
    if (descriptor !== undefined && typeof descriptor.value === 'function' && descriptor.value.name !== '') {
      return descriptor.value;
    }
    obj = Object.getPrototypeOf(obj);
  }
  return undefined;
}

function getSystemErrorName(errno) {
  const entry = require('internal/errors').uvErrmapGet(errno);
  return entry ? entry[0] : `Unknown system error ${errno}`;
}

let systemErrors;
// getSystemErrorMap is util.getSystemErrorMap's: errno → [name, message].
function getSystemErrorMap() {
  if (systemErrors === undefined) {
    systemErrors = new Map();
    const list = binding.systemErrors();
    for (let i = 0; i < list.length; i += 3) systemErrors.set(list[i], [list[i + 1], list[i + 2]]);
  }
  return systemErrors;
}

const signalList = 'SIGHUP SIGINT SIGQUIT SIGILL SIGTRAP SIGABRT SIGBUS SIGFPE SIGKILL SIGUSR1 SIGSEGV SIGUSR2 SIGPIPE SIGALRM ' +
  'SIGTERM SIGSTKFLT SIGCHLD SIGCONT SIGSTOP SIGTSTP SIGTTIN SIGTTOU SIGURG SIGXCPU SIGXFSZ SIGVTALRM SIGPROF SIGWINCH SIGIO ' +
  'SIGPWR SIGSYS';
let signals;
// getSignals gives Linux's signals by name, in os.constants.signals' order.
function getSignals() {
  if (signals === undefined) {
    signals = { __proto__: null };
    const names = signalList.split(' ');
    for (let i = 0; i < names.length; i++) {
      signals[names[i]] = i + 1;
      if (names[i] === 'SIGABRT') signals.SIGIOT = i + 1;
      if (names[i] === 'SIGIO') signals.SIGPOLL = i + 1;
    }
  }
  return signals;
}

function convertToValidSignal(signal) {
  const table = getSignals();
  if (typeof signal === 'number') {
    const names = Object.keys(table);
    for (let i = 0; i < names.length; i++) if (table[names[i]] === signal) return signal;
  } else if (typeof signal === 'string') {
    const number = table[signal.toUpperCase()];
    if (number) return number;
  }
  throw new codes.ERR_UNKNOWN_SIGNAL(signal);
}

function lazyDOMExceptionClass() {
  return globalThis.DOMException;
}

function lazyDOMException(message, name) {
  return new globalThis.DOMException(message, name);
}

const warnedFeatures = new Set();
function emitExperimentalWarning(feature) {
  if (warnedFeatures.has(feature)) return;
  warnedFeatures.add(feature);
  require('process').emitWarning(`${feature} is an experimental feature and might change at any time`, 'ExperimentalWarning');
}

function setOwnProperty(obj, key, value) {
  return Object.defineProperty(obj, key, { __proto__: null, configurable: true, enumerable: true, value, writable: true });
}

// The define… and expose… functions add properties as WebIDL describes them.
function defineOperation(target, name, method) {
  Object.defineProperty(target, name, { __proto__: null, writable: true, enumerable: true, configurable: true, value: method });
}

function exposeInterface(target, name, interfaceObject) {
  Object.defineProperty(target, name, {
    __proto__: null, writable: true, enumerable: false, configurable: true, value: interfaceObject,
  });
}

function exposeNamespace(target, name, namespaceObject) {
  exposeInterface(target, name, namespaceObject);
}

function exposeGetterAndSetter(target, name, getter, setter = undefined) {
  Object.defineProperty(target, name, { __proto__: null, enumerable: false, configurable: true, get: getter, set: setter });
}

function exposeLazyInterfaces(target, id, keys) {
  defineLazyProperties(target, id, keys, false);
}

// defineLazyProperties defines properties that are exports of the built-in id, loaded when first read.
function defineLazyProperties(target, id, keys, enumerable = true) {
  keys.forEach((key) => {
    const set = { [key](value) { redefine(value); } }[key];
    const get = {
      [key]() {
        const value = require(id)[key];
        redefine(value);
        return value;
      },
    }[key];
    const redefine = (value) => {
      Object.defineProperty(target, key, { __proto__: null, configurable: true, enumerable, writable: true, value });
    };
    Object.defineProperty(target, key, { __proto__: null, configurable: true, enumerable, get, set });
  });
}

class WeakReference {
  #weak;
  #strong = null;
  #count = 0;

  constructor(object) {
    this.#weak = new WeakRef(object);
  }

  incRef() {
    this.#count++;
    if (this.#count === 1) this.#strong = this.#weak.deref();
    return this.#count;
  }

  decRef() {
    this.#count--;
    if (this.#count === 0) this.#strong = null;
    return this.#count;
  }

  get() {
    return this.#strong ?? this.#weak.deref();
  }
}

module.exports = {
  SymbolAsyncDispose: Symbol.asyncDispose ?? Symbol.for('nodejs.asyncDispose'),
  SymbolDispose: Symbol.dispose ?? Symbol.for('nodejs.dispose'),
  WeakReference,
  assertCrypto() {},
  cachedResult,
  convertToValidSignal,
  createClassWrapper,
  createDeferredPromise,
  customInspectSymbol,
  customPromisifyArgs: kCustomPromisifyArgsSymbol,
  defineLazyProperties,
  defineOperation,
  deprecate,
  emitExperimentalWarning,
  exposeGetterAndSetter,
  exposeInterface,
  exposeLazyInterfaces,
  exposeNamespace,
  filterDuplicateStrings,
  getConstructorOf,
  getLazy,
  getSystemErrorMap,
  getSystemErrorName,
  isArrayBufferDetached: binding.isDetached,
  isError,
  isNativeError: binding.isNativeError,
  join,
  kEmptyObject,
  kEnumerableProperty,
  lazyDOMException,
  lazyDOMExceptionClass,
  normalizeEncoding,
  once,
  promisify,
  removeColors,
  setOwnProperty,
  spliceOne,
};
Object.defineProperty(module.exports, 'signals', { get: getSignals, enumerable: true });
