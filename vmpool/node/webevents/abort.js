// AbortController and AbortSignal (DOM, section 3).

const { codes } = require('internal/errors');
const { enumerable, tag, isObject, invalidThis, deeper } = require('internal/webidl');
const { EventTarget, Event, defineEventHandler, fire, kTrustEvent } = require('internal/event_target');

const customInspect = Symbol.for('nodejs.util.inspect.custom');
const secret = Symbol('create');

const domException = (message, name) => new (require('internal/dom_exception').DOMException)(message, name);

const show = (receiver, name, depth, options, view) => {
  if (depth < 0) return receiver;
  const { inspect } = require('util');
  return `${name} ${inspect(view, deeper(options))}`;
};

let isAbortSignal, abortSignal, addAbortAlgorithm, removeAbortAlgorithm, dependOn;

class AbortSignal extends EventTarget {
  #aborted = false;
  #reason = undefined;
  #algorithms = undefined;
  #sources = undefined; // of a signal that AbortSignal.any made: signals that are not dependent themselves
  #dependents = undefined;

  static {
    isAbortSignal = (v) => isObject(v) ? (#aborted in v) : false;
    addAbortAlgorithm = (signal, algorithm) => {
      if (signal.#aborted) return;
      if (signal.#algorithms === undefined) signal.#algorithms = new Set();
      signal.#algorithms.add(algorithm);
    };
    removeAbortAlgorithm = (signal, algorithm) => { signal.#algorithms?.delete(algorithm); };
    const run = (signal) => {
      const algorithms = signal.#algorithms;
      signal.#algorithms = undefined;
      if (algorithms !== undefined) algorithms.forEach((algorithm) => algorithm(signal.#reason));
      fire(signal, new Event('abort', { [kTrustEvent]: true }));
    };
    abortSignal = (signal, reason) => {
      if (signal.#aborted) return;
      signal.#aborted = true;
      signal.#reason = reason === undefined ? domException('This operation was aborted', 'AbortError') : reason;
      const dependents = [];
      signal.#dependents?.forEach((dependent) => {
        if (dependent.#aborted) return;
        dependent.#aborted = true;
        dependent.#reason = signal.#reason;
        dependents.push(dependent);
      });
      run(signal);
      for (let i = 0; i < dependents.length; i++) run(dependents[i]);
    };
    dependOn = (result, signals) => {
      for (let i = 0; i < signals.length; i++) {
        if (signals[i].#aborted) {
          result.#aborted = true;
          result.#reason = signals[i].#reason;
          return;
        }
      }
      result.#sources = new Set();
      const link = (source) => {
        if (result.#sources.has(source)) return;
        result.#sources.add(source);
        if (source.#dependents === undefined) source.#dependents = new Set();
        source.#dependents.add(result);
      };
      for (let i = 0; i < signals.length; i++) {
        if (signals[i].#sources === undefined) link(signals[i]);
        else signals[i].#sources.forEach(link);
      }
    };
  }

  constructor(token) {
    if (token !== secret) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
    super();
  }

  get aborted() { check(this); return this.#aborted; }
  get reason() { check(this); return this.#reason; }
  throwIfAborted() {
    check(this);
    if (this.#aborted) throw this.#reason;
  }

  [customInspect](depth, options) { return show(this, 'AbortSignal', depth, options, { aborted: this.aborted }); }

  static abort(reason = domException('This operation was aborted', 'AbortError')) {
    const signal = createAbortSignal();
    signal.#aborted = true;
    signal.#reason = reason;
    return signal;
  }

  static timeout(delay) {
    require('internal/validators').validateUint32(delay, 'delay', false);
    const signal = createAbortSignal();
    const { setTimeout } = require('timers');
    setTimeout(() => abortSignal(signal, domException('The operation was aborted due to timeout', 'TimeoutError')), delay).unref();
    return signal;
  }

  static any(signals) {
    const isArray = isObject(signals) && typeof signals[Symbol.iterator] === 'function';
    if (!isArray) throw new codes.ERR_INVALID_ARG_TYPE('signals', 'Array', signals);
    const list = Array.isArray(signals) ? signals : Array.from(signals);
    for (let i = 0; i < list.length; i++) {
      if (!isAbortSignal(list[i])) throw new codes.ERR_INVALID_ARG_TYPE(`signals[${i}]`, 'AbortSignal', list[i]);
    }
    const result = createAbortSignal();
    dependOn(result, list);
    return result;
  }
}
const check = (v) => { if (!isAbortSignal(v)) throw invalidThis('AbortSignal'); };
const createAbortSignal = () => new AbortSignal(secret);

Object.defineProperty(AbortSignal, 'length', { value: 0, configurable: true });
Object.defineProperty(AbortSignal.abort, 'length', { value: 0, configurable: true });
tag(AbortSignal, 'AbortSignal');
enumerable(AbortSignal.prototype, ['aborted']);
defineEventHandler(AbortSignal.prototype, 'abort');

let isAbortController;
class AbortController {
  #signal = createAbortSignal();
  static { isAbortController = (v) => isObject(v) ? (#signal in v) : false; }

  get signal() {
    if (!isAbortController(this)) throw invalidThis('AbortController');
    return this.#signal;
  }

  abort(reason = domException('This operation was aborted', 'AbortError')) {
    if (!isAbortController(this)) throw invalidThis('AbortController');
    abortSignal(this.#signal, reason);
  }

  [customInspect](depth, options) { return show(this, 'AbortController', depth, options, { signal: this.signal }); }
}
Object.defineProperty(AbortController.prototype.abort, 'length', { value: 0, configurable: true });
tag(AbortController, 'AbortController');
enumerable(AbortController.prototype, ['signal', 'abort']);

exports.AbortController = AbortController;
exports.AbortSignal = AbortSignal;
exports.isAbortSignal = isAbortSignal;
exports.createAbortSignal = createAbortSignal;
exports.abortSignal = abortSignal; // abortSignal(signal, reason)
// An abort algorithm is called with the reason before the event 'abort' is fired. followAbort calls stop at once when the signal is aborted already
// and returns a function that forgets it.
exports.addAbortAlgorithm = addAbortAlgorithm;
exports.followAbort = (signal, algorithm) => {
  if (signal.aborted) {
    algorithm(signal.reason);
    return () => {};
  }
  addAbortAlgorithm(signal, algorithm);
  return () => removeAbortAlgorithm(signal, algorithm);
};
exports.transferableAbortController = () => new AbortController();
exports.transferableAbortSignal = (signal) => signal;
