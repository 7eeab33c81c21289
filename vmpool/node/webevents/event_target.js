// Event, CustomEvent and EventTarget (DOM, section 2), and NodeEventTarget, which speaks EventEmitter's words as well (a MessagePort
// is one). There is no tree of targets: an event has one target, and bubbling ends where it starts.

const { codes } = require('internal/errors');
const { enumerable, tag, isObject, invalidThis, DOMString } = require('internal/webidl');

const customInspect = Symbol.for('nodejs.util.inspect.custom');
const kEvents = Symbol('kEvents');
const kMaxEventTargetListeners = Symbol('events.maxEventTargetListeners');
const kMaxEventTargetListenersWarned = Symbol('events.maxEventTargetListenersWarned');
const kHandlers = Symbol('kHandlers');
const kIsEventTarget = Symbol.for('nodejs.event_target');
const kIsNodeEventTarget = Symbol('kIsNodeEventTarget');
const kNewListener = Symbol('kNewListener');
const kRemoveListener = Symbol('kRemoveListener');
const kCreateEvent = Symbol('kCreateEvent');
const kHybridDispatch = Symbol.for('nodejs.internal.kHybridDispatch');
const kTrustEvent = Symbol('kTrustEvent');
const kResistStopPropagation = Symbol('kResistStopPropagation');

const show = (receiver, depth, options, view) => {
  const { name } = receiver.constructor;
  if (depth < 0) return name;
  const { inspect } = require('util');
  const inner = { ...options, depth: Number.isInteger(options.depth) ? options.depth - 1 : options.depth };
  return `${name} ${inspect(view, inner)}`;
};

let performance;
const now = () => {
  if (performance === undefined) performance = require('internal/perf/clock');
  return performance.now();
};

// The fields of an event that EventTarget drives; set by Event's static block.
let isEvent, begin, end, setCurrent, setPassive, stopped, propagationStopped, dispatching;

class Event {
  #type;
  #bubbles = false;
  #cancelable = false;
  #composed = false;
  #prevented = false;
  #stop = false; // stop immediate propagation
  #propagationStopped = false;
  #passive = false;
  #dispatching = false;
  #target = null;
  #current = null;
  #timeStamp = now();
  #trusted = false;

  static {
    isEvent = (v) => isObject(v) ? (#type in v) : false;
    begin = (event, target) => { event.#dispatching = true; event.#target = target; event.#current = target; };
    end = (event) => {
      event.#dispatching = false;
      event.#current = null;
      event.#stop = false;
      event.#propagationStopped = false;
    };
    setCurrent = (event, target) => { event.#current = target; };
    setPassive = (event, passive) => { event.#passive = passive; };
    stopped = (event) => event.#stop;
    propagationStopped = (event) => event.#propagationStopped;
    dispatching = (event) => event.#dispatching;
  }

  constructor(type, options = undefined) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('type');
    if (options !== undefined && options !== null) {
      if (typeof options !== 'object' && typeof options !== 'function') throw new codes.ERR_INVALID_ARG_TYPE('options', 'object', options);
      this.#bubbles = !!options.bubbles;
      this.#cancelable = !!options.cancelable;
      this.#composed = !!options.composed;
      this.#trusted = options[kTrustEvent] === true;
    }
    this.#type = DOMString(type);
  }

  [customInspect](depth, options) {
    check(this);
    return show(this, depth, options, {
      type: this.#type, defaultPrevented: this.#prevented, cancelable: this.#cancelable, timeStamp: this.#timeStamp,
    });
  }

  initEvent(type, bubbles = false, cancelable = false) {
    check(this);
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('type');
    if (this.#dispatching) return;
    this.#type = DOMString(type);
    this.#bubbles = !!bubbles;
    this.#cancelable = !!cancelable;
    this.#prevented = false;
    this.#stop = false;
    this.#propagationStopped = false;
    this.#trusted = false;
    this.#target = null;
  }

  stopImmediatePropagation() { check(this); this.#stop = true; this.#propagationStopped = true; }
  preventDefault() { check(this); if (this.#cancelable && !this.#passive) this.#prevented = true; }
  get target() { check(this); return this.#target; }
  get currentTarget() { check(this); return this.#current; }
  get srcElement() { check(this); return this.#target; }
  get type() { check(this); return this.#type; }
  get cancelable() { check(this); return this.#cancelable; }
  get defaultPrevented() { check(this); return this.#cancelable && this.#prevented; }
  get timeStamp() { check(this); return this.#timeStamp; }
  composedPath() { check(this); return this.#dispatching ? [this.#current] : []; }
  get returnValue() { check(this); return !this.#cancelable || !this.#prevented; }
  set returnValue(value) { check(this); if (!value && this.#cancelable && !this.#passive) this.#prevented = true; }
  get bubbles() { check(this); return this.#bubbles; }
  get composed() { check(this); return this.#composed; }
  get eventPhase() { check(this); return this.#dispatching ? Event.AT_TARGET : Event.NONE; }
  get cancelBubble() { check(this); return this.#propagationStopped; }
  set cancelBubble(value) { check(this); if (value) this.#propagationStopped = true; }
  stopPropagation() { check(this); this.#propagationStopped = true; }
  get isTrusted() { check(this); return this.#trusted; }

  static NONE = 0;
  static CAPTURING_PHASE = 1;
  static AT_TARGET = 2;
  static BUBBLING_PHASE = 3;
}
const check = (v) => { if (!isEvent(v)) throw invalidThis('Event'); };

tag(Event, 'Event');
enumerable(Event.prototype, [
  'initEvent', 'stopImmediatePropagation', 'preventDefault', 'target', 'currentTarget', 'srcElement', 'type', 'cancelable',
  'defaultPrevented', 'timeStamp', 'composedPath', 'returnValue', 'bubbles', 'composed', 'eventPhase', 'cancelBubble',
  'stopPropagation', 'isTrusted',
]);
{
  const phases = ['NONE', 'CAPTURING_PHASE', 'AT_TARGET', 'BUBBLING_PHASE'];
  for (let i = 0; i < phases.length; i++) {
    Object.defineProperty(Event, phases[i], { value: i, writable: false, enumerable: true, configurable: false });
  }
}

let isCustomEvent;
class CustomEvent extends Event {
  #detail;
  static { isCustomEvent = (v) => isObject(v) ? (#detail in v) : false; }
  constructor(type, options = undefined) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('type');
    super(type, options);
    this.#detail = options?.detail ?? null;
  }
  get detail() {
    if (!isCustomEvent(this)) throw invalidThis('CustomEvent');
    return this.#detail;
  }
  initCustomEvent(type, bubbles = false, cancelable = false, detail = null) {
    if (!isCustomEvent(this)) throw invalidThis('CustomEvent');
    if (dispatching(this)) return;
    this.initEvent(type, bubbles, cancelable);
    this.#detail = detail;
  }
}
tag(CustomEvent, 'CustomEvent');
enumerable(CustomEvent.prototype, ['detail']);
delete CustomEvent.prototype.initCustomEvent; // Node has no deprecated initializer

const isEventTarget = (v) => isObject(v) && v.constructor?.[kIsEventTarget] === true;

const initEventTarget = (target) => {
  target[kEvents] = new Map();
  target[kMaxEventTargetListeners] = undefined; // the default of the events module
  target[kMaxEventTargetListenersWarned] = false;
  target[kHandlers] = new Map();
};

const optionsOf = (options) => {
  if (typeof options === 'boolean') return { capture: options };
  if (options === null || options === undefined) return {};
  if (typeof options !== 'object' && typeof options !== 'function') throw new codes.ERR_INVALID_ARG_TYPE('options', 'object', options);
  return options;
};

// usable says whether listener can be added; what is no EventListener throws.
const usable = (listener) => {
  if (typeof listener === 'function') return true;
  if (listener === null || listener === undefined) return false;
  if (typeof listener === 'object') return true;
  throw new codes.ERR_INVALID_ARG_TYPE('listener', 'EventListener', listener);
};

const checkTarget = (v) => { if (!isEventTarget(v) || v[kEvents] === undefined) throw invalidThis('EventTarget'); };

const warn = (message, name, details) => {
  const warning = new Error(message);
  warning.name = name;
  Object.assign(warning, details);
  require('process').emitWarning(warning);
};

// add appends a record {callback, capture, once, passive, node, removed, resists}; a listener that is there already stays.
const add = (target, type, callback, capture, once, passive, node) => {
  let list = target[kEvents].get(type);
  if (list === undefined) target[kEvents].set(type, list = []);
  for (let i = 0; i < list.length; i++) {
    if (list[i].callback === callback && list[i].capture === capture) return undefined;
  }
  const record = { callback, capture, once, passive, node, removed: false, resists: false };
  list.push(record);
  target[kNewListener](list.length, type, callback, once, capture, passive, false);
  return record;
};

const remove = (target, type, record) => {
  const list = target[kEvents].get(type);
  const i = list === undefined ? -1 : list.indexOf(record);
  if (i < 0) return;
  record.removed = true;
  list.splice(i, 1);
  if (list.length === 0) target[kEvents].delete(type);
  target[kRemoveListener](list.length, type, record.callback, record.capture);
};

// signal returns what a new listener does with an AbortSignal: undefined when it is not to be added.
const followSignal = (signal, stop) => {
  const { isAbortSignal, addAbortAlgorithm } = require('internal/abort');
  if (!isAbortSignal(signal)) throw new codes.ERR_INVALID_ARG_TYPE('options.signal', 'AbortSignal', signal);
  if (signal.aborted) return false;
  addAbortAlgorithm(signal, stop);
  return true;
};

const dispatch = (target, type, event, nodeValue) => {
  const list = target[kEvents].get(type);
  if (list === undefined || list.length === 0) return;
  const records = list.length === 1 ? list : list.slice();
  const n = records.length;
  for (let i = 0; i < n; i++) {
    const record = records[i];
    if (record.removed) continue;
    if (event !== undefined && stopped(event) && !record.resists) continue;
    if (record.once) remove(target, type, record);
    let argument;
    if (record.node) {
      argument = nodeValue;
    } else {
      if (event === undefined) {
        event = target[kCreateEvent](nodeValue, type);
        begin(event, target);
      }
      argument = event;
      if (record.passive) setPassive(event, true);
    }
    try {
      const { callback } = record;
      let result;
      if (typeof callback === 'function') {
        result = callback.call(target, argument);
      } else {
        const { handleEvent } = callback;
        if (typeof handleEvent !== 'function') throw new TypeError(`${String(handleEvent)} is not a function`);
        result = handleEvent.call(callback, argument);
      }
      if (result !== undefined && result !== null && typeof result === 'object') {
        const { then } = result;
        if (typeof then === 'function') then.call(result, undefined, binding.throwLater);
      }
    } catch (err) {
      binding.throwLater(err);
    }
    if (record.passive && !record.node) setPassive(event, false);
  }
  return event;
};

class EventTarget {
  static [kIsEventTarget] = true;

  constructor() { initEventTarget(this); }

  addEventListener(type, listener, options = undefined) {
    checkTarget(this);
    if (arguments.length < 2) throw new codes.ERR_MISSING_ARGS('type', 'listener');
    const opts = optionsOf(options);
    const once = !!opts.once;
    const capture = !!opts.capture;
    const passive = !!opts.passive;
    const { signal } = opts;
    const node = !!opts[kIsNodeStyle];
    let record;
    type = DOMString(type);
    if (signal !== undefined) {
      const follows = followSignal(signal, () => { if (record !== undefined) remove(this, type, record); });
      if (!usable(listener)) return warnNull(type, listener, this);
      if (!follows) return;
    } else if (!usable(listener)) {
      return warnNull(type, listener, this);
    }
    record = add(this, type, listener, capture, once, passive, node);
    // Node's own listeners run though another one has stopped the propagation.
    if (record !== undefined && opts[kResistStopPropagation]) record.resists = true;
  }

  removeEventListener(type, listener, options = undefined) {
    checkTarget(this);
    if (arguments.length < 2) throw new codes.ERR_MISSING_ARGS('type', 'listener');
    const capture = !!(typeof options === 'boolean' ? options : options?.capture);
    type = DOMString(type);
    if (!usable(listener)) return;
    const list = this[kEvents].get(type);
    if (list === undefined) return;
    for (let i = 0; i < list.length; i++) {
      if (list[i].callback === listener && list[i].capture === capture) {
        remove(this, type, list[i]);
        return;
      }
    }
  }

  dispatchEvent(event) {
    checkTarget(this);
    if (arguments.length < 1) throw new codes.ERR_MISSING_ARGS('event');
    if (!isEvent(event)) throw new codes.ERR_INVALID_ARG_TYPE('event', 'Event', event);
    if (dispatching(event)) throw new codes.ERR_EVENT_RECURSION(event.type);
    this[kHybridDispatch](event, event.type, event);
    return event.defaultPrevented !== true;
  }

  [kHybridDispatch](nodeValue, type, event) {
    if (event === undefined) {
      const made = dispatch(this, type, undefined, nodeValue);
      if (made !== undefined) end(made);
      return true;
    }
    begin(event, this);
    if (!propagationStopped(event)) dispatch(this, type, event, nodeValue);
    end(event);
    return event.defaultPrevented !== true;
  }

  [kCreateEvent](nodeValue, type) { return new CustomEvent(type, { detail: nodeValue }); }

  [kNewListener](size, type) {
    let max = this[kMaxEventTargetListeners];
    if (max === undefined) {
      if (size <= DEFAULT_MAX) return; // the events module stays unloaded
      max = defaultMaxListeners();
    }
    if (max > 0 && size > max && !this[kMaxEventTargetListenersWarned]) {
      this[kMaxEventTargetListenersWarned] = true;
      const { inspect } = require('util');
      warn(
        'Possible EventTarget memory leak detected. ' +
        `${size} ${type} listeners added to ${inspect(this, { depth: -1 })}. MaxListeners is ${max}. ` +
        'Use events.setMaxListeners() to increase limit',
        'MaxListenersExceededWarning', { target: this, type, count: size });
    }
  }

  [kRemoveListener]() {}

  [customInspect](depth, options) {
    checkTarget(this);
    return show(this, depth, options, {});
  }
}
tag(EventTarget, 'EventTarget');
enumerable(EventTarget.prototype, ['addEventListener', 'removeEventListener', 'dispatchEvent']);

const kIsNodeStyle = Symbol('kIsNodeStyle');

const DEFAULT_MAX = 10;
const defaultMaxListeners = () => require('events').defaultMaxListeners ?? DEFAULT_MAX;

const warnNull = (type, listener, target) => {
  warn(`addEventListener called with ${listener} which has no effect.`, 'AddEventListenerArgumentTypeWarning', { target, type });
};

class NodeEventTarget extends EventTarget {
  static [kIsNodeEventTarget] = true;
  static defaultMaxListeners = 10;

  setMaxListeners(n) { require('events').setMaxListeners(n, this); }
  getMaxListeners() { return this[kMaxEventTargetListeners] ?? defaultMaxListeners(); }
  eventNames() { return Array.from(this[kEvents].keys()); }
  listenerCount(type) { return this[kEvents].get(String(type))?.length ?? 0; }
  off(type, listener, options) { this.removeEventListener(type, listener, options); return this; }
  removeListener(type, listener, options) { this.removeEventListener(type, listener, options); return this; }
  on(type, listener) { this.addEventListener(type, listener, { [kIsNodeStyle]: true }); return this; }
  addListener(type, listener) { this.addEventListener(type, listener, { [kIsNodeStyle]: true }); return this; }
  emit(type, arg) {
    if (typeof type !== 'string') throw new codes.ERR_INVALID_ARG_TYPE('type', 'string', type);
    const had = this.listenerCount(type) > 0;
    this[kHybridDispatch](arg, type);
    return had;
  }
  once(type, listener) { this.addEventListener(type, listener, { once: true, [kIsNodeStyle]: true }); return this; }
  removeAllListeners(type) {
    if (type !== undefined) this[kEvents].delete(String(type));
    else this[kEvents].clear();
    return this;
  }
}
enumerable(NodeEventTarget.prototype, [
  'setMaxListeners', 'getMaxListeners', 'eventNames', 'listenerCount', 'off', 'removeListener', 'on', 'addListener', 'once',
  'emit', 'removeAllListeners',
]);

// defineEventHandler gives a prototype the event handler attribute on<name> (HTML, section 8.1.8.1): the handler takes the
// place in the order of listeners that the first one had.
const defineEventHandler = (prototype, name, event = name, brand = undefined) => {
  const key = `on${name}`;
  const get = {
    [key]() { brand?.(this); return this[kHandlers]?.get(event)?.handler ?? null; },
  }[key];
  const set = {
    [key](value) {
      brand?.(this);
      let entry = this[kHandlers].get(event);
      const handler = isObject(value) ? value : null;
      if (entry === undefined || entry.record === undefined || entry.record.removed) {
        if (handler === null) return;
        const fresh = { handler, record: undefined };
        fresh.record = add(this, event, function (e) {
          return typeof fresh.handler === 'function' ? fresh.handler.call(this, e) : undefined;
        }, false, false, false, false);
        this[kHandlers].set(event, fresh);
        return;
      }
      entry.handler = handler;
      if (handler === null) {
        remove(this, event, entry.record);
        this[kHandlers].delete(event);
      }
    },
  }[key];
  Object.defineProperty(get, 'name', { value: `get ${key}`, configurable: true });
  Object.defineProperty(set, 'name', { value: `set ${key}`, configurable: true });
  Object.defineProperty(prototype, key, { get, set, enumerable: true, configurable: true });
};

// getEventListeners is that of the events module, for a target: the callbacks of a type in order.
const getEventListeners = (target, type) => {
  const list = target[kEvents].get(String(type));
  if (list === undefined) return [];
  return list.map((record) => record.callback);
};

// fire dispatches a trusted event.
const fire = (target, event) => target[kHybridDispatch](event, event.type, event);

exports.Event = Event;
exports.CustomEvent = CustomEvent;
exports.EventTarget = EventTarget;
exports.NodeEventTarget = NodeEventTarget;
exports.defineEventHandler = defineEventHandler;
exports.getEventListeners = getEventListeners;
exports.isEventTarget = isEventTarget;
exports.fire = fire;
exports.throwLater = binding.throwLater;
exports.kMaxEventTargetListeners = kMaxEventTargetListeners;
exports.kMaxEventTargetListenersWarned = kMaxEventTargetListenersWarned;
exports.kNewListener = kNewListener;
exports.kRemoveListener = kRemoveListener;
exports.kCreateEvent = kCreateEvent;
exports.kHybridDispatch = kHybridDispatch;
exports.kTrustEvent = kTrustEvent;
exports.kResistStopPropagation = kResistStopPropagation;
