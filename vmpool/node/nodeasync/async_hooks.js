// async_hooks. The contexts are in Go (async.go); this is what stands around them.

const { codes } = require('internal/errors');
const { validateFunction, validateString } = require('internal/validators');

const kAsyncId = Symbol('async_id_symbol');
const kTriggerId = Symbol('trigger_async_id_symbol');
const kRun = Symbol('kRun');

class AsyncLocalStorage {
  static bind(fn) {
    return AsyncResource.bind(fn);
  }

  static snapshot() {
    return AsyncLocalStorage.bind((cb, ...args) => cb(...args));
  }

  constructor() {
    this.kResourceStore = Symbol('kResourceStore');
    this.enabled = false;
  }

  disable() {
    if (this.enabled) {
      this.enabled = false;
      Reflect.apply(binding.drop, this, []);
    }
  }

  _enable() {
    this.enabled = true;
  }

  // Contexts travel by themselves; Node calls this for every new resource.
  _propagate(resource, triggerResource, type) {
    void type;
  }
}

function hide(prototype, name, value) {
  Object.defineProperty(prototype, name, { __proto__: null, value, writable: true, enumerable: false, configurable: true });
}
const native = ['enterWith', 'run', 'exit', 'getStore'];
for (let i = 0; i < native.length; i++) hide(AsyncLocalStorage.prototype, native[i], binding[native[i]]);

// Hooks hear of AsyncResources and of the loop's callbacks. The list is replaced, not changed: a hook may enable and disable hooks.
let activeHooks = [];
const mainResource = {};

function emit(name, a, b, c, d) {
  const list = activeHooks;
  for (let i = 0; i < list.length; i++) {
    if (list[i][hookSymbols[name]] !== undefined) list[i][hookSymbols[name]](a, b, c, d);
  }
}

const hookSymbols = {
  init: Symbol('init'),
  before: Symbol('before'),
  after: Symbol('after'),
  destroy: Symbol('destroy'),
  promiseResolve: Symbol('promiseResolve'),
};

class AsyncHook {
  constructor({ init, before, after, destroy, promiseResolve }) {
    const given = { init, before, after, destroy, promiseResolve };
    const names = Object.keys(given);
    for (let i = 0; i < names.length; i++) {
      if (given[names[i]] !== undefined && typeof given[names[i]] !== 'function') {
        throw new codes.ERR_ASYNC_CALLBACK(`hook.${names[i]}`);
      }
    }
    for (let i = 0; i < names.length; i++) this[hookSymbols[names[i]]] = given[names[i]];
  }

  enable() {
    if (activeHooks.includes(this)) return this;
    activeHooks = [...activeHooks, this];
    if (activeHooks.length === 1) binding.observe(emit);
    return this;
  }

  disable() {
    if (!activeHooks.includes(this)) return this;
    activeHooks = activeHooks.filter((hook) => hook !== this);
    if (activeHooks.length === 0) binding.observe(undefined);
    return this;
  }
}

function createHook(fns) {
  return new AsyncHook(fns);
}

function validAsyncId(value, name) {
  if (!Number.isSafeInteger(value) || value < -1) throw new codes.ERR_INVALID_ASYNC_ID(name, value);
}

class AsyncResource {
  constructor(type, opts = {}) {
    validateString(type, 'type');
    let triggerAsyncId = opts;
    if (typeof opts !== 'number') {
      triggerAsyncId = opts.triggerAsyncId === undefined ? binding.executionAsyncId() : opts.triggerAsyncId;
    }
    validAsyncId(triggerAsyncId, 'triggerAsyncId');
    if (type.length === 0 && activeHooks.length > 0) throw new codes.ERR_ASYNC_TYPE(type);
    this[kAsyncId] = binding.newAsyncId();
    this[kTriggerId] = triggerAsyncId;
    hide(this, kRun, binding.capture());
    emit('init', this[kAsyncId], type, triggerAsyncId, this);
  }

  runInAsyncScope(fn, thisArg, ...args) {
    const id = this[kAsyncId];
    if (activeHooks.length === 0) return this[kRun](id, this[kTriggerId], this, fn, thisArg, ...args);
    return this[kRun](id, this[kTriggerId], this, runHooked, undefined, id, fn, thisArg, args);
  }

  emitDestroy() {
    const id = this[kAsyncId];
    if (activeHooks.length > 0) binding.destroyLater(id);
    return this;
  }

  asyncId() {
    return this[kAsyncId];
  }

  triggerAsyncId() {
    return this[kTriggerId];
  }

  bind(fn, thisArg) {
    validateFunction(fn, 'fn');
    const resource = this;
    const bound = thisArg === undefined ?
      function(...args) {
        args.unshift(fn, this);
        return Reflect.apply(resource.runInAsyncScope, resource, args);
      } :
      this.runInAsyncScope.bind(this, fn, thisArg);
    Object.defineProperties(bound, {
      length: { __proto__: null, configurable: true, enumerable: false, value: fn.length, writable: false },
      asyncResource: { __proto__: null, configurable: true, enumerable: true, value: this, writable: true },
    });
    return bound;
  }

  static bind(fn, type, thisArg) {
    type = type || fn.name;
    return new AsyncResource(type || 'bound-anonymous-fn').bind(fn, thisArg);
  }
}

function runHooked(id, fn, thisArg, args) {
  emit('before', id);
  try {
    return Reflect.apply(fn, thisArg, args);
  } finally {
    emit('after', id);
  }
}

function executionAsyncResource() {
  return binding.executionAsyncResource() ?? mainResource;
}

// The numbers are Node's own.
const providers = 'NONE DIRHANDLE DNSCHANNEL ELDHISTOGRAM FILEHANDLE FILEHANDLECLOSEREQ BLOBREADER FSEVENTWRAP FSREQCALLBACK ' +
  'FSREQPROMISE GETADDRINFOREQWRAP GETNAMEINFOREQWRAP HEAPSNAPSHOT HTTP2SESSION HTTP2STREAM HTTP2PING HTTP2SETTINGS ' +
  'HTTPINCOMINGMESSAGE HTTPCLIENTREQUEST JSSTREAM JSUDPWRAP MESSAGEPORT PIPECONNECTWRAP PIPESERVERWRAP PIPEWRAP PROCESSWRAP ' +
  'PROMISE QUERYWRAP QUIC_LOGSTREAM QUIC_PACKET SHUTDOWNWRAP SIGNALWRAP STATWATCHER STREAMPIPE TCPCONNECTWRAP TCPSERVERWRAP ' +
  'TCPWRAP TTYWRAP UDPSENDWRAP UDPWRAP SIGINTWATCHDOG WORKER WORKERHEAPSNAPSHOT WRITEWRAP ZLIB CHECKPRIMEREQUEST PBKDF2REQUEST ' +
  'KEYPAIRGENREQUEST KEYGENREQUEST KEYEXPORTREQUEST CIPHERREQUEST DERIVEBITSREQUEST HASHREQUEST RANDOMBYTESREQUEST ' +
  'RANDOMPRIMEREQUEST SCRYPTREQUEST SIGNREQUEST TLSWRAP VERIFYREQUEST';

function providerTable() {
  const table = { __proto__: null };
  const names = providers.split(' ');
  for (let i = 0; i < names.length; i++) table[names[i]] = i;
  return Object.freeze(table);
}

module.exports = {
  AsyncLocalStorage,
  createHook,
  executionAsyncId: binding.executionAsyncId,
  triggerAsyncId: binding.triggerAsyncId,
  executionAsyncResource,
  asyncWrapProviders: undefined,
  AsyncResource,
};
Object.defineProperty(module.exports, 'asyncWrapProviders', {
  __proto__: null,
  get() {
    const value = providerTable();
    Object.defineProperty(module.exports, 'asyncWrapProviders', { __proto__: null, value, writable: true });
    return value;
  },
  enumerable: true,
  configurable: true,
});
