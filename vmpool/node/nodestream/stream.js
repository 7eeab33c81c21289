// node:stream.

const { Stream } = require('internal/streams/legacy');
const utils = require('internal/streams/utils');
const { eos, finished } = require('internal/streams/finished');
const { pipeline } = require('internal/streams/pipeline');
const state = require('internal/streams/state');
const customPromisify = Symbol.for('nodejs.util.promisify.custom');

Stream.isDestroyed = utils.isDestroyed;
Stream.isDisturbed = utils.isDisturbed;
Stream.isErrored = utils.isErrored;
Stream.isReadable = utils.isReadable;
Stream.isWritable = utils.isWritable;
const Readable = Stream.Readable = require('internal/streams/readable');

// The helpers are loaded when one of them is first called.
const streamReturning = [['asIndexedPairs', 0], ['drop', 1], ['filter', 2], ['flatMap', 2], ['map', 2], ['take', 1], ['compose', 2]];
for (let i = 0; i < streamReturning.length; i++) {
  const name = streamReturning[i][0];
  define(name, streamReturning[i][1], function(...args) {
    const op = require('internal/streams/operators').streamReturning[name];
    return Readable.from(Reflect.apply(op, this, args));
  });
}
const promiseReturning = [['every', 1], ['forEach', 2], ['reduce', 3], ['toArray', 1], ['some', 1], ['find', 2]];
for (let i = 0; i < promiseReturning.length; i++) {
  const name = promiseReturning[i][0];
  define(name, promiseReturning[i][1], function(...args) {
    const op = require('internal/streams/operators').promiseReturning[name];
    return Promise.resolve().then(() => Reflect.apply(op, this, args));
  });
}

function define(name, length, body) {
  function fn(...args) {
    if (new.target) throw new (require('internal/errors').codes.ERR_ILLEGAL_CONSTRUCTOR)();
    return Reflect.apply(body, this, args);
  }
  Object.defineProperty(fn, 'name', { value: name });
  Object.defineProperty(fn, 'length', { value: length });
  Object.defineProperty(Readable.prototype, name, { value: fn, enumerable: false, configurable: true, writable: true });
}

Stream.Writable = require('internal/streams/writable');
Stream.Duplex = require('internal/streams/duplex');
Stream.Transform = require('internal/streams/transform');
Stream.PassThrough = require('internal/streams/passthrough');
Stream.duplexPair = function duplexPair(options) {
  return require('internal/streams/duplexpair')(options);
};
Stream.pipeline = pipeline;
Stream.addAbortSignal = require('internal/streams/add_abort_signal').addAbortSignal;
Stream.finished = eos;
Stream.destroy = require('internal/streams/destroy').destroyer;
Stream.compose = function compose(...streams) {
  return require('internal/streams/compose')(...streams);
};
Stream.setDefaultHighWaterMark = state.setDefaultHighWaterMark;
Stream.getDefaultHighWaterMark = state.getDefaultHighWaterMark;

Object.defineProperty(Stream, 'promises', {
  configurable: true,
  enumerable: true,
  get() { return require('stream/promises'); },
});
Object.defineProperty(pipeline, customPromisify, {
  enumerable: true,
  get() { return require('stream/promises').pipeline; },
});
Object.defineProperty(eos, customPromisify, {
  enumerable: true,
  get() { return finished; },
});
Object.defineProperty(eos, 'name', { value: 'eos' });

Stream.Stream = Stream; // as in Node 0.4
Stream._isArrayBufferView = ArrayBuffer.isView;
Stream._isUint8Array = (value) => value instanceof Uint8Array;
Stream._uint8ArrayToBuffer = function _uint8ArrayToBuffer(chunk) {
  return require('buffer').Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
};

module.exports = Stream;
