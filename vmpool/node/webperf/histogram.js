// Histograms: createHistogram and monitorEventLoopDelay. Counting is Go.

const { codes } = require('internal/errors');
const { isObject, invalidThis, deeper } = require('internal/webidl');
const { kClone } = require('internal/clone');

const native = binding;
const customInspect = Symbol.for('nodejs.util.inspect.custom');
const secret = Symbol('create');
const largest = 9223372036854775807n;

let isHistogram, handleOf;
const big = (n) => (n >= 9223372036854775807 ? largest : BigInt(n));

class Histogram {
  #handle;
  static {
    isHistogram = (v) => isObject(v) ? (#handle in v) : false;
    handleOf = (histogram) => histogram.#handle;
  }

  constructor(token, handle) {
    if (token !== secret) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
    this.#handle = handle;
  }

  [customInspect](depth, options) {
    if (depth < 0) return `[${this.constructor.name}]`;
    const { inspect } = require('util');
    return `Histogram ${inspect({
      min: this.min, max: this.max, mean: this.mean, exceeds: this.exceeds, stddev: this.stddev, count: this.count,
      percentiles: this.percentiles,
    }, deeper(options))}`;
  }

  get count() { check(this); return native.count(this.#handle); }
  get countBigInt() { check(this); return big(native.count(this.#handle)); }
  get min() { check(this); return native.min(this.#handle); }
  get minBigInt() { check(this); return big(native.min(this.#handle)); }
  get max() { check(this); return native.max(this.#handle); }
  get maxBigInt() { check(this); return big(native.max(this.#handle)); }
  get mean() { check(this); return native.mean(this.#handle); }
  get exceeds() { check(this); return native.exceeds(this.#handle); }
  get exceedsBigInt() { check(this); return big(native.exceeds(this.#handle)); }
  get stddev() { check(this); return native.stddev(this.#handle); }

  percentile(percentile) {
    check(this);
    checkPercentile(percentile);
    return native.percentile(this.#handle, percentile);
  }

  percentileBigInt(percentile) {
    check(this);
    checkPercentile(percentile);
    return BigInt(native.percentile(this.#handle, percentile));
  }

  get percentiles() { check(this); return mapOf(native.percentiles(this.#handle), (n) => n); }
  get percentilesBigInt() { check(this); return mapOf(native.percentiles(this.#handle), BigInt); }

  reset() { check(this); native.reset(this.#handle); }

  [kClone]() { return new this.constructor(secret, this.#handle); } // counts what this one counts

  toJSON() {
    const percentiles = {};
    this.percentiles.forEach((value, key) => { percentiles[key] = value; });
    return {
      count: this.count, min: this.min, max: this.max, mean: this.mean, exceeds: this.exceeds, stddev: this.stddev, percentiles,
    };
  }
}
const check = (v) => { if (!isHistogram(v)) throw invalidThis('Histogram'); };
const checkPercentile = (percentile) => {
  require('internal/validators').validateNumber(percentile, 'percentile');
  if (Number.isNaN(percentile) || percentile <= 0 || percentile > 100) {
    throw new codes.ERR_OUT_OF_RANGE('percentile', '> 0 && <= 100', percentile);
  }
};

// A SafeMap by name only, since that is how Node's prints.
class SafeMap extends Map {}
const mapOf = (flat, convert) => {
  const map = new SafeMap();
  for (let i = 0; i < flat.length; i += 2) map.set(flat[i], convert(flat[i + 1]));
  return map;
};

let isRecordable;
class RecordableHistogram extends Histogram {
  #previous = undefined;
  static { isRecordable = (v) => isObject(v) ? (#previous in v) : false; }

  record(val) {
    if (!isRecordable(this)) throw invalidThis('RecordableHistogram');
    if (typeof val === 'bigint') {
      native.record(handleOf(this), Number(val));
      return;
    }
    require('internal/validators').validateInteger(val, 'val', 1);
    native.record(handleOf(this), val);
  }

  recordDelta() {
    if (!isRecordable(this)) throw invalidThis('RecordableHistogram');
    const now = Math.round(require('internal/perf/clock').now() * 1e6);
    if (this.#previous !== undefined) native.record(handleOf(this), Math.max(1, now - this.#previous));
    this.#previous = now;
  }

  add(other) {
    if (!isRecordable(this)) throw invalidThis('RecordableHistogram');
    if (!isRecordable(other)) throw new codes.ERR_INVALID_ARG_TYPE('other', 'RecordableHistogram', other);
    native.add(handleOf(this), handleOf(other));
  }
}

class ELDHistogram extends Histogram {
  #resolution;
  constructor(token, handle, resolution) {
    super(token, handle);
    this.#resolution = resolution;
  }
  enable() { return native.sample(handleOf(this), this.#resolution); }
  disable() { return native.stop(handleOf(this)); }
}
Object.defineProperty(ELDHistogram, 'name', { value: 'IntervalHistogram' });

function monitorEventLoopDelay(options = {}) {
  const { validateObject, validateInteger } = require('internal/validators');
  validateObject(options, 'options');
  const { resolution = 10 } = options;
  validateInteger(resolution, 'options.resolution', 1);
  return new ELDHistogram(secret, native.create(1, 3.6e12, 3), resolution);
}

function createHistogram(options = {}) {
  const { validateObject, validateInteger } = require('internal/validators');
  validateObject(options, 'options');
  const { lowest = 1, highest = Number.MAX_SAFE_INTEGER, figures = 3 } = options;
  if (typeof lowest !== 'bigint') validateInteger(lowest, 'options.lowest', 1, Number.MAX_SAFE_INTEGER);
  if (typeof highest !== 'bigint') {
    validateInteger(highest, 'options.highest', 2 * Number(lowest), Number.MAX_SAFE_INTEGER);
  } else if (highest < 2n * BigInt(lowest)) {
    throw new codes.ERR_INVALID_ARG_VALUE.RangeError('options.highest', highest);
  }
  validateInteger(figures, 'options.figures', 1, 5);
  return new RecordableHistogram(secret, native.create(Number(lowest), Number(highest), figures));
}
Object.defineProperty(monitorEventLoopDelay, 'length', { value: 0, configurable: true });
Object.defineProperty(createHistogram, 'length', { value: 0, configurable: true });

exports.monitorEventLoopDelay = monitorEventLoopDelay;
exports.createHistogram = createHistogram;
exports.isRecordable = isRecordable;
