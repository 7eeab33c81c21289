// Helpers that several built-in modules share.

const { validateFunction, validateString } = require('internal/validators');

const customInspectSymbol = Symbol.for('nodejs.util.inspect.custom');
const kCustomPromisifiedSymbol = Symbol.for('nodejs.util.promisify.custom');
const kCustomPromisifyArgsSymbol = Symbol('customPromisifyArgs');
const kEmptyObject = Object.freeze({ __proto__: null });

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
    return new.target && this instanceof new.target ? Reflect.construct(fn, args, new.target) : Reflect.apply(fn, this, args);
  }
  Object.setPrototypeOf(deprecated, fn);
  if (fn.prototype) deprecated.prototype = fn.prototype;
  return deprecated;
}

// createDeferredPromise is Promise.withResolvers, which Node 20 does not have.
function createDeferredPromise() {
  let resolve, reject;
  const promise = new Promise((res, rej) => {
    resolve = res;
    reject = rej;
  });
  return { promise, resolve, reject };
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

const warnedFeatures = new Set();
function emitExperimentalWarning(feature) {
  if (warnedFeatures.has(feature)) return;
  warnedFeatures.add(feature);
  require('process').emitWarning(`${feature} is an experimental feature and might change at any time`, 'ExperimentalWarning');
}

module.exports = {
  SymbolDispose: Symbol.dispose ?? Symbol.for('nodejs.dispose'),
  customInspectSymbol,
  customPromisifyArgs: kCustomPromisifyArgsSymbol,
  createDeferredPromise,
  deprecate,
  emitExperimentalWarning,
  getSystemErrorMap,
  getSystemErrorName,
  isError,
  kEmptyObject,
  normalizeEncoding,
  promisify,
};
Object.defineProperty(module.exports, 'signals', { get: getSignals, enumerable: true });
