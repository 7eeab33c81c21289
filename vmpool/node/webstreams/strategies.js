// ByteLengthQueuingStrategy and CountQueuingStrategy (section 7).

const { codes } = require('internal/errors');
const { enumerable, tag, isObject, invalidThis } = require('internal/webidl');
const { inspectable } = require('internal/webstreams/base');

const byteLength = { size(chunk) { return chunk.byteLength; } }.size;
const count = { size() { return 1; } }.size;

const highWaterMarkOf = (init) => {
  if (!isObject(init)) throw new codes.ERR_INVALID_ARG_TYPE('init', 'Object', init);
  const { highWaterMark } = init;
  if (highWaterMark === undefined) throw new codes.ERR_MISSING_OPTION('init.highWaterMark');
  return +highWaterMark;
};

let isByteLength;
class ByteLengthQueuingStrategy {
  #highWaterMark;
  static { isByteLength = (v) => isObject(v) ? (#highWaterMark in v) : false; }
  constructor(init) { this.#highWaterMark = highWaterMarkOf(init); }
  get highWaterMark() {
    if (!isByteLength(this)) throw invalidThis('ByteLengthQueuingStrategy');
    return this.#highWaterMark;
  }
  get size() {
    if (!isByteLength(this)) throw invalidThis('ByteLengthQueuingStrategy');
    return byteLength;
  }
}

let isCount;
class CountQueuingStrategy {
  #highWaterMark;
  static { isCount = (v) => isObject(v) ? (#highWaterMark in v) : false; }
  constructor(init) { this.#highWaterMark = highWaterMarkOf(init); }
  get highWaterMark() {
    if (!isCount(this)) throw invalidThis('CountQueuingStrategy');
    return this.#highWaterMark;
  }
  get size() {
    if (!isCount(this)) throw invalidThis('CountQueuingStrategy');
    return count;
  }
}

const classes = [ByteLengthQueuingStrategy, CountQueuingStrategy];
for (let i = 0; i < classes.length; i++) {
  tag(classes[i], classes[i].name);
  enumerable(classes[i].prototype, ['highWaterMark', 'size']);
  inspectable(classes[i], classes[i].name, (s) => ({ highWaterMark: s.highWaterMark }));
}

exports.ByteLengthQueuingStrategy = ByteLengthQueuingStrategy;
exports.CountQueuingStrategy = CountQueuingStrategy;
