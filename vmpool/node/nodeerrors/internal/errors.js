// Errors as Node makes them: the constructors of its codes, and the classes for what the operating system reports. The texts are in
// codes.txt and messages.js.

const kIsNodeError = Symbol('kIsNodeError');

// codes.ERR_X is the constructor of a code, for its first class; those of its other classes are properties by class name.
const codes = binding.lazy(makeConstructors);

function makeConstructors(code) {
  const classes = binding.classes(code);
  if (classes === undefined) return undefined;
  const names = classes.split(',');
  const main = makeConstructor(code, names[0]);
  for (let i = 1; i < names.length; i++) {
    main[names[i]] = makeConstructor(code, names[i]);
  }
  return main;
}

function makeConstructor(code, className) {
  if (className === 'SystemError') {
    return class NodeError extends SystemError {
      constructor(context) {
        super(code, context);
      }
    };
  }
  const Base = globalThis[className];
  const template = binding.message(code);
  function NodeError(...args) {
    const err = new Base();
    const message = template === '=' ?
      require('internal/errors/messages').compute(code, args, err, determineSpecificType, formatList) :
      fill(template, args);
    finish(err, code, message);
    return err;
  }
  NodeError.HideStackFramesError = NodeError;
  return NodeError;
}

// finish gives err its message and code; the code shows in the stack but not in the name.
function finish(err, code, message) {
  define(err, 'message', message);
  define(err, 'toString', toString);
  define(err, kIsNodeError, true);
  binding.setHeader(err, `${err.name} [${code}]: ${message}`);
  err.code = code;
}

function toString() {
  return `${this.name} [${this.code}]: ${this.message}`;
}

function define(object, key, value) {
  Object.defineProperty(object, key, { __proto__: null, value, enumerable: false, writable: true, configurable: true });
}

// fill replaces the placeholders of a message.
function fill(template, args) {
  if (args.length === 0) return template;
  let plain = true;
  for (let i = 0; i < args.length; i++) {
    if (typeof args[i] !== 'string') plain = false;
  }
  if (!plain || template.includes('%d') || template.includes('%j')) {
    return require('internal/util/inspect').format(template, ...args);
  }
  let out = '';
  let from = 0;
  for (let i = 0; i < args.length; i++) {
    const at = template.indexOf('%s', from);
    if (at === -1) return out + template.slice(from) + ' ' + args.slice(i).join(' ');
    out += template.slice(from, at) + args[i];
    from = at + 2;
  }
  return out + template.slice(from);
}

// determineSpecificType says what a value is, for messages that end in "Received …".
function determineSpecificType(value) {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'undefined':
      return 'undefined';
    case 'bigint':
      return `type bigint (${value}n)`;
    case 'number':
      return `type number (${Object.is(value, -0) ? '-0' : value})`;
    case 'boolean':
      return `type boolean (${value})`;
    case 'symbol':
      return `type symbol (${String(value)})`;
    case 'function':
      return `function ${value.name}`;
    case 'string': {
      const text = value.length > 28 ? `${value.slice(0, 25)}...` : value;
      return text.includes("'") ? `type string (${JSON.stringify(text)})` : `type string ('${text}')`;
    }
    default:
      if (value.constructor && 'name' in value.constructor) return `an instance of ${value.constructor.name}`;
      return require('internal/util/inspect').inspect(value, { depth: -1 });
  }
}

// formatList is an English enumeration: "a, b, and c".
function formatList(array, type = 'and') {
  switch (array.length) {
    case 0:
      return '';
    case 1:
      return `${array[0]}`;
    case 2:
      return `${array[0]} ${type} ${array[1]}`;
    default:
      return `${array.slice(0, -1).join(', ')}, ${type} ${array[array.length - 1]}`;
  }
}

// hideStackFrames marks a function that checks arguments: its frame doesn't show in the errors it throws. Here the frames of
// all built-in validators are dropped when the error is made, so that the function itself can stay as it is.
function hideStackFrames(fn) {
  fn.withoutStackTrace = fn;
  return fn;
}

class AbortError extends Error {
  constructor(message = 'The operation was aborted', options = undefined) {
    if (options !== undefined && typeof options !== 'object') {
      throw new codes.ERR_INVALID_ARG_TYPE('options', 'Object', options);
    }
    super(message, options);
    this.code = 'ABORT_ERR';
    this.name = 'AbortError';
  }
}

// aggregateTwoErrors keeps both errors of an operation that failed and whose cleanup failed too.
function aggregateTwoErrors(innerError, outerError) {
  if (!innerError || !outerError || innerError === outerError) return innerError || outerError;
  if (Array.isArray(outerError.errors)) {
    outerError.errors.push(innerError);
    return outerError;
  }
  const err = new AggregateError([outerError, innerError], outerError.message);
  err.code = outerError.code;
  return err;
}

// SystemError has a code of Node's, and the operating system's error in its info.
class SystemError extends Error {
  constructor(code, context) {
    super();
    let message = `${binding.message(code)}: ${context.syscall} returned ${context.code} (${context.message})`;
    if (context.path !== undefined) message += ` ${context.path}`;
    if (context.dest !== undefined) message += ` => ${context.dest}`;
    define(this, 'name', 'SystemError');
    define(this, 'message', message);
    define(this, kIsNodeError, true);
    binding.setHeader(this, `SystemError [${code}]: ${message}`);
    this.code = code;
    Object.defineProperties(this, {
      info: { __proto__: null, value: context, enumerable: true, configurable: true, writable: false },
      errno: contextProperty(context, 'errno'),
      syscall: contextProperty(context, 'syscall'),
    });
    if (context.path !== undefined) Object.defineProperty(this, 'path', contextProperty(context, 'path'));
    if (context.dest !== undefined) Object.defineProperty(this, 'dest', contextProperty(context, 'dest'));
  }

  toString() {
    return `${this.name} [${this.code}]: ${this.message}`;
  }
}

function contextProperty(context, key) {
  return {
    __proto__: null,
    get: () => context[key],
    set: (value) => { context[key] = value; },
    enumerable: true,
    configurable: true,
  };
}

// uvErrmapGet gives [name, message] of an errno of libuv, or undefined.
function uvErrmapGet(errno) {
  return binding.uv(errno);
}

function uvName(errno) {
  const entry = binding.uv(errno);
  return entry ? entry[0] : `Unknown system error ${errno}`;
}

// UVException is the error of a failed system call: "ENOENT: no such file or directory, open 'x'".
class UVException extends Error {
  constructor(ctx) {
    const entry = binding.uv(ctx.errno);
    const code = entry ? entry[0] : 'UNKNOWN';
    let message = `${code}: ${ctx.message || (entry ? entry[1] : 'unknown error')}, ${ctx.syscall}`;
    if (ctx.path) message += ` '${ctx.path.toString()}'`;
    if (ctx.dest) message += ` -> '${ctx.dest.toString()}'`;
    super(message);
    const keys = Object.keys(ctx);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (key !== 'message' && key !== 'path' && key !== 'dest') this[key] = ctx[key];
    }
    this.code = code;
    if (ctx.path) this.path = ctx.path.toString();
    if (ctx.dest) this.dest = ctx.dest.toString();
    trim(this);
  }

  get ['constructor']() {
    return Error;
  }
}

class ErrnoException extends Error {
  constructor(errno, syscall, original) {
    const code = uvName(errno);
    super(original ? `${syscall} ${code} ${original}` : `${syscall} ${code}`);
    this.errno = errno;
    this.code = code;
    this.syscall = syscall;
    trim(this);
  }

  get ['constructor']() {
    return Error;
  }
}

class ExceptionWithHostPort extends Error {
  constructor(errno, syscall, address, port, additional) {
    const code = uvName(errno);
    super(`${syscall} ${code}${hostPort(address, port)}${additional ? ` - Local (${additional})` : ''}`);
    this.errno = errno;
    this.code = code;
    this.syscall = syscall;
    this.address = address;
    if (port) this.port = port;
    trim(this);
  }

  get ['constructor']() {
    return Error;
  }
}

function hostPort(address, port) {
  if (port && port > 0) return ` ${address}:${port}`;
  return address ? ` ${address}` : '';
}

// trim drops this file's frames from the stack.
function trim(err) {
  binding.setHeader(err, `${err.name}: ${err.message}`);
}

module.exports = {
  AbortError,
  ErrnoException,
  ExceptionWithHostPort,
  SystemError,
  UVException,
  aggregateTwoErrors,
  codes,
  hideInternalStackFrames: trim,
  hideStackFrames,
  uvErrmapGet,
  uvException: (ctx) => new UVException(ctx),
};
