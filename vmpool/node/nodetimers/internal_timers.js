// Timeout and Immediate, and how they start and stop. The loop calls runTimeout and runImmediate.

const { validateNumber } = require('internal/validators');
const { codes: { ERR_OUT_OF_RANGE } } = require('internal/errors');

const TIMEOUT_MAX = 2 ** 31 - 1;
const customInspect = Symbol.for('nodejs.util.inspect.custom');
const kRefed = Symbol('refed');
const kHasPrimitive = Symbol('kHasPrimitive');
const kAsyncId = Symbol('asyncId');
const kTriggerId = Symbol('triggerId');

// What _idleNext and _idlePrev of an active timer show: Node has one list a duration, the loop here has one queue.
class TimersList {
  constructor() {
    this._idleNext = this;
    this._idlePrev = this;
  }
}
const list = new TimersList();

// The loop's timers of objects that were enrolled by hand; a Timeout has its own in a private field.
const enrolled = new WeakMap();

class Timeout {
  #handle;

  constructor(callback, after, args, isRepeat, isRefed) {
    after *= 1;
    if (!(after >= 1 && after <= TIMEOUT_MAX)) {
      if (after > TIMEOUT_MAX) {
        process.emitWarning(
          `${after} does not fit into a 32-bit signed integer.\nTimeout duration was set to 1.`,
          'TimeoutOverflowWarning');
      }
      after = 1;
    }
    this._idleTimeout = after;
    this._idlePrev = this;
    this._idleNext = this;
    this._idleStart = null;
    this._onTimeout = callback;
    this._timerArgs = args;
    this._repeat = isRepeat ? after : null;
    this._destroyed = false;
    this[kRefed] = isRefed;
    this[kHasPrimitive] = false;
    this[kAsyncId] = binding.newID();
    this[kTriggerId] = 1;
  }

  [customInspect](_, options) {
    return require('util').inspect(this, { ...options, depth: 0, customInspect: false });
  }

  refresh() {
    activate(this, this[kRefed]);
    return this;
  }

  unref() {
    if (this[kRefed]) {
      this[kRefed] = false;
      binding.setRef(this.#handle, false);
    }
    return this;
  }

  ref() {
    if (!this[kRefed]) {
      this[kRefed] = true;
      binding.setRef(this.#handle, true);
    }
    return this;
  }

  hasRef() {
    return this[kRefed];
  }

  static handle(timeout) { return timeout.#handle; }

  static setHandle(timeout, handle) { timeout.#handle = handle; }
}

const timeoutHandle = Timeout.handle;
const setTimeoutHandle = Timeout.setHandle;
delete Timeout.handle;
delete Timeout.setHandle;

function handleOf(item) {
  return item instanceof Timeout ? timeoutHandle(item) : enrolled.get(item);
}

// insert starts item, to be called after ms milliseconds.
function insert(item, ms, ref) {
  ms = Math.trunc(ms);
  item._idleStart = binding.now();
  item._idleNext = list;
  item._idlePrev = list;
  const handle = binding.start(item, ms, ref);
  if (item instanceof Timeout) setTimeoutHandle(item, handle);
  else enrolled.set(item, handle);
}

// remove takes item out of the loop's queue and leaves its properties to the caller.
function remove(item) {
  const handle = handleOf(item);
  if (handle !== undefined) binding.stop(handle);
  item._idleNext = null;
  item._idlePrev = null;
}

// activate starts item anew, whether it is active or has fired, unless it has no duration.
function activate(item, ref) {
  const ms = item._idleTimeout;
  if (!(ms >= 0)) return;
  const handle = handleOf(item);
  if (handle !== undefined) binding.stop(handle);
  insert(item, ms, ref);
  item._destroyed = false;
  item[kRefed] = ref;
}

function active(item) { activate(item, true); }

function unrefActive(item) { activate(item, false); }

function enroll(item, msecs) {
  msecs = getTimerDuration(msecs, 'msecs');
  if (item._idleNext) unenroll(item);
  item._idleNext = item;
  item._idlePrev = item;
  item._idleTimeout = msecs;
}

function unenroll(item) {
  if (item._destroyed) return;
  item._destroyed = true;
  if (item[kHasPrimitive]) binding.forget(item[kAsyncId]);
  remove(item);
  item._idleTimeout = -1;
}

function getTimerDuration(msecs, name) {
  validateNumber(msecs, name);
  if (msecs < 0 || !Number.isFinite(msecs)) {
    throw new ERR_OUT_OF_RANGE(name, 'a non-negative finite number', msecs);
  }
  if (msecs > TIMEOUT_MAX) {
    process.emitWarning(
      `${msecs} does not fit into a 32-bit signed integer.\nTimer duration was truncated to ${TIMEOUT_MAX}.`,
      'TimeoutOverflowWarning');
    return TIMEOUT_MAX;
  }
  return msecs;
}

function settle(timer) {
  if (timer[kHasPrimitive]) binding.forget(timer[kAsyncId]);
  timer._destroyed = true;
}

function runTimeout(timer) {
  timer._idleNext = null;
  timer._idlePrev = null;
  const callback = timer._onTimeout;
  if (!callback) {
    if (!timer._destroyed) settle(timer);
    return;
  }
  // An interval's next time counts from the start of its callback.
  const started = timer._repeat ? timeoutHandle(timer) : undefined;
  if (started !== undefined) binding.restart(started);
  try {
    const args = timer._timerArgs;
    if (args === undefined) timer._onTimeout();
    else Reflect.apply(callback, timer, args);
  } finally {
    if (timer._repeat && timer._idleTimeout !== -1) {
      const same = timer._idleTimeout === timer._repeat && timeoutHandle(timer) === started && binding.active(started);
      timer._idleTimeout = timer._repeat;
      if (same) {
        timer._idleStart = binding.now();
        timer._idleNext = list;
        timer._idlePrev = list;
      } else {
        if (started !== undefined) binding.stop(started);
        binding.stop(timeoutHandle(timer));
        insert(timer, timer._idleTimeout, timer[kRefed]);
      }
    } else {
      if (started !== undefined && timeoutHandle(timer) === started && !timer._idleNext) binding.stop(started);
      if (!timer._idleNext && !timer._idlePrev && !timer._destroyed) settle(timer);
    }
  }
}

class Immediate {
  #handle;

  constructor(callback, args) {
    this._idleNext = null;
    this._idlePrev = null;
    this._onImmediate = callback;
    this._argv = args;
    this._destroyed = false;
    this[kRefed] = true;
    this[kAsyncId] = binding.newID();
    this[kTriggerId] = 1;
    this.#handle = binding.immediate(this);
  }

  ref() {
    if (this[kRefed] === false) {
      this[kRefed] = true;
      binding.setRefIm(this.#handle, true);
    }
    return this;
  }

  unref() {
    if (this[kRefed] === true) {
      this[kRefed] = false;
      binding.setRefIm(this.#handle, false);
    }
    return this;
  }

  hasRef() {
    return !!this[kRefed];
  }

  static stop(immediate) { binding.stopIm(immediate.#handle); }
}

const stopImmediate = Immediate.stop;
delete Immediate.stop;

function clearImmediate(immediate) {
  if (!immediate || immediate._destroyed) return;
  immediate._destroyed = true;
  immediate[kRefed] = null;
  immediate._onImmediate = null;
  if (immediate instanceof Immediate) stopImmediate(immediate);
}

function runImmediate(immediate) {
  immediate._destroyed = true;
  immediate[kRefed] = null;
  try {
    const args = immediate._argv;
    if (!args) immediate._onImmediate();
    else Reflect.apply(immediate._onImmediate, immediate, args);
  } finally {
    immediate._onImmediate = null;
  }
}

binding.connect(runTimeout, runImmediate);

module.exports = {
  TIMEOUT_MAX,
  Timeout,
  Immediate,
  clearImmediate,
  insert,
  active,
  unrefActive,
  enroll,
  unenroll,
  getTimerDuration,
  kRefed,
  kHasPrimitive,
  kAsyncId,
  remember: binding.remember,
  knownTimeout: binding.knownTimeout,
};
