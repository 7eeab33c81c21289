// The events module: EventEmitter. What is seldom used is in internal/events.
//
// An emitter keeps its listeners in _events: a function for one listener, an array for several. Programs look at _events, _eventsCount
// and _maxListeners, so they are Node's.

const { codes } = require('internal/errors');
const { kEmptyObject, SymbolDispose } = require('internal/util');
const {
  validateAbortSignal,
  validateBoolean,
  validateFunction,
  validateNumber,
} = require('internal/validators');

const kCapture = Symbol('kCapture');
const kErrorMonitor = Symbol('events.errorMonitor');
const kShapeMode = Symbol('shapeMode');
const kRejection = Symbol.for('nodejs.rejection');

let defaultMaxListeners = 10;

function EventEmitter(opts) {
  EventEmitter.init.call(this, opts); // programs replace init
}
module.exports = EventEmitter;

Object.assign(EventEmitter, {
  addAbortListener,
  once,
  on,
  getEventListeners,
  getMaxListeners,
});
// For code that wants a named export.
EventEmitter.EventEmitter = EventEmitter;
EventEmitter.usingDomains = false;
EventEmitter.captureRejectionSymbol = kRejection;
Object.defineProperties(EventEmitter, {
  captureRejections: {
    __proto__: null,
    get() {
      return EventEmitter.prototype[kCapture];
    },
    set(value) {
      validateBoolean(value, 'EventEmitter.captureRejections');
      EventEmitter.prototype[kCapture] = value;
    },
    enumerable: true,
  },
  EventEmitterAsyncResource: {
    __proto__: null,
    get() {
      return require('internal/events/async_resource').EventEmitterAsyncResource;
    },
    set: undefined,
    enumerable: true,
    configurable: true,
  },
});
EventEmitter.errorMonitor = kErrorMonitor;
Object.defineProperties(EventEmitter.prototype, {
  [kCapture]: { __proto__: null, value: false, writable: true, enumerable: false },
});
EventEmitter.prototype._events = undefined;
EventEmitter.prototype._eventsCount = 0;
EventEmitter.prototype._maxListeners = undefined;

function checkLimit(name, n) {
  validateNumber(n, name, 0);
}

Object.defineProperties(EventEmitter, {
  defaultMaxListeners: {
    __proto__: null,
    enumerable: true,
    get() {
      return defaultMaxListeners;
    },
    set(n) {
      checkLimit('defaultMaxListeners', n);
      defaultMaxListeners = n;
    },
  },
  kMaxEventTargetListeners: {
    __proto__: null, get: () => eventTargetSymbols().kMaxEventTargetListeners, enumerable: false,
  },
  kMaxEventTargetListenersWarned: {
    __proto__: null, get: () => eventTargetSymbols().kMaxEventTargetListenersWarned, enumerable: false,
  },
});

EventEmitter.setMaxListeners = function(n = defaultMaxListeners, ...eventTargets) {
  checkLimit('setMaxListeners', n);
  if (eventTargets.length === 0) {
    defaultMaxListeners = n;
    return;
  }
  for (let i = 0; i < eventTargets.length; i++) {
    const target = eventTargets[i];
    if (isEventTarget(target)) {
      const { kMaxEventTargetListeners: max, kMaxEventTargetListenersWarned: warned } = eventTargetSymbols();
      target[max] = n;
      target[warned] = false;
    } else if (typeof target.setMaxListeners === 'function') {
      target.setMaxListeners(n);
    } else {
      throw new codes.ERR_INVALID_ARG_TYPE('eventTargets', ['EventEmitter', 'EventTarget'], target);
    }
  }
};

function isEventTarget(value) {
  return typeof globalThis.EventTarget === 'function' && value instanceof globalThis.EventTarget;
}

function eventTargetSymbols() {
  return require('internal/event_target');
}

EventEmitter.init = function(opts) {
  if (this._events === undefined || this._events === Object.getPrototypeOf(this)._events) {
    this._events = { __proto__: null };
    this._eventsCount = 0;
  }
  this._maxListeners = this._maxListeners || undefined;
  this[kShapeMode] = false;
  if (opts?.captureRejections) {
    validateBoolean(opts.captureRejections, 'options.captureRejections');
    this[kCapture] = Boolean(opts.captureRejections);
  } else {
    this[kCapture] = EventEmitter.prototype[kCapture];
  }
};

EventEmitter.listenerCount = (emitter, type) => {
  if (typeof emitter.listenerCount === 'function') return emitter.listenerCount(type);
  return listenerCount.call(emitter, type);
};
Object.defineProperty(EventEmitter.listenerCount, 'name', { value: '' });

// watchRejection calls the emitter's rejection handler when a listener's promise is rejected.
function watchRejection(emitter, promise, type, args) {
  if (!emitter[kCapture]) return;
  try {
    // A getter that throws when it is read again is read once.
    const { then } = promise;
    if (typeof then === 'function') {
      then.call(promise, undefined, (err) => {
        require('process').nextTick(emitRejection, emitter, err, type, args);
      });
    }
  } catch (err) {
    emitter.emit('error', err);
  }
}

function emitRejection(emitter, err, type, args) {
  if (typeof emitter[kRejection] === 'function') {
    emitter[kRejection](err, type, ...args);
    return;
  }
  // An error listener that rejects must not be called with its own rejection again and again.
  const previous = emitter[kCapture];
  try {
    emitter[kCapture] = false;
    emitter.emit('error', err);
  } finally {
    emitter[kCapture] = previous;
  }
}

// throwUnhandled throws the error of an 'error' event that nobody listens to.
function throwUnhandled(args) {
  const er = args[0];
  if (er instanceof Error) throw er;
  let text;
  try {
    text = require('internal/util/inspect').inspect(er);
  } catch {
    text = er;
  }
  const err = new codes.ERR_UNHANDLED_ERROR(text);
  err.context = er;
  throw err;
}

// emitError is the emit of 'error' events.
function emitError(type, ...args) {
  const events = this._events;
  if (events === undefined) throwUnhandled(args);
  if (events[kErrorMonitor] !== undefined) this.emit(kErrorMonitor, ...args);
  const handler = events.error;
  if (handler === undefined) throwUnhandled(args);
  const listeners = typeof handler === 'function' ? [handler] : handler.slice();
  for (let i = 0; i < listeners.length; i++) {
    const result = apply(listeners[i], this, args);
    if (result !== undefined && result !== null) watchRejection(this, result, type, args);
  }
  return true;
}

const { apply } = Reflect;

const methods = {
  setMaxListeners(n) {
    checkLimit('setMaxListeners', n);
    this._maxListeners = n;
    return this;
  },
  getMaxListeners() {
    return maxListeners(this);
  },
  emit: binding.makeEmit(kCapture, emitError, watchRejection),
  addListener(type, listener) {
    return addListener(this, type, listener, false);
  },
  prependListener(type, listener) {
    return addListener(this, type, listener, true);
  },
  once(type, listener) {
    checkListener(listener);
    this.on(type, onceWrapper(this, type, listener));
    return this;
  },
  prependOnceListener(type, listener) {
    checkListener(listener);
    this.prependListener(type, onceWrapper(this, type, listener));
    return this;
  },
  removeListener(type, listener) {
    checkListener(listener);
    const events = this._events;
    if (events === undefined) return this;
    const list = events[type];
    if (list === undefined) return this;
    if (list === listener || list.listener === listener) {
      this._eventsCount -= 1;
      if (this[kShapeMode]) events[type] = undefined;
      else if (this._eventsCount === 0) this._events = { __proto__: null };
      else delete events[type];
      if (events.removeListener) this.emit('removeListener', type, list.listener || listener);
    } else if (typeof list !== 'function') {
      let position = list.length - 1;
      while (position >= 0 && list[position] !== listener && list[position].listener !== listener) position--;
      if (position < 0) return this;
      if (position === 0) list.shift();
      else list.splice(position, 1);
      if (list.length === 1) events[type] = list[0];
      if (events.removeListener !== undefined) this.emit('removeListener', type, listener);
    }
    return this;
  },
  removeAllListeners(type) {
    const events = this._events;
    if (events === undefined) return this;
    if (events.removeListener === undefined) {
      // Nobody wants to know.
      if (arguments.length === 0) {
        this._events = { __proto__: null };
        this._eventsCount = 0;
      } else if (events[type] !== undefined) {
        if (--this._eventsCount === 0) this._events = { __proto__: null };
        else delete events[type];
      }
      this[kShapeMode] = false;
      return this;
    }
    if (arguments.length === 0) {
      const keys = Reflect.ownKeys(events);
      for (let i = 0; i < keys.length; i++) {
        if (keys[i] !== 'removeListener') this.removeAllListeners(keys[i]);
      }
      this.removeAllListeners('removeListener');
      this._events = { __proto__: null };
      this._eventsCount = 0;
      this[kShapeMode] = false;
      return this;
    }
    const listeners = events[type];
    if (typeof listeners === 'function') {
      this.removeListener(type, listeners);
    } else if (listeners !== undefined) {
      for (let i = listeners.length - 1; i >= 0; i--) this.removeListener(type, listeners[i]);
    }
    return this;
  },
  listeners(type) {
    return listenersOf(this, type, true);
  },
  rawListeners(type) {
    return listenersOf(this, type, false);
  },
  listenerCount,
  eventNames() {
    return this._eventsCount > 0 ? Reflect.ownKeys(this._events) : [];
  },
};
const order = [
  'setMaxListeners', 'getMaxListeners', 'emit', 'addListener', 'on', 'prependListener', 'once', 'prependOnceListener',
  'removeListener', 'off', 'removeAllListeners', 'listeners', 'rawListeners', 'listenerCount', 'eventNames',
];
const aliases = { __proto__: null, on: 'addListener', off: 'removeListener' };
for (let i = 0; i < order.length; i++) EventEmitter.prototype[order[i]] = methods[aliases[order[i]] ?? order[i]];

function checkListener(listener) {
  validateFunction(listener, 'listener');
}

function maxListeners(emitter) {
  return emitter._maxListeners === undefined ? defaultMaxListeners : emitter._maxListeners;
}

function addListener(target, type, listener, prepend) {
  checkListener(listener);
  let events = target._events;
  let existing;
  if (events === undefined) {
    events = target._events = { __proto__: null };
    target._eventsCount = 0;
  } else {
    // The event comes before the listener is there, so that it isn't called with itself.
    if (events.newListener !== undefined) {
      target.emit('newListener', type, listener.listener ?? listener);
      events = target._events; // a listener may have replaced it
    }
    existing = events[type];
  }
  if (existing === undefined) {
    events[type] = listener;
    ++target._eventsCount;
    return target;
  }
  if (typeof existing === 'function') {
    existing = events[type] = prepend ? [listener, existing] : [existing, listener];
  } else if (prepend) {
    existing.unshift(listener);
  } else {
    existing.push(listener);
  }
  const max = maxListeners(target);
  if (max > 0 && existing.length > max && !existing.warned) warnOfLeak(target, type, existing, max);
  return target;
}

function warnOfLeak(target, type, existing, max) {
  existing.warned = true;
  const { inspect } = require('internal/util/inspect');
  const w = new Error(`Possible EventEmitter memory leak detected. ${existing.length} ${String(type)} listeners added to ` +
    `${inspect(target, { depth: -1 })}. MaxListeners is ${max}. Use emitter.setMaxListeners() to increase limit`);
  w.name = 'MaxListenersExceededWarning';
  w.emitter = target;
  w.type = type;
  w.count = existing.length;
  require('process').emitWarning(w);
}

// onceWrapper is what is registered for a listener that is called once; the listener is its property.
function onceWrapper(target, type, listener) {
  const state = { fired: false, wrapped: undefined, target, type, listener };
  const wrapped = fireOnce.bind(state);
  wrapped.listener = listener;
  state.wrapped = wrapped;
  return wrapped;
}

function fireOnce(...args) {
  if (this.fired) return undefined;
  this.target.removeListener(this.type, this.wrapped);
  this.fired = true;
  return apply(this.listener, this.target, args);
}
Object.defineProperty(fireOnce, 'name', { value: 'onceWrapper' });

function listenersOf(target, type, unwrap) {
  const list = target._events?.[type];
  if (list === undefined) return [];
  if (typeof list === 'function') return [unwrap ? list.listener ?? list : list];
  const out = list.slice();
  if (unwrap) {
    for (let i = 0; i < out.length; i++) out[i] = out[i].listener ?? out[i];
  }
  return out;
}

function listenerCount(type, listener) {
  const list = this._events?.[type];
  if (list === undefined) return 0;
  if (typeof list === 'function') {
    return listener == null || listener === list || listener === list.listener ? 1 : 0;
  }
  if (listener == null) return list.length;
  let count = 0;
  for (let i = 0; i < list.length; i++) {
    if (list[i] === listener || list[i].listener === listener) count++;
  }
  return count;
}

function getEventListeners(emitterOrTarget, type) {
  if (typeof emitterOrTarget.listeners === 'function') return emitterOrTarget.listeners(type);
  if (isEventTarget(emitterOrTarget)) return eventTargetSymbols().getEventListeners(emitterOrTarget, type);
  throw new codes.ERR_INVALID_ARG_TYPE('emitter', ['EventEmitter', 'EventTarget'], emitterOrTarget);
}

function getMaxListeners(emitterOrTarget) {
  if (typeof emitterOrTarget?.getMaxListeners === 'function') return maxListeners(emitterOrTarget);
  if (isEventTarget(emitterOrTarget)) {
    return emitterOrTarget[eventTargetSymbols().kMaxEventTargetListeners] ?? defaultMaxListeners;
  }
  throw new codes.ERR_INVALID_ARG_TYPE('emitter', ['EventEmitter', 'EventTarget'], emitterOrTarget);
}

// listen adds a listener to an emitter or an event target.
function listen(emitter, name, listener, flags) {
  if (typeof emitter.on === 'function') {
    if (flags?.once) emitter.once(name, listener);
    else emitter.on(name, listener);
  } else if (typeof emitter.addEventListener === 'function') {
    emitter.addEventListener(name, listener, flags);
  } else {
    throw new codes.ERR_INVALID_ARG_TYPE('emitter', 'EventEmitter', emitter);
  }
}

function unlisten(emitter, name, listener, flags) {
  if (typeof emitter.removeListener === 'function') emitter.removeListener(name, listener);
  else if (typeof emitter.removeEventListener === 'function') emitter.removeEventListener(name, listener, flags);
  else throw new codes.ERR_INVALID_ARG_TYPE('emitter', 'EventEmitter', emitter);
}

async function once(emitter, name, options = kEmptyObject) {
  const signal = options?.signal;
  validateAbortSignal(signal, 'options.signal');
  const { AbortError } = require('internal/errors');
  if (signal?.aborted) throw new AbortError(undefined, { cause: signal?.reason });
  return new Promise((resolve, reject) => {
    const onError = (err) => {
      if (typeof emitter.removeListener === 'function') emitter.removeListener(name, resolver);
      if (signal != null) unlisten(signal, 'abort', onAbort);
      reject(err);
    };
    const resolver = (...args) => {
      if (typeof emitter.removeListener === 'function') emitter.removeListener('error', onError);
      if (signal != null) unlisten(signal, 'abort', onAbort);
      resolve(args);
    };
    const onAbort = () => {
      unlisten(emitter, name, resolver);
      unlisten(emitter, 'error', onError);
      reject(new AbortError(undefined, { cause: signal?.reason }));
    };
    const { kResistStopPropagation } = signal != null ? eventTargetSymbols() : kEmptyObject;
    listen(emitter, name, resolver, { __proto__: null, once: true, ...resist(kResistStopPropagation) });
    if (name !== 'error' && typeof emitter.once === 'function') emitter.once('error', onError);
    if (signal != null) listen(signal, 'abort', onAbort, { __proto__: null, once: true, ...resist(kResistStopPropagation) });
  });
}

function resist(symbol) {
  return symbol === undefined ? kEmptyObject : { [symbol]: true };
}

function on(emitter, event, options = kEmptyObject) {
  return require('internal/events/iterator').on(emitter, event, options, listen, unlisten, addAbortListener);
}

function addAbortListener(signal, listener) {
  if (signal === undefined) throw new codes.ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal);
  validateAbortSignal(signal, 'signal');
  validateFunction(listener, 'listener');
  let removeEventListener;
  if (signal.aborted) {
    globalThis.queueMicrotask(() => listener());
  } else {
    // Another listener's stopImmediatePropagation doesn't stop this one.
    signal.addEventListener('abort', listener, {
      __proto__: null, once: true, ...resist(eventTargetSymbols().kResistStopPropagation),
    });
    removeEventListener = () => signal.removeEventListener('abort', listener);
  }
  return {
    __proto__: null,
    [SymbolDispose]() {
      removeEventListener?.();
    },
  };
}
