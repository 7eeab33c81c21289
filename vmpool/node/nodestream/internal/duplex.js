// Duplex: a Readable that is a Writable too.

const { Stream } = require('internal/streams/legacy');
const Readable = require('internal/streams/readable');
const Writable = require('internal/streams/writable');
const { addAbortSignal } = require('internal/streams/add_abort_signal');
const destroyImpl = require('internal/streams/destroy');

Object.setPrototypeOf(Duplex.prototype, Readable.prototype);
Object.setPrototypeOf(Duplex, Readable);

// The methods of Writable, where Readable has none of that name.
const names = Object.keys(Writable.prototype);
for (let i = 0; i < names.length; i++) {
  if (!Duplex.prototype[names[i]]) Duplex.prototype[names[i]] = Writable.prototype[names[i]];
}

Duplex.prototype.destroy = Writable.prototype.destroy; // it also fails what waits to be written

function Duplex(options) {
  if (!(this instanceof Duplex)) return new Duplex(options);
  const r = this._readableState = new Readable.ReadableState(options, this, true);
  const w = this._writableState = new Writable.WritableState(options, this, true);
  if (options) {
    this.allowHalfOpen = options.allowHalfOpen !== false;
    if (options.readable === false) {
      r.readable = false;
      r.ended = r.endEmitted = true;
    }
    if (options.writable === false) {
      w.writable = false;
      w.ending = w.ended = w.finished = true;
    }
    if (typeof options.read === 'function') this._read = options.read;
    if (typeof options.write === 'function') this._write = options.write;
    if (typeof options.writev === 'function') this._writev = options.writev;
    if (typeof options.destroy === 'function') this._destroy = options.destroy;
    if (typeof options.final === 'function') this._final = options.final;
    if (typeof options.construct === 'function') this._construct = options.construct;
    if (options.signal) addAbortSignal(options.signal, this);
  } else {
    this.allowHalfOpen = true;
  }
  Stream.call(this, options);
  if (this._construct != null) {
    destroyImpl.construct(this, () => {
      Readable._onConstructed(this);
      Writable._onConstructed(this);
    });
  }
}

const inherited = ['writable', 'writableHighWaterMark', 'writableObjectMode', 'writableBuffer', 'writableLength',
                   'writableFinished', 'writableCorked', 'writableEnded', 'writableNeedDrain', 'writableAborted'];
for (let i = 0; i < inherited.length; i++) {
  Object.defineProperty(Duplex.prototype, inherited[i], Object.getOwnPropertyDescriptor(Writable.prototype, inherited[i]));
}
Object.defineProperty(Duplex.prototype, 'destroyed', {
  get() {
    if (this._readableState === undefined || this._writableState === undefined) return false;
    return this._readableState.destroyed && this._writableState.destroyed;
  },
  set(value) {
    if (this._readableState && this._writableState) {
      this._readableState.destroyed = value;
      this._writableState.destroyed = value;
    }
  },
});

Duplex.fromWeb = function(pair, options) {
  return require('internal/webstreams/adapters').newStreamDuplexFromReadableWritablePair(pair, options);
};

Duplex.toWeb = function(duplex) {
  return require('internal/webstreams/adapters').newReadableWritablePairFromDuplex(duplex);
};

Duplex.from = function(body) {
  return require('internal/streams/duplexify')(body, 'body');
};

module.exports = Duplex;
