// Entries of the performance timeline, their classes, and PerformanceObserver.

const { codes } = require('internal/errors');
const { enumerable, tag, isObject, invalidThis, deeper } = require('internal/webidl');
const { now } = require('internal/perf/clock');

const { later } = binding;
const customInspect = Symbol.for('nodejs.util.inspect.custom');
const secret = Symbol('create');
const supported = ['function', 'mark', 'measure', 'resource'];

// Milestones that a mark must not be named after, as in PerformanceNodeTiming.
const milestones = ['nodeStart', 'v8Start', 'environment', 'loopStart', 'loopExit', 'bootstrapComplete', 'idleTime'];

const show = (object, name, depth, options, view) => {
  if (depth < 0) return object;
  const { inspect } = require('util');
  return `${name} ${inspect(view, deeper(options))}`;
};

let isEntry;
class PerformanceEntry {
  #name;
  #type;
  #start;
  #duration;
  static { isEntry = (v) => isObject(v) ? (#name in v) : false; }

  constructor(token, name, type, start, duration) {
    if (token !== secret) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
    this.#name = name;
    this.#type = type;
    this.#start = start;
    this.#duration = duration;
  }

  get name() { check(this); return this.#name; }
  get entryType() { check(this); return this.#type; }
  get startTime() { check(this); return this.#start; }
  get duration() { check(this); return this.#duration; }
  toJSON() {
    check(this);
    return { name: this.#name, entryType: this.#type, startTime: this.#start, duration: this.#duration };
  }
  [customInspect](depth, options) { return show(this, this.constructor.name, depth, options, this.toJSON()); }
}
const check = (v) => { if (!isEntry(v)) throw invalidThis('PerformanceEntry'); };
Object.defineProperty(PerformanceEntry, 'length', { value: 0, configurable: true });
enumerable(PerformanceEntry.prototype, ['name', 'entryType', 'startTime', 'duration', 'toJSON']);

const cloned = (detail) => (detail === undefined || detail === null ? null : require('internal/clone').structuredClone(detail));

class PerformanceMark extends PerformanceEntry {
  #detail;
  constructor(name, options = undefined) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('name');
    if (typeof name === 'symbol') throw new TypeError('Cannot convert a Symbol value to a string');
    name = `${name}`;
    if (milestones.includes(name)) throw new codes.ERR_INVALID_ARG_VALUE('name', name);
    if (options !== undefined && options !== null) require('internal/validators').validateObject(options, 'options');
    const startTime = options?.startTime ?? now();
    require('internal/validators').validateNumber(startTime, 'startTime');
    if (startTime < 0) throw new codes.ERR_PERFORMANCE_INVALID_TIMESTAMP(startTime);
    const detail = cloned(options?.detail);
    super(secret, name, 'mark', startTime, 0);
    this.#detail = detail;
  }
  get detail() { check(this); return this.#detail; }
  toJSON() { check(this); return { ...super.toJSON(), detail: this.#detail }; }
}
Object.defineProperty(PerformanceMark, 'length', { value: 1, configurable: true });
enumerable(PerformanceMark.prototype, ['detail']);
tag(PerformanceMark, 'PerformanceMark');

class PerformanceMeasure extends PerformanceEntry {
  #detail;
  constructor(token, name, start, duration, detail) {
    super(token, name, 'measure', start, duration);
    this.#detail = cloned(detail);
  }
  get detail() { check(this); return this.#detail; }
  toJSON() { check(this); return { ...super.toJSON(), detail: this.#detail }; }
}
Object.defineProperty(PerformanceMeasure, 'length', { value: 0, configurable: true });
enumerable(PerformanceMeasure.prototype, ['detail']);
tag(PerformanceMeasure, 'PerformanceMeasure');

// PerformanceNodeEntry is what timerify's functions leave.
class PerformanceNodeEntry extends PerformanceEntry {
  #detail;
  constructor(token, name, type, start, duration, detail) {
    super(token, name, type, start, duration);
    this.#detail = detail;
    for (let i = 0; i < detail.length; i++) this[i] = detail[i]; // the arguments
  }
  get detail() { return this.#detail; }
  toJSON() { return { ...super.toJSON(), detail: this.#detail }; }
}

const timings = [
  'initiatorType', 'nextHopProtocol', 'workerStart', 'redirectStart', 'redirectEnd', 'fetchStart', 'domainLookupStart', 'domainLookupEnd',
  'connectStart', 'connectEnd', 'secureConnectionStart', 'requestStart', 'responseStart', 'responseEnd', 'transferSize', 'encodedBodySize',
  'decodedBodySize',
];
class PerformanceResourceTiming extends PerformanceEntry {
  #values;
  constructor(token, name, start, duration, values) {
    super(token, name, 'resource', start, duration);
    this.#values = values;
  }
  static read(entry, key) {
    if (!isObject(entry) || !(#values in entry)) throw invalidThis('PerformanceResourceTiming');
    return entry.#values[key];
  }
  toJSON() {
    const out = super.toJSON();
    for (let i = 0; i < timings.length; i++) out[timings[i]] = this[timings[i]];
    return out;
  }
}
{
  const { read } = PerformanceResourceTiming;
  delete PerformanceResourceTiming.read;
  for (let i = 0; i < timings.length; i++) {
    const key = timings[i];
    const { get } = Object.getOwnPropertyDescriptor({ get [key]() { return read(this, key); } }, key);
    Object.defineProperty(PerformanceResourceTiming.prototype, key, { get, set: undefined, enumerable: true, configurable: true });
  }
}
Object.defineProperty(PerformanceResourceTiming, 'length', { value: 0, configurable: true });
enumerable(PerformanceResourceTiming.prototype, ['toJSON']);
tag(PerformanceResourceTiming, 'PerformanceResourceTiming');

// ---- The timeline ----

const buffers = { mark: [], measure: [], resource: [] };
const marks = new Map(); // name to the last start time
const observers = new Set();
let scheduled = false;

const enqueue = (entry) => {
  observers.forEach((observer) => offer(observer, entry));
};

const keep = (entry) => { buffers[entry.entryType].push(entry); };

// Resources have a buffer with a limit, and a second one for those that come while the event that it is full is under way
// (Resource Timing, section 4.4).
let resourceLimit = 250;
let resourcesFull = () => {};
let overflow = [];
let fullPending = false;

const keepResource = (entry) => {
  if (buffers.resource.length < resourceLimit && !fullPending) {
    buffers.resource.push(entry);
    return;
  }
  overflow.push(entry);
  if (fullPending) return;
  fullPending = true;
  later(() => {
    while (overflow.length > 0) {
      const before = overflow.length;
      if (buffers.resource.length >= resourceLimit) resourcesFull();
      while (overflow.length > 0 && buffers.resource.length < resourceLimit) buffers.resource.push(overflow.shift());
      if (overflow.length >= before) overflow = [];
    }
    fullPending = false;
  });
};

const schedule = (observer) => {
  pending.add(observer);
  if (scheduled) return;
  scheduled = true;
  later(() => {
    scheduled = false;
    const list = Array.from(pending);
    pending.clear();
    for (let i = 0; i < list.length; i++) {
      try {
        deliver(list[i]);
      } catch (err) {
        require('internal/event_target').throwLater(err);
      }
    }
  });
};
const pending = new Set();

const byStart = (a, b) => a.startTime - b.startTime;

// select lists the entries that are kept, by time.
const select = (name, type) => {
  let out;
  if (type !== undefined) {
    out = (buffers[type] ?? []).slice();
  } else {
    out = buffers.mark.concat(buffers.measure, buffers.resource);
  }
  if (name !== undefined) out = out.filter((entry) => entry.name === name);
  return out.sort(byStart);
};

const clear = (type, name) => {
  if (name === undefined) {
    buffers[type] = [];
    if (type === 'mark') marks.clear();
  } else {
    buffers[type] = buffers[type].filter((entry) => entry.name !== name);
    if (type === 'mark') marks.delete(name);
  }
};

const mark = (name, options) => {
  const entry = new PerformanceMark(name, options);
  marks.set(entry.name, entry.startTime);
  enqueue(entry);
  keep(entry);
  return entry;
};

const timeOf = (value) => {
  if (typeof value === 'number') {
    if (value < 0) throw new codes.ERR_PERFORMANCE_INVALID_TIMESTAMP(value);
    return value;
  }
  const name = `${value}`;
  if (milestones.includes(name)) return require('internal/perf/performance').milestone(name);
  const start = marks.get(name);
  if (start === undefined) {
    throw new (require('internal/dom_exception').DOMException)(`The "${name}" performance mark has not been set`, 'SyntaxError');
  }
  return start;
};

const measure = (name, startOrOptions, endMark) => {
  const dict = isObject(startOrOptions) ? startOrOptions : undefined;
  if (dict !== undefined) {
    const times = dict.start !== undefined || dict.end !== undefined || dict.duration !== undefined;
    if (times || dict.detail !== undefined) {
      if (endMark !== undefined) throw new codes.ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS('endMark must not be specified');
      if (times && dict.start === undefined && dict.end === undefined) {
        throw new codes.ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS('One of options.start or options.end is required');
      }
      if (dict.start !== undefined && dict.end !== undefined && dict.duration !== undefined) {
        throw new codes.ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS('Must not have options.start, options.end, and options.duration specified');
      }
    }
  }
  let end;
  if (endMark !== undefined) end = timeOf(endMark);
  else if (dict?.end !== undefined) end = timeOf(dict.end);
  else if (dict?.start !== undefined && dict.duration !== undefined) end = timeOf(dict.start) + timeOf(dict.duration);
  else end = now();
  let start;
  if (dict?.start !== undefined) start = timeOf(dict.start);
  else if (dict?.duration !== undefined && dict.end !== undefined) start = timeOf(dict.end) - timeOf(dict.duration);
  else if (dict === undefined && startOrOptions !== undefined && startOrOptions !== null) start = timeOf(startOrOptions);
  else start = 0;
  const entry = new PerformanceMeasure(secret, name, start, end - start, dict?.detail);
  enqueue(entry);
  keep(entry);
  return entry;
};

// ---- Observers ----

let isList, makeList;
class PerformanceObserverEntryList {
  #entries = [];
  static {
    isList = (v) => isObject(v) ? (#entries in v) : false;
    makeList = (entries) => {
      const list = new PerformanceObserverEntryList(secret);
      list.#entries = entries.slice().sort(byStart);
      return list;
    };
  }
  constructor(token) {
    if (token !== secret) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
  }
  getEntries() {
    if (!isList(this)) throw invalidThis('PerformanceObserverEntryList');
    return this.#entries.slice();
  }
  getEntriesByType(type) {
    if (!isList(this)) throw invalidThis('PerformanceObserverEntryList');
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('type');
    type = `${type}`;
    return this.#entries.filter((entry) => entry.entryType === type);
  }
  getEntriesByName(name, type = undefined) {
    if (!isList(this)) throw invalidThis('PerformanceObserverEntryList');
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('name');
    name = `${name}`;
    if (type !== undefined) type = `${type}`;
    return this.#entries.filter((entry) => entry.name === name && (type === undefined || entry.entryType === type));
  }
  [customInspect](depth, options) { return show(this, 'PerformanceObserverEntryList', depth, options, this.#entries); }
}
Object.defineProperty(PerformanceObserverEntryList, 'length', { value: 0, configurable: true });
enumerable(PerformanceObserverEntryList.prototype, ['getEntries', 'getEntriesByType', 'getEntriesByName']);
tag(PerformanceObserverEntryList, 'PerformanceObserverEntryList');

let offer, deliver;
class PerformanceObserver {
  #callback;
  #types = new Set();
  #mode = undefined; // 'single' (type) or 'multiple' (entryTypes)
  #buffer = [];

  static {
    offer = (observer, entry) => {
      if (!observer.#types.has(entry.entryType)) return;
      observer.#buffer.push(entry);
      schedule(observer);
    };
    deliver = (observer) => {
      const entries = observer.takeRecords();
      if (entries.length > 0) observer.#callback.call(observer, makeList(entries), observer);
    };
  }

  constructor(callback) {
    require('internal/validators').validateFunction(callback, 'callback');
    this.#callback = callback;
  }

  observe(options = {}) {
    require('internal/validators').validateObject(options, 'options');
    const { entryTypes, type, buffered } = { ...options };
    if (entryTypes === undefined && type === undefined) throw new codes.ERR_MISSING_ARGS('options.entryTypes', 'options.type');
    if (entryTypes !== undefined && type !== undefined) {
      throw new codes.ERR_INVALID_ARG_VALUE('options.entryTypes', entryTypes, 'options.entryTypes can not set with options.type together');
    }
    if (entryTypes !== undefined && (!isObject(entryTypes) || typeof entryTypes[Symbol.iterator] !== 'function')) {
      throw new codes.ERR_INVALID_ARG_TYPE('options.entryTypes', 'string[]', entryTypes);
    }
    const mode = entryTypes === undefined ? 'single' : 'multiple';
    if (this.#mode !== undefined && this.#mode !== mode) {
      const message = mode === 'single' ?
        'PerformanceObserver can not change to single observation' : 'PerformanceObserver can not change to multiple observations';
      throw new (require('internal/dom_exception').DOMException)(message, 'InvalidModificationError');
    }
    this.#mode = mode;
    if (mode === 'multiple') {
      this.#types = new Set(Array.from(entryTypes, String).filter((t) => supported.includes(t)));
    } else {
      if (!supported.includes(type)) return;
      this.#types.add(type);
      if (buffered) {
        this.#buffer.push(...select(undefined, type));
        if (this.#buffer.length > 0) schedule(this);
      }
    }
    if (this.#types.size > 0) observers.add(this);
    else this.disconnect();
  }

  disconnect() {
    observers.delete(this);
    pending.delete(this);
    this.#types.clear();
    this.#buffer = [];
    this.#mode = undefined;
  }

  takeRecords() {
    const list = this.#buffer;
    this.#buffer = [];
    return list;
  }

  static get supportedEntryTypes() { return supportedTypes; }

  [customInspect](depth, options) {
    return show(this, 'PerformanceObserver', depth, options, {
      connected: observers.has(this), pending: pending.has(this), entryTypes: Array.from(this.#types), buffer: this.#buffer,
    });
  }
}
const supportedTypes = Object.freeze(supported.slice());
Object.defineProperty(PerformanceObserver.prototype.observe, 'length', { value: 0, configurable: true });
enumerable(PerformanceObserver.prototype, ['observe', 'disconnect', 'takeRecords']);
tag(PerformanceObserver, 'PerformanceObserver');

exports.PerformanceEntry = PerformanceEntry;
exports.PerformanceMark = PerformanceMark;
exports.PerformanceMeasure = PerformanceMeasure;
exports.PerformanceObserver = PerformanceObserver;
exports.PerformanceObserverEntryList = PerformanceObserverEntryList;
exports.PerformanceResourceTiming = PerformanceResourceTiming;
exports.mark = mark;
exports.measure = measure;
exports.select = select;
exports.clear = clear;
exports.recordFunction = (name, start, duration, args) => {
  enqueue(new PerformanceNodeEntry(secret, name, 'function', start, duration, args));
};
exports.resourceTiming = (name, start, duration, values) => {
  const entry = new PerformanceResourceTiming(secret, name, start, duration, values);
  enqueue(entry);
  keepResource(entry);
  return entry;
};
exports.setResourceLimit = (limit) => { resourceLimit = limit; };
exports.whenResourcesFull = (f) => { resourcesFull = f; };
