// TransformStream (section 6). State: {self, readable, writable, controller, backpressure, backpressureChange}.

const { codes } = require('internal/errors');
const { enumerable, tag, invalidThis } = require('internal/webidl');
const {
  kState, deferred, chain, attempt, isObject, typeError, members, optionalObject, strategyOf, highWaterMarkOf, inspectable, secret,
} = require('internal/webstreams/base');
const { kTransfer, kTransferCheck } = require('internal/clone');
const { createReadable } = require('internal/webstreams/readable');
const { createWritable, errorIfNeeded } = require('internal/webstreams/writable');

const isTransformStream = (v) => isObject(v) && v[kState]?.kind === 'transform';
const isController = (v) => isObject(v) && v[kState]?.kind === 'transform controller';

const setBackpressure = (stream, backpressure) => {
  if (stream.backpressureChange !== undefined) stream.backpressureChange.resolve(undefined);
  stream.backpressureChange = deferred();
  stream.backpressure = backpressure;
};

const errorWritableAndUnblock = (stream, error) => {
  stream.controller.clear();
  errorIfNeeded(stream.writable, error);
  if (stream.backpressure) setBackpressure(stream, false);
};

const errorStream = (stream, error) => {
  stream.readable.controller.error(error);
  errorWritableAndUnblock(stream, error);
};

class ControllerState {
  constructor(stream, self) {
    this.kind = 'transform controller';
    this.self = self;
    this.stream = stream;
    this.transform = undefined;
    this.flush = undefined;
    this.cancel = undefined;
    this.finish = undefined; // the promise of cancel or flush
  }

  clear() {
    this.transform = undefined;
    this.flush = undefined;
    this.cancel = undefined;
  }

  enqueue(chunk) {
    const { stream } = this;
    const { controller } = stream.readable;
    if (!controller.canClose()) throw typeError('Unable to enqueue');
    try {
      controller.enqueue(chunk);
    } catch (err) {
      errorWritableAndUnblock(stream, err);
      throw stream.readable.error;
    }
    const backpressure = !controller.shouldPull();
    if (backpressure !== stream.backpressure) setBackpressure(stream, true);
  }

  error(error) { errorStream(this.stream, error); }

  terminate() {
    this.stream.readable.controller.close();
    errorWritableAndUnblock(this.stream, typeError('TransformStream terminated'));
  }

  performTransform(chunk) {
    let result;
    try {
      if (this.transform === undefined) this.enqueue(chunk);
      else result = this.transform(chunk, this.self);
    } catch (err) {
      result = Promise.reject(err);
    }
    return chain(Promise.resolve(result), undefined, (reason) => {
      errorStream(this.stream, reason);
      throw reason;
    });
  }
}

class TransformStreamDefaultController {
  constructor(token) {
    if (token !== secret) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
  }

  get desiredSize() {
    if (!isController(this)) throw invalidThis('TransformStreamDefaultController');
    return this[kState].stream.readable.controller.desiredSize();
  }

  enqueue(chunk = undefined) {
    if (!isController(this)) throw invalidThis('TransformStreamDefaultController');
    this[kState].enqueue(chunk);
  }

  error(reason = undefined) {
    if (!isController(this)) throw invalidThis('TransformStreamDefaultController');
    this[kState].error(reason);
  }

  terminate() {
    if (!isController(this)) throw invalidThis('TransformStreamDefaultController');
    this[kState].terminate();
  }
}

// ---- What the writable and the readable side do ----

const sinkWrite = (stream, chunk) => {
  if (!stream.backpressure) return stream.controller.performTransform(chunk);
  return chain(stream.backpressureChange.promise, () => {
    if (stream.writable.status === 'erroring') throw stream.writable.error;
    return stream.controller.performTransform(chunk);
  });
};

const sinkAbort = (stream, reason) => {
  const { controller, readable } = stream;
  if (controller.finish !== undefined) return controller.finish.promise;
  const { cancel } = controller;
  controller.finish = deferred();
  const result = attempt(cancel && (() => cancel(reason)));
  controller.clear();
  chain(result, () => {
    if (readable.status === 'errored') {
      controller.finish.reject(readable.error);
    } else {
      readable.controller.error(reason);
      controller.finish.resolve(undefined);
    }
  }, (error) => {
    readable.controller.error(error);
    controller.finish.reject(error);
  });
  return controller.finish.promise;
};

const sinkClose = (stream) => {
  const { controller, readable } = stream;
  if (controller.finish !== undefined) return controller.finish.promise;
  controller.finish = deferred();
  const { flush } = controller;
  const result = attempt(flush && (() => flush(controller.self)));
  controller.clear();
  chain(result, () => {
    if (readable.status === 'errored') {
      controller.finish.reject(readable.error);
    } else {
      readable.controller.close();
      controller.finish.resolve(undefined);
    }
  }, (error) => {
    readable.controller.error(error);
    controller.finish.reject(error);
  });
  return controller.finish.promise;
};

const sourcePull = (stream) => {
  setBackpressure(stream, false);
  return stream.backpressureChange.promise;
};

const sourceCancel = (stream, reason) => {
  const { controller, writable } = stream;
  if (controller.finish !== undefined) return controller.finish.promise;
  const { cancel } = controller;
  controller.finish = deferred();
  const result = attempt(cancel && (() => cancel(reason)));
  controller.clear();
  const unblock = () => { if (stream.backpressure) setBackpressure(stream, false); };
  chain(result, () => {
    if (writable.status === 'errored') {
      controller.finish.reject(writable.error);
    } else {
      errorIfNeeded(writable, reason);
      unblock();
      controller.finish.resolve(undefined);
    }
  }, (error) => {
    errorIfNeeded(writable, error);
    unblock();
    controller.finish.reject(error);
  });
  return controller.finish.promise;
};

// initialize makes both sides; start is a promise.
const initialize = (stream, start, writableStrategy, readableStrategy) => {
  stream.writable = createWritable({
    __proto__: null,
    start: () => new Promise((resolve) => resolve(start)), // later than what follows the constructor, as the standard has it
    write: (chunk) => sinkWrite(stream, chunk),
    abort: (reason) => sinkAbort(stream, reason),
    close: () => sinkClose(stream),
    highWaterMark: writableStrategy.highWaterMark,
    size: writableStrategy.size,
  });
  stream.readable = createReadable({
    __proto__: null,
    start: () => new Promise((resolve) => resolve(start)),
    pull: () => sourcePull(stream),
    cancel: (reason) => sourceCancel(stream, reason),
    highWaterMark: readableStrategy.highWaterMark,
    size: readableStrategy.size,
  });
  setBackpressure(stream, true);
};

const newState = (self) => ({
  kind: 'transform', self, readable: undefined, writable: undefined, controller: undefined, backpressure: undefined,
  backpressureChange: undefined,
});

const setUpController = (stream, { transform, flush, cancel }) => {
  const self = new TransformStreamDefaultController(secret);
  const controller = new ControllerState(stream, self);
  self[kState] = controller;
  stream.controller = controller;
  controller.transform = transform;
  controller.flush = flush;
  controller.cancel = cancel;
};

class TransformStream {
  constructor(transformer = undefined, writableStrategy = undefined, readableStrategy = undefined) {
    optionalObject(transformer, 'transformer');
    const writable = strategyOf(writableStrategy, 'writableStrategy');
    const readable = strategyOf(readableStrategy, 'readableStrategy');
    const dict = members(transformer, ['cancel', 'flush', 'readableType', 'start', 'transform', 'writableType'], 'transformer');
    if (dict.readableType !== undefined) throw new codes.ERR_INVALID_ARG_VALUE.RangeError('transformer.readableType', dict.readableType);
    if (dict.writableType !== undefined) throw new codes.ERR_INVALID_ARG_VALUE.RangeError('transformer.writableType', dict.writableType);
    const readableSide = { highWaterMark: highWaterMarkOf(readable, 0), size: readable.size };
    const writableSide = { highWaterMark: highWaterMarkOf(writable, 1), size: writable.size };
    const start = deferred();
    const stream = newState(this);
    this[kState] = stream;
    initialize(stream, start.promise, writableSide, readableSide);
    setUpController(stream, {
      transform: dict.transform && ((chunk, controller) => Reflect.apply(dict.transform, transformer, [chunk, controller])),
      flush: dict.flush && ((controller) => Reflect.apply(dict.flush, transformer, [controller])),
      cancel: dict.cancel && ((reason) => Reflect.apply(dict.cancel, transformer, [reason])),
    });
    start.resolve(dict.start === undefined ? undefined : Reflect.apply(dict.start, transformer, [stream.controller.self]));
  }

  get readable() {
    if (!isTransformStream(this)) throw invalidThis('TransformStream');
    return this[kState].readable.self;
  }

  get writable() {
    if (!isTransformStream(this)) throw invalidThis('TransformStream');
    return this[kState].writable.self;
  }
}

// createTransform is a transform stream made inside: {readable, writable} are the public objects.
const createTransform = (algorithms) => {
  const stream = newState(undefined);
  initialize(stream, Promise.resolve(undefined), { highWaterMark: 1, size: undefined }, { highWaterMark: 0, size: undefined });
  setUpController(stream, algorithms);
  return { readable: stream.readable.self, writable: stream.writable.self, controller: stream.controller };
};

Object.defineProperty(TransformStream, 'length', { value: 0, configurable: true });
Object.defineProperty(TransformStreamDefaultController, 'length', { value: 0, configurable: true });
for (const name of ['enqueue', 'error']) {
  Object.defineProperty(TransformStreamDefaultController.prototype[name], 'length', { value: 0, configurable: true });
}
enumerable(TransformStream.prototype, ['readable', 'writable']);
enumerable(TransformStreamDefaultController.prototype, ['desiredSize', 'enqueue', 'error', 'terminate']);
tag(TransformStream, 'TransformStream');
tag(TransformStreamDefaultController, 'TransformStreamDefaultController');
inspectable(TransformStream, 'TransformStream', (s) => ({
  readable: s.readable, writable: s.writable, backpressure: s[kState].backpressure,
}));
inspectable(TransformStreamDefaultController, 'TransformStreamDefaultController', (c) => ({ stream: c[kState].stream.self }));

// A transferred transform stream is the pair of its transferred sides.
Object.defineProperty(TransformStream.prototype, kTransferCheck, {
  value() {
    this.readable[kTransferCheck]();
    this.writable[kTransferCheck]();
  },
});
Object.defineProperty(TransformStream.prototype, kTransfer, {
  value() {
    const self = Object.create(TransformStream.prototype);
    const state = newState(self);
    state.readable = this.readable[kTransfer]()[kState];
    state.writable = this.writable[kTransfer]()[kState];
    state.controller = this[kState].controller;
    self[kState] = state;
    return self;
  },
});

exports.TransformStream = TransformStream;
exports.TransformStreamDefaultController = TransformStreamDefaultController;
exports.isTransformStream = isTransformStream;
exports.createTransform = createTransform;
