// util.

const errors = require('internal/errors');
const internal = require('internal/util');
const inspection = require('internal/util/inspect');
const types = require('internal/util/types');
const validators = require('internal/validators');

const { codes } = errors;
const { inspect } = inspection;

function pad(n) {
  return String(n).padStart(2, '0');
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function timestamp() {
  const d = new Date();
  return `${d.getDate()} ${months[d.getMonth()]} ${[pad(d.getHours()), pad(d.getMinutes()), pad(d.getSeconds())].join(':')}`;
}

function rejectedWithFalsy(reason, callback) {
  return callback(reason || new codes.ERR_FALSY_VALUE_REJECTION(reason));
}

function callbackify(original) {
  validators.validateFunction(original, 'original');
  function callbackified(...args) {
    const last = args.pop();
    validators.validateFunction(last, 'last argument');
    const callback = last.bind(this);
    const process = require('process');
    // The callback runs in a tick of its own: what it throws must not reject the promise.
    Reflect.apply(original, this, args).then(
      (value) => process.nextTick(callback, null, value),
      (reason) => process.nextTick(rejectedWithFalsy, reason, callback),
    );
  }
  const descriptors = Object.getOwnPropertyDescriptors(original);
  if (typeof descriptors.length.value === 'number') descriptors.length.value++;
  if (typeof descriptors.name.value === 'string') descriptors.name.value += 'Callbackified';
  const keys = Reflect.ownKeys(descriptors);
  for (let i = 0; i < keys.length; i++) Object.setPrototypeOf(descriptors[keys[i]], null);
  Object.defineProperties(callbackified, descriptors);
  return callbackified;
}

const loggers = { __proto__: null };
let debugPattern;

function debugEnabled(set) {
  if (debugPattern === undefined) {
    const wanted = require('process').env.NODE_DEBUG;
    const patterns = (wanted || '').split(',').filter((p) => p !== '')
      .map((p) => p.replace(/[|\\{}()[\]^$+?.]/g, '\\$&').replaceAll('*', '.*'));
    debugPattern = patterns.length > 0 ? new RegExp(`^(?:${patterns.join('|')})$`, 'i') : null;
  }
  return debugPattern !== null && debugPattern.test(set);
}

// debugLogger is the function behind debuglog, one a section.
function debugLogger(set) {
  if (loggers[set] === undefined) {
    const process = require('process');
    loggers[set] = debugEnabled(set) ?
      (...args) => {
        const colors = process.stderr.hasColors?.() && process.stderr.isTTY;
        process.stderr.write(inspection.formatWithOptions({ colors: Boolean(colors) }, '%s %d: %s\n', set, process.pid,
                                                          inspection.format(...args)));
      } :
      () => {};
  }
  return loggers[set];
}

function debuglog(set, cb) {
  set = String(set).toUpperCase();
  let started = false;
  const logger = (...args) => {
    const log = debugLogger(set);
    if (!started) {
      started = true;
      if (typeof cb === 'function') cb(log);
    }
    log(...args);
  };
  Object.defineProperty(logger, 'enabled', {
    __proto__: null,
    get() {
      return debugEnabled(set);
    },
    configurable: true,
    enumerable: true,
  });
  return logger;
}

function styleCodes(format) {
  const codesOf = inspect.colors[format];
  if (codesOf == null) validators.validateOneOf(format, 'format', Object.keys(inspect.colors));
  return codesOf;
}

function isStream(value) {
  return typeof value === 'object' && value !== null &&
    (typeof value.pipe === 'function' || typeof value.write === 'function' || typeof value.getReader === 'function' ||
      typeof value.getWriter === 'function');
}

// colorful says whether a stream takes colours.
function colorful(stream) {
  const { env } = require('process');
  if (env.FORCE_COLOR !== undefined) return ['', '1', 'true', '2', '3'].includes(env.FORCE_COLOR);
  return Boolean(stream?.isTTY && (typeof stream.getColorDepth === 'function' ? stream.getColorDepth() > 2 : true));
}

function styleText(format, text, options = internal.kEmptyObject) {
  const { validateStream = true, stream = validateStream ? require('process').stdout : undefined } = options;
  validators.validateString(text, 'text');
  validators.validateBoolean(validateStream, 'options.validateStream');
  if (validateStream && !isStream(stream)) {
    throw new codes.ERR_INVALID_ARG_TYPE('stream', ['ReadableStream', 'WritableStream', 'Stream'], stream);
  }
  if (Array.isArray(format)) {
    let left = '';
    let right = '';
    for (let i = 0; i < format.length; i++) {
      const pair = styleCodes(format[i]);
      left += `\u001b[${pair[0]}m`;
      right = `\u001b[${pair[1]}m${right}`;
    }
    return `${left}${text}${right}`;
  }
  const pair = styleCodes(format);
  if (validateStream && !colorful(stream)) return text;
  return `\u001b[${pair[0]}m${text}\u001b[${pair[1]}m`;
}

function inherits(ctor, superCtor) {
  if (ctor === undefined || ctor === null) throw new codes.ERR_INVALID_ARG_TYPE('ctor', 'Function', ctor);
  if (superCtor === undefined || superCtor === null) throw new codes.ERR_INVALID_ARG_TYPE('superCtor', 'Function', superCtor);
  if (superCtor.prototype === undefined) {
    throw new codes.ERR_INVALID_ARG_TYPE('superCtor.prototype', 'Object', superCtor.prototype);
  }
  Object.defineProperty(ctor, 'super_', { __proto__: null, value: superCtor, writable: true, configurable: true });
  Object.setPrototypeOf(ctor.prototype, superCtor.prototype);
}

const envLine = /^[ \t]*(?:export[ \t]+)?([^#=\s][^=\n]*?)[ \t]*=[ \t]*(?:"([^"]*)"|'([^']*)'|`([^`]*)`|([^\n#]*))[^\n]*$/gm;

// parseEnv reads the text of an .env file. Quoted values may have several lines; \n is a new line in double quotes only.
function parseEnv(content) {
  validators.validateString(content, 'content');
  const found = {};
  const text = content.replace(/\r\n?/g, '\n');
  envLine.lastIndex = 0;
  for (let m = envLine.exec(text); m !== null; m = envLine.exec(text)) {
    found[m[1]] = m[2] !== undefined ? m[2].replaceAll('\\n', '\n') : m[3] ?? m[4] ?? m[5].trim();
  }
  const result = {};
  const names = Object.keys(found).sort();
  for (let i = 0; i < names.length; i++) result[names[i]] = found[names[i]];
  return result;
}

// aborted is a promise for the abortion of signal, as long as resource is alive.
async function aborted(signal, resource) {
  if (signal === undefined) throw new codes.ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal);
  validators.validateAbortSignal(signal, 'signal');
  validators.validateObject(resource, 'resource', validators.kValidateObjectAllowObjects);
  if (signal.aborted) return undefined;
  const { promise, resolve } = internal.createDeferredPromise();
  signal.addEventListener('abort', (event) => resolve(event), { once: true });
  await promise;
  return undefined;
}

const methods = {
  _errnoException(...args) {
    return new errors.ErrnoException(...args);
  },
  _exceptionWithHostPort(...args) {
    return new errors.ExceptionWithHostPort(...args);
  },
  _extend(target, source) {
    if (source === null || typeof source !== 'object') return target;
    const keys = Object.keys(source);
    for (let i = keys.length - 1; i >= 0; i--) target[keys[i]] = source[keys[i]];
    return target;
  },
  callbackify,
  debug: debuglog,
  debuglog,
  deprecate: internal.deprecate,
  format: inspection.format,
  styleText,
  formatWithOptions: inspection.formatWithOptions,
  getSystemErrorMap() {
    return internal.getSystemErrorMap();
  },
  getSystemErrorName(err) {
    validators.validateNumber(err, 'err');
    if (err >= 0 || !Number.isSafeInteger(err)) throw new codes.ERR_OUT_OF_RANGE('err', 'a negative integer', err);
    return internal.getSystemErrorName(err);
  },
  inherits,
  inspect,
  isArray: Array.isArray,
  isBoolean: (arg) => typeof arg === 'boolean',
  isBuffer: (value) => require('buffer').Buffer.isBuffer(value),
  isDeepStrictEqual(a, b) {
    return require('internal/util/comparisons').isDeepStrictEqual(a, b);
  },
  isNull: (arg) => arg === null,
  isNullOrUndefined: (arg) => arg === null || arg === undefined,
  isNumber: (arg) => typeof arg === 'number',
  isString: (arg) => typeof arg === 'string',
  isSymbol: (arg) => typeof arg === 'symbol',
  isUndefined: (arg) => arg === undefined,
  isRegExp: types.isRegExp,
  isObject: (arg) => arg !== null && typeof arg === 'object',
  isDate: types.isDate,
  isError(e) {
    return Object.prototype.toString.call(e) === '[object Error]' || e instanceof Error;
  },
  isFunction: (arg) => typeof arg === 'function',
  isPrimitive: (arg) => arg === null || (typeof arg !== 'object' && typeof arg !== 'function'),
  log(...args) {
    globalThis.console.log('%s - %s', timestamp(), inspection.format(...args));
  },
  promisify: internal.promisify,
  stripVTControlCharacters: inspection.stripVTControlCharacters,
  toUSVString(input) {
    return String(input).toWellFormed();
  },
  transferableAbortSignal(signal) {
    if (!(signal instanceof globalThis.AbortSignal)) throw new codes.ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal);
    return signal;
  },
  transferableAbortController() {
    return new globalThis.AbortController();
  },
  aborted,
  types,
  parseEnv,
  parseArgs: undefined,
  TextDecoder: undefined,
  TextEncoder: undefined,
  MIMEType: undefined,
  MIMEParams: undefined,
};
Object.assign(exports, methods);

// What is seldom used is loaded when it is first read.
function lazy(name, load) {
  const define = (value) => {
    Object.defineProperty(exports, name, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
    return value;
  };
  Object.defineProperty(exports, name, {
    __proto__: null, get: () => define(load()), set: define, enumerable: true, configurable: true,
  });
}
lazy('parseArgs', () => require('internal/util/parse_args').parseArgs);
lazy('TextDecoder', () => globalThis.TextDecoder);
lazy('TextEncoder', () => globalThis.TextEncoder);
lazy('MIMEType', () => require('internal/util/mime').MIMEType);
lazy('MIMEParams', () => require('internal/util/mime').MIMEParams);
