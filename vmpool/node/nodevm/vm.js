// https://nodejs.org/docs/latest-v20.x/api/vm.html; what a context is here is written in nodevm.go.

const { codes: { ERR_INVALID_ARG_TYPE, ERR_METHOD_NOT_IMPLEMENTED } } = require('internal/errors');
const { kValidateObjectAllowArray, kValidateObjectAllowFunction, kValidateObjectAllowNullable, validateArray, validateBoolean, validateInt32, validateObject, validateOneOf, validateString, validateStringArray, validateUint32 } =
  require('internal/validators');

const contexts = new WeakMap(); // sandboxes to { scope, declared, lexical }

// The globals of the language. Everything else that a script names must be in its sandbox.
const languages = new Set([
  'AggregateError', 'Array', 'ArrayBuffer', 'Atomics', 'BigInt', 'BigInt64Array', 'BigUint64Array', 'Boolean', 'DataView', 'Date', 'Error', 'EvalError',
  'FinalizationRegistry', 'Float32Array', 'Float64Array', 'Function', 'Infinity', 'Int16Array', 'Int32Array', 'Int8Array', 'Intl', 'Iterator', 'JSON',
  'Map', 'Math', 'NaN', 'Number', 'Object', 'Promise', 'Proxy', 'RangeError', 'ReferenceError', 'Reflect', 'RegExp', 'Set', 'String', 'Symbol',
  'SyntaxError', 'TypeError', 'URIError', 'Uint16Array', 'Uint32Array', 'Uint8Array', 'Uint8ClampedArray', 'WeakMap', 'WeakRef', 'WeakSet',
  'decodeURI', 'decodeURIComponent', 'encodeURI', 'encodeURIComponent', 'escape', 'eval', 'isFinite', 'isNaN', 'parseFloat', 'parseInt', 'undefined',
  'unescape',
]);

// The functions that the engine's own rewrites call have names that end so.
const hidden = '\u200c';

// makeScope is what a context's scripts see as their globals; declared are the names of variables that have no value yet.
function makeScope(sandbox, declared) {
  return new Proxy(Object.create(null), { // not of the sandbox, whose fixed properties would bind the traps
    __proto__: null,
    has(_, key) {
      return typeof key === 'string' && !key.endsWith(hidden);
    },
    get(_, key) {
      if (typeof key === 'symbol') return undefined; // Symbol.unscopables
      if (key in sandbox) return sandbox[key];
      if (key === 'globalThis') return sandbox;
      if (declared.has(key)) return undefined;
      if (languages.has(key)) return globalThis[key];
      throw new ReferenceError(`${key} is not defined`);
    },
    set(_, key, value) {
      Reflect.set(sandbox, key, value); // what is read-only stays as it is, silently: the scripts are sloppy
      return true;
    },
    deleteProperty(_, key) {
      return Reflect.deleteProperty(sandbox, key);
    },
  });
}

Object.defineProperty(globalThis, `typeof${hidden}`, {
  __proto__: null,
  value(read) {
    try {
      return typeof read();
    } catch (err) {
      if (err instanceof ReferenceError) return 'undefined';
      throw err;
    }
  },
});

function isContext(object) {
  validateObject(object, 'object', kValidateObjectAllowFunction | kValidateObjectAllowArray);
  return contexts.has(object);
}

function createContext(contextObject = {}, options = {}) {
  validateObject(contextObject, 'object', kValidateObjectAllowFunction | kValidateObjectAllowArray);
  if (contexts.has(contextObject)) return contextObject;
  validateObject(options, 'options');
  const { name = 'VM Context', origin, codeGeneration, microtaskMode } = options;
  validateString(name, 'options.name');
  if (origin !== undefined) validateString(origin, 'options.origin');
  if (codeGeneration !== undefined) validateObject(codeGeneration, 'options.codeGeneration');
  if (microtaskMode !== undefined) validateOneOf(microtaskMode, 'options.microtaskMode', ['afterEvaluate', undefined]);
  const declared = new Set();
  contexts.set(contextObject, { scope: makeScope(contextObject, declared), declared, lexical: Object.create(null) });
  return contextObject;
}

function contextOf(sandbox, name) {
  validateObject(sandbox, name, kValidateObjectAllowFunction | kValidateObjectAllowArray);
  const context = contexts.get(sandbox);
  if (context === undefined) throw new ERR_INVALID_ARG_TYPE(name, 'vm.Context', sandbox);
  return context;
}

function runOptions(options) {
  if (options === undefined || typeof options === 'string') return undefined;
  validateObject(options, 'options');
  const { timeout, breakOnSigint, displayErrors } = options;
  if (timeout !== undefined) validateUint32(timeout, 'options.timeout', true);
  if (displayErrors !== undefined) validateBoolean(displayErrors, 'options.displayErrors');
  if (breakOnSigint !== undefined) validateBoolean(breakOnSigint, 'options.breakOnSigint');
  return timeout;
}

class Script {
  #code;
  #filename;
  #script; // for this realm
  #contextScript;

  constructor(code, options = {}) {
    code = `${code}`;
    if (typeof options === 'string') options = { filename: options };
    else validateObject(options, 'options');
    const { filename = 'evalmachine.<anonymous>', lineOffset = 0, columnOffset = 0, cachedData, produceCachedData = false } = options;
    validateString(filename, 'options.filename');
    validateInt32(lineOffset, 'options.lineOffset');
    validateInt32(columnOffset, 'options.columnOffset');
    if (cachedData !== undefined && !ArrayBuffer.isView(cachedData)) {
      throw new ERR_INVALID_ARG_TYPE('options.cachedData', ['Buffer', 'TypedArray', 'DataView'], cachedData);
    }
    validateBoolean(produceCachedData, 'options.produceCachedData');
    // Compiled code can't be kept here: what was kept elsewhere is refused, as V8 refuses another version's.
    if (cachedData !== undefined) this.cachedDataRejected = true;
    this.sourceMapURL = /\/\/[#@] sourceMappingURL=(\S+)\s*$/.exec(code)?.[1];
    this.#code = code;
    this.#filename = filename;
    this.#script = binding.compile(code, filename);
  }

  runInThisContext(options) {
    return binding.run(this.#script, runOptions(options));
  }

  runInContext(contextifiedObject, options) {
    const context = contextOf(contextifiedObject, 'contextifiedObject');
    const timeout = runOptions(options);
    this.#contextScript ??= binding.compileContext(this.#code, this.#filename);
    const [script, variables, lexical] = this.#contextScript;
    for (let i = 0; i < lexical.length; i++) {
      if (lexical[i] in context.lexical) throw new SyntaxError(`Identifier '${lexical[i]}' has already been declared`);
    }
    for (let i = 0; i < lexical.length; i++) context.lexical[lexical[i]] = undefined;
    for (let i = 0; i < variables.length; i++) context.declared.add(variables[i]);
    return binding.run(script, timeout, context.scope, context.lexical);
  }

  runInNewContext(contextObject, options) {
    return this.runInContext(createContext(contextObject, contextOptions(options)), options);
  }

  createCachedData() {
    throw new ERR_METHOD_NOT_IMPLEMENTED('script.createCachedData()');
  }
}

function contextOptions(options) {
  if (options === undefined || typeof options === 'string') return {};
  validateObject(options, 'options');
  const { contextName, contextOrigin, contextCodeGeneration, microtaskMode } = options;
  if (contextName !== undefined) validateString(contextName, 'options.contextName');
  if (contextOrigin !== undefined) validateString(contextOrigin, 'options.contextOrigin');
  if (contextCodeGeneration !== undefined) validateObject(contextCodeGeneration, 'options.contextCodeGeneration');
  return { name: contextName, origin: contextOrigin, codeGeneration: contextCodeGeneration, microtaskMode };
}

function createScript(code, options) {
  return new Script(code, options);
}

function withFilename(options) {
  return typeof options === 'string' ? { filename: options } : options;
}

function runInContext(code, contextifiedObject, options) {
  contextOf(contextifiedObject, 'contextifiedObject');
  return createScript(code, withFilename(options)).runInContext(contextifiedObject, options);
}

function runInNewContext(code, contextObject, options) {
  return createScript(code, withFilename(options)).runInNewContext(contextObject, options);
}

function runInThisContext(code, options) {
  return createScript(code, withFilename(options)).runInThisContext(options);
}

function compileFunction(code, params, options = {}) {
  validateString(code, 'code');
  if (params !== undefined) validateStringArray(params, 'params');
  validateObject(options, 'options');
  const { filename = '', lineOffset = 0, columnOffset = 0, parsingContext, contextExtensions = [], cachedData, produceCachedData = false } = options;
  validateString(filename, 'options.filename');
  validateInt32(lineOffset, 'options.lineOffset');
  validateInt32(columnOffset, 'options.columnOffset');
  validateBoolean(produceCachedData, 'options.produceCachedData');
  if (cachedData !== undefined && !ArrayBuffer.isView(cachedData)) {
    throw new ERR_INVALID_ARG_TYPE('options.cachedData', ['Buffer', 'TypedArray', 'DataView'], cachedData);
  }
  validateArray(contextExtensions, 'options.contextExtensions');
  contextExtensions.forEach((extension, i) => validateObject(extension, `options.contextExtensions[${i}]`, kValidateObjectAllowNullable));
  if (contextExtensions.length > 0) throw new ERR_METHOD_NOT_IMPLEMENTED("vm.compileFunction() with 'contextExtensions'");
  if (parsingContext === undefined) return binding.function(code, params ?? [], filename);
  contextOf(parsingContext, 'options.parsingContext');
  return runInContext(`(function (${(params ?? []).join(', ')}) {${code}\n})`, parsingContext, { filename: filename || 'evalmachine.<anonymous>' });
}

function measureMemory() {
  throw new ERR_METHOD_NOT_IMPLEMENTED('vm.measureMemory()');
}

module.exports = {
  Script,
  createContext,
  createScript,
  runInContext,
  runInNewContext,
  runInThisContext,
  isContext,
  compileFunction,
  measureMemory,
  constants: Object.freeze({
    __proto__: null,
    USE_MAIN_CONTEXT_DEFAULT_LOADER: Symbol('vm_dynamic_import_main_context_default'),
  }),
};
