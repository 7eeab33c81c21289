// The global performance.

const { codes } = require('internal/errors');
const { enumerable, tag, isObject, deeper } = require('internal/webidl');
const { Event, EventTarget, defineEventHandler, fire } = require('internal/event_target');
const { now, timeOrigin } = require('internal/perf/clock');
const timeline = require('internal/perf/timeline');

const customInspect = Symbol.for('nodejs.util.inspect.custom');
const secret = Symbol('create');

let isPerformance;
const check = (v) => { if (!isPerformance(v)) throw new codes.ERR_INVALID_ARG_TYPE('this', 'Performance', v); };
const text = (v) => {
  if (typeof v === 'symbol') throw new TypeError('Cannot convert a Symbol value to a string');
  return `${v}`;
};

// What became of the VM; there is one moment, at which it was made.
const milestones = { nodeStart: 0, v8Start: 0, environment: 0, bootstrapComplete: 0, loopStart: -1, loopExit: -1, idleTime: 0 };

class PerformanceNodeTiming {
  constructor() {
    const define = (name, get) => Object.defineProperty(this, name, { get, set: undefined, enumerable: true, configurable: true });
    define('name', () => 'node');
    define('entryType', () => 'node');
    define('startTime', () => 0);
    define('duration', now);
    const names = Object.keys(milestones);
    for (let i = 0; i < names.length; i++) define(names[i], () => milestones[names[i]]);
  }

  [customInspect](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('util');
    return `PerformanceNodeTiming ${inspect({ ...this }, deeper(options))}`;
  }

  toJSON() { return { ...this }; }
}
const nodeTiming = new PerformanceNodeTiming();

class Performance extends EventTarget {
  #brand;
  static { isPerformance = (v) => isObject(v) ? (#brand in v) : false; }

  constructor(token) {
    if (token !== secret) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
    super();
  }

  clearMarks(name = undefined) { check(this); timeline.clear('mark', name === undefined ? undefined : text(name)); }
  clearMeasures(name = undefined) { check(this); timeline.clear('measure', name === undefined ? undefined : text(name)); }
  clearResourceTimings(name = undefined) { check(this); timeline.clear('resource', name === undefined ? undefined : text(name)); }
  getEntries() { check(this); return timeline.select(undefined, undefined); }

  getEntriesByName(name, type = undefined) {
    check(this);
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('name');
    return timeline.select(text(name), type === undefined ? undefined : text(type));
  }

  getEntriesByType(type) {
    check(this);
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('type');
    return timeline.select(undefined, text(type));
  }

  mark(name, options = {}) {
    check(this);
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('name');
    return timeline.mark(name, options);
  }

  measure(name, startOrMeasureOptions = {}, endMark = undefined) {
    check(this);
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('name');
    return timeline.measure(text(name), startOrMeasureOptions, endMark);
  }

  now() { check(this); return now(); }

  setResourceTimingBufferSize(size) {
    check(this);
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('maxSize');
    timeline.setResourceLimit(require('internal/webidl').integer(size, 32, false));
  }

  get timeOrigin() { check(this); return timeOrigin; }

  toJSON() {
    check(this);
    return { nodeTiming: this.nodeTiming, timeOrigin: this.timeOrigin, eventLoopUtilization: this.eventLoopUtilization() };
  }

  [customInspect](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('util');
    return `Performance ${inspect({ nodeTiming: this.nodeTiming, timeOrigin: this.timeOrigin }, deeper(options))}`;
  }
}

// eventLoopUtilization: the loop has no account of its idle time, so that all is zero, as in Node before its loop starts.
function eventLoopUtilization(util1, util2) {
  void util1;
  void util2;
  return { idle: 0, active: 0, utilization: 0 };
}

function markResourceTiming(timingInfo, requestedUrl, initiatorType, global, cacheMode) {
  void global;
  const start = timingInfo.startTime;
  const connection = timingInfo.finalConnectionTimingInfo;
  return timeline.resourceTiming(requestedUrl, start, timingInfo.endTime - start, {
    initiatorType, workerStart: timingInfo.finalServiceWorkerStartTime, redirectStart: timingInfo.redirectStartTime,
    redirectEnd: timingInfo.redirectEndTime, fetchStart: timingInfo.postRedirectStartTime,
    domainLookupStart: connection?.domainLookupStartTime, domainLookupEnd: connection?.domainLookupEndTime,
    connectStart: connection?.connectionStartTime, connectEnd: connection?.connectionEndTime,
    secureConnectionStart: connection?.secureConnectionStartTime, nextHopProtocol: connection?.ALPNNegotiatedProtocol,
    requestStart: timingInfo.finalNetworkRequestStartTime, responseStart: timingInfo.finalNetworkResponseStartTime,
    responseEnd: timingInfo.endTime, encodedBodySize: timingInfo.encodedBodySize, decodedBodySize: timingInfo.decodedBodySize,
    transferSize: cacheMode === 'local' ? 0 : cacheMode === 'validated' ? 300 : timingInfo.encodedBodySize + 300,
  });
}

const isConstructor = (fn) => {
  try {
    Reflect.construct(Object, [], fn);
    return true;
  } catch {
    return false;
  }
};

function timerify(fn, options = {}) {
  const { validateFunction, validateObject } = require('internal/validators');
  validateFunction(fn, 'fn');
  validateObject(options, 'options');
  const { histogram } = options;
  if (histogram !== undefined && !require('internal/perf/histogram').isRecordable(histogram)) {
    throw new codes.ERR_INVALID_ARG_TYPE('options.histogram', 'RecordableHistogram', histogram);
  }
  const constructor = isConstructor(fn);
  const finish = (start, args) => {
    const duration = now() - start;
    if (histogram !== undefined) histogram.record(Math.max(1, Math.ceil(duration * 1e6)));
    timeline.recordFunction(fn.name, start, duration, args);
  };
  function timerified(...args) {
    const start = now();
    const constructs = new.target !== undefined && this instanceof new.target;
    const result = constructs && constructor ? Reflect.construct(fn, args, fn) : Reflect.apply(fn, this, args);
    if (!constructs && typeof result?.finally === 'function') return result.finally(() => finish(start, args));
    finish(start, args);
    return result;
  }
  Object.defineProperties(timerified, {
    length: { configurable: false, enumerable: true, value: fn.length },
    name: { configurable: false, enumerable: true, value: `timerified ${fn.name}` },
  });
  return timerified;
}

const methods = { eventLoopUtilization, nodeTiming, markResourceTiming, timerify };
for (const name of Object.keys(methods)) {
  Object.defineProperty(Performance.prototype, name, { value: methods[name], writable: true, enumerable: false, configurable: true });
}
Object.defineProperty(Performance.prototype.mark, 'length', { value: 1, configurable: true });
Object.defineProperty(Performance.prototype.measure, 'length', { value: 1, configurable: true });
Object.defineProperty(timerify, 'length', { value: 1, configurable: true });
enumerable(Performance.prototype, [
  'clearMarks', 'clearMeasures', 'clearResourceTimings', 'getEntries', 'getEntriesByName', 'getEntriesByType', 'mark', 'measure', 'now',
  'setResourceTimingBufferSize', 'timeOrigin', 'toJSON',
]);
tag(Performance, 'Performance');
defineEventHandler(Performance.prototype, 'resourcetimingbufferfull');
Object.defineProperty(Performance, 'length', { value: 0, configurable: true });

exports.Performance = Performance;
exports.performance = new Performance(secret);
timeline.whenResourcesFull(() => fire(exports.performance, new Event('resourcetimingbufferfull')));
exports.milestone = (name) => milestones[name];
