// ReadableStream with its default reader and controller (sections 4.1 to 4.3, 4.6 and 4.9). Byte streams are in bytes.js.
//
// State of a stream: {self, status, error, reader, controller, disturbed}; of a reader: {self, stream, requests, closed, byob}; of a
// default controller: {self, stream, queue, …}. A controller has the methods cancelSteps, pullSteps and releaseSteps.
// A read request is an object with the methods chunk(value), close() and error(reason).

const { codes } = require('internal/errors');
const { enumerable, tag, invalidThis } = require('internal/webidl');
const {
  kState, Queue, Later, react, chain, attempt, handled, noop, isObject, typeError, members, optionalObject, strategyOf, highWaterMarkOf,
  inspectable, hooks, secret,
} = require('internal/webstreams/base');
const { kTransfer, kTransferCheck, dataCloneError } = require('internal/clone');

const READABLE = 'readable';
const CLOSED = 'closed';
const ERRORED = 'errored';

const newState = (self) => ({
  self, status: READABLE, error: undefined, reader: undefined, controller: undefined, disturbed: false, kind: READABLE, ended: undefined,
});

const isReadableStream = (v) => isObject(v) && v[kState]?.kind === READABLE;
const isLocked = (stream) => stream.reader !== undefined;
const isDefaultReader = (v) => isObject(v) && v[kState]?.kind === 'default reader';
const isDefaultController = (v) => isObject(v) && v[kState]?.kind === 'default controller';

// ---- Streams ----

const closeStream = (stream) => {
  stream.status = CLOSED;
  stream.ended?.resolve();
  const { reader } = stream;
  if (reader === undefined) return;
  reader.closed.resolve();
  if (!reader.byob) {
    const { requests } = reader;
    reader.requests = [];
    for (let i = 0; i < requests.length; i++) requests[i].close();
  }
};

const errorStream = (stream, error) => {
  stream.status = ERRORED;
  stream.error = error;
  stream.ended?.reject(error);
  const { reader } = stream;
  if (reader === undefined) return;
  reader.closed.reject(error);
  failRequests(reader, error);
};

const failRequests = (reader, error) => {
  const { requests } = reader;
  reader.requests = [];
  for (let i = 0; i < requests.length; i++) requests[i].error(error);
};

const cancelStream = (stream, reason) => {
  stream.disturbed = true;
  if (stream.status === CLOSED) return Promise.resolve(undefined);
  if (stream.status === ERRORED) return Promise.reject(stream.error);
  closeStream(stream);
  const { reader } = stream;
  if (reader !== undefined && reader.byob) {
    const { requests } = reader;
    reader.requests = [];
    for (let i = 0; i < requests.length; i++) requests[i].close(undefined);
  }
  return chain(stream.controller.cancelSteps(reason), noop);
};

const fulfillRead = (stream, chunk, done) => {
  const request = stream.reader.requests.shift();
  if (done) request.close();
  else request.chunk(chunk);
};

// ---- Readers ----

const acquireReader = (stream) => new ReadableStreamDefaultReader(stream.self)[kState];

const initReader = (reader, stream) => {
  reader.stream = stream;
  stream.reader = reader;
  if (stream.status === READABLE) reader.closed = new Later();
  else if (stream.status === CLOSED) reader.closed = Later.resolved();
  else reader.closed = Later.rejected(stream.error);
};

const releaseGeneric = (reader) => {
  const { stream } = reader;
  const error = typeError('Reader released');
  if (reader.closed.status === 0) reader.closed.reject(error);
  else reader.closed = Later.rejected(error);
  stream.controller.releaseSteps();
  stream.reader = undefined;
  reader.stream = undefined;
};

const releaseReader = (reader) => {
  releaseGeneric(reader);
  failRequests(reader, typeError('Releasing reader'));
};

const readInto = (reader, request) => {
  const { stream } = reader;
  stream.disturbed = true;
  if (stream.status === CLOSED) request.close();
  else if (stream.status === ERRORED) request.error(stream.error);
  else stream.controller.pullSteps(request);
};

// A PromiseRequest is the read request of read().
class PromiseRequest {
  constructor() {
    this.promise = new Promise((resolve, reject) => { this.resolve = resolve; this.reject = reject; });
  }
  chunk(value) { this.resolve({ value, done: false }); }
  close() { this.resolve({ value: undefined, done: true }); }
  error(reason) { this.reject(reason); }
}

class ReadableStreamDefaultReader {
  constructor(stream) {
    if (!isReadableStream(stream)) throw new codes.ERR_INVALID_ARG_TYPE('stream', 'ReadableStream', stream);
    if (isLocked(stream[kState])) throw typeError('ReadableStream is locked');
    this[kState] = { kind: 'default reader', self: this, stream: undefined, requests: [], closed: undefined, byob: false };
    initReader(this[kState], stream[kState]);
  }

  read() {
    if (!isDefaultReader(this)) return Promise.reject(invalidThis('ReadableStreamDefaultReader'));
    const reader = this[kState];
    const { stream } = reader;
    if (stream === undefined) return Promise.reject(typeError('The reader is not attached to a stream'));
    const { controller } = stream;
    if (stream.status === READABLE && controller.queue.length > 0 && controller.shiftChunk !== undefined) {
      stream.disturbed = true;
      return Promise.resolve({ value: controller.shiftChunk(), done: false });
    }
    const request = new PromiseRequest();
    readInto(reader, request);
    return request.promise;
  }

  releaseLock() {
    if (!isDefaultReader(this)) throw invalidThis('ReadableStreamDefaultReader');
    if (this[kState].stream !== undefined) releaseReader(this[kState]);
  }

  get closed() {
    if (!isDefaultReader(this)) return Promise.reject(invalidThis('ReadableStreamDefaultReader'));
    return this[kState].closed.promise;
  }

  cancel(reason = undefined) {
    if (!isDefaultReader(this)) return Promise.reject(invalidThis('ReadableStreamDefaultReader'));
    const { stream } = this[kState];
    if (stream === undefined) return Promise.reject(typeError('The reader is not attached to a stream'));
    return cancelStream(stream, reason);
  }
}
Object.defineProperty(ReadableStreamDefaultReader.prototype.cancel, 'length', { value: 0, configurable: true });

// ---- The default controller ----

class DefaultControllerState {
  constructor(stream, self, highWaterMark, size) {
    this.kind = 'default controller';
    this.self = self;
    this.stream = stream;
    this.queue = new Queue();
    this.started = false;
    this.closeRequested = false;
    this.pulling = false;
    this.pullAgain = false;
    this.highWaterMark = highWaterMark;
    this.size = size; // undefined: every chunk counts 1
    this.pull = undefined;
    this.cancel = undefined;
    this.pulled = () => {
      this.pulling = false;
      if (this.pullAgain) {
        this.pullAgain = false;
        this.pullIfNeeded();
      }
    };
    this.failed = (error) => this.error(error);
  }

  clear() {
    this.pull = undefined;
    this.cancel = undefined;
    this.size = undefined;
  }

  desiredSize() {
    const { status } = this.stream;
    if (status === ERRORED) return null;
    if (status === CLOSED) return 0;
    return this.highWaterMark - this.queue.total;
  }

  canClose() { return !this.closeRequested && this.stream.status === READABLE; }

  shouldPull() {
    if (!this.started || !this.canClose()) return false;
    const { reader } = this.stream;
    if (reader !== undefined && reader.requests.length > 0) return true;
    return this.highWaterMark - this.queue.total > 0;
  }

  pullIfNeeded() {
    if (!this.shouldPull()) return;
    if (this.pulling) {
      this.pullAgain = true;
      return;
    }
    this.pulling = true;
    let result;
    if (this.pull !== undefined) {
      try {
        result = this.pull(this.self);
      } catch (err) {
        react(Promise.reject(err), undefined, this.failed);
        return;
      }
    }
    react(result, this.pulled, this.failed);
  }

  close() {
    if (!this.canClose()) return;
    this.closeRequested = true;
    if (this.queue.length === 0) {
      this.clear();
      closeStream(this.stream);
    }
  }

  enqueue(chunk) {
    if (!this.canClose()) return;
    const { stream } = this;
    if (stream.reader !== undefined && stream.reader.requests.length > 0) {
      fulfillRead(stream, chunk, false);
    } else {
      try {
        this.queue.push(chunk, this.size === undefined ? 1 : (0, this.size)(chunk));
      } catch (err) {
        this.error(err);
        throw err;
      }
    }
    this.pullIfNeeded();
  }

  error(error) {
    if (this.stream.status !== READABLE) return;
    this.queue.reset();
    this.clear();
    errorStream(this.stream, error);
  }

  cancelSteps(reason) {
    this.queue.reset();
    const { cancel } = this;
    this.clear();
    return attempt(cancel && (() => cancel(reason)));
  }

  // shiftChunk takes the next chunk of a queue that has one.
  shiftChunk() {
    const chunk = this.queue.shift();
    if (this.closeRequested && this.queue.length === 0) {
      this.clear();
      closeStream(this.stream);
    } else {
      this.pullIfNeeded();
    }
    return chunk;
  }

  pullSteps(request) {
    if (this.queue.length > 0) {
      request.chunk(this.shiftChunk());
    } else {
      this.stream.reader.requests.push(request);
      this.pullIfNeeded();
    }
  }

  releaseSteps() {}
}

class ReadableStreamDefaultController {
  constructor(token) {
    if (token !== secret) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
  }

  get desiredSize() {
    if (!isDefaultController(this)) throw invalidThis('ReadableStreamDefaultController');
    return this[kState].desiredSize();
  }

  close() {
    if (!isDefaultController(this)) throw invalidThis('ReadableStreamDefaultController');
    if (!this[kState].canClose()) throw typeError('Controller is already closed');
    this[kState].close();
  }

  enqueue(chunk = undefined) {
    if (!isDefaultController(this)) throw invalidThis('ReadableStreamDefaultController');
    if (!this[kState].canClose()) throw typeError('Controller is already closed');
    this[kState].enqueue(chunk);
  }

  error(error = undefined) {
    if (!isDefaultController(this)) throw invalidThis('ReadableStreamDefaultController');
    this[kState].error(error);
  }
}
Object.defineProperty(ReadableStreamDefaultController, 'length', { value: 0, configurable: true });
Object.defineProperty(ReadableStreamDefaultController.prototype.enqueue, 'length', { value: 0, configurable: true });
Object.defineProperty(ReadableStreamDefaultController.prototype.error, 'length', { value: 0, configurable: true });

// setUp is SetUpReadableStreamDefaultController; start, pull and cancel may be undefined.
const setUp = (stream, { start, pull, cancel, highWaterMark, size }) => {
  const self = new ReadableStreamDefaultController(secret);
  const controller = new DefaultControllerState(stream, self, highWaterMark, size);
  self[kState] = controller;
  stream.controller = controller;
  controller.pull = pull;
  controller.cancel = cancel;
  const result = start === undefined ? undefined : start(self);
  react(result, () => {
    controller.started = true;
    controller.pullIfNeeded();
  }, controller.failed);
  return controller;
};

// createReadable is CreateReadableStream: a ReadableStream made inside, with its algorithms, an object without a prototype (users
// may have patched Object.prototype).
const createReadable = (algorithms) => {
  const self = Object.create(ReadableStream.prototype);
  const stream = newState(self);
  self[kState] = stream;
  algorithms.highWaterMark ??= 1;
  setUp(stream, algorithms);
  return stream;
};

// ---- The class ----

const bindTo = (f, object) => (f === undefined ? undefined : (a) => Reflect.apply(f, object, [a]));

class ReadableStream {
  constructor(source = undefined, strategy = undefined) {
    optionalObject(source, 'source');
    const options = strategyOf(strategy);
    const dict = members(source, ['autoAllocateChunkSize', 'cancel', 'pull', 'start', 'type'], 'source');
    const stream = newState(this);
    this[kState] = stream;
    if (dict.type !== undefined && `${dict.type}` !== 'bytes') throw new codes.ERR_INVALID_ARG_VALUE('source.type', dict.type);
    const start = bindTo(dict.start, source);
    const pull = bindTo(dict.pull, source);
    const cancel = bindTo(dict.cancel, source);
    if (dict.type !== undefined) {
      if (options.size !== undefined) throw new codes.ERR_INVALID_ARG_VALUE.RangeError('strategy.size', options.size);
      const { setUpBytes } = require('internal/webstreams/bytes');
      const highWaterMark = highWaterMarkOf(options, 0);
      setUpBytes(stream, { start, pull, cancel, highWaterMark, autoAllocateChunkSize: dict.autoAllocateChunkSize });
    } else {
      setUp(stream, { start, pull, cancel, highWaterMark: highWaterMarkOf(options, 1), size: options.size });
    }
  }

  static from(iterable) { return fromIterable(iterable); }

  get locked() {
    if (!isReadableStream(this)) throw invalidThis('ReadableStream');
    return isLocked(this[kState]);
  }

  cancel(reason = undefined) {
    if (!isReadableStream(this)) return Promise.reject(invalidThis('ReadableStream'));
    if (isLocked(this[kState])) return Promise.reject(typeError('ReadableStream is locked'));
    return cancelStream(this[kState], reason);
  }

  getReader(options = undefined) {
    if (!isReadableStream(this)) throw invalidThis('ReadableStream');
    if (options !== undefined && options !== null && !isObject(options)) throw new codes.ERR_INVALID_ARG_TYPE('options', 'Object', options);
    const mode = options?.mode;
    if (mode === undefined) return new ReadableStreamDefaultReader(this);
    if (`${mode}` !== 'byob') throw new codes.ERR_INVALID_ARG_VALUE('options.mode', mode);
    return new (require('internal/webstreams/bytes').ReadableStreamBYOBReader)(this);
  }

  pipeThrough(transform, options = {}) {
    if (!isReadableStream(this)) throw invalidThis('ReadableStream');
    const { isWritableStream } = require('internal/webstreams/writable');
    const readable = transform?.readable;
    if (!isReadableStream(readable)) throw new codes.ERR_INVALID_ARG_TYPE('transform.readable', 'ReadableStream', readable);
    const writable = transform.writable;
    if (!isWritableStream(writable)) throw new codes.ERR_INVALID_ARG_TYPE('transform.writable', 'WritableStream', writable);
    const opts = pipeOptions(options);
    if (isLocked(this[kState])) throw typeError('The ReadableStream is locked');
    if (writable[kState].writer !== undefined) throw typeError('The WritableStream is locked');
    handled(require('internal/webstreams/pipe').pipeTo(this[kState], writable[kState], opts));
    return readable;
  }

  pipeTo(destination, options = {}) {
    try {
      if (!isReadableStream(this)) throw invalidThis('ReadableStream');
      const { isWritableStream } = require('internal/webstreams/writable');
      if (!isWritableStream(destination)) {
        throw new codes.ERR_INVALID_ARG_TYPE('transform.writable', 'WritableStream', destination);
      }
      const opts = pipeOptions(options);
      if (isLocked(this[kState])) throw typeError('The ReadableStream is locked');
      if (destination[kState].writer !== undefined) throw typeError('The WritableStream is locked');
      return require('internal/webstreams/pipe').pipeTo(this[kState], destination[kState], opts);
    } catch (err) {
      return Promise.reject(err);
    }
  }

  tee() {
    if (!isReadableStream(this)) throw invalidThis('ReadableStream');
    if (isLocked(this[kState])) throw typeError('ReadableStream is locked');
    const { branch1, branch2 } = require('internal/webstreams/tee').tee(this[kState], false);
    return [branch1.self, branch2.self];
  }

  values(options = undefined) {
    if (!isReadableStream(this)) throw invalidThis('ReadableStream');
    if (options !== undefined && options !== null && !isObject(options)) throw new codes.ERR_INVALID_ARG_TYPE('options', 'Object', options);
    const preventCancel = !!options?.preventCancel;
    return iterate(acquireReader(this[kState]), preventCancel);
  }
}

const pipeOptions = (options) => {
  if (options === undefined || options === null) return { preventAbort: false, preventCancel: false, preventClose: false, signal: undefined };
  if (!isObject(options)) throw new codes.ERR_INVALID_ARG_TYPE('options', 'Object', options);
  const preventAbort = !!options.preventAbort;
  const preventCancel = !!options.preventCancel;
  const preventClose = !!options.preventClose;
  const { signal } = options;
  if (signal !== undefined && !require('internal/abort').isAbortSignal(signal)) {
    throw new codes.ERR_INVALID_ARG_TYPE('options.signal', 'AbortSignal', signal);
  }
  return { preventAbort, preventCancel, preventClose, signal };
};

// ---- Iteration ----

// goja has no async generators, so their prototype's prototype is made here.
const AsyncIteratorPrototype = { [Symbol.asyncIterator]() { return this; } };
Object.defineProperty(AsyncIteratorPrototype, Symbol.asyncIterator, { enumerable: false });

const iteratorMethods = {
  next() {
    const it = this?.[kIterator];
    if (it === undefined) return Promise.reject(invalidThis('ReadableStreamAsyncIterator'));
    const step = () => nextStep(it);
    it.ongoing = it.ongoing === undefined ? step() : chain(it.ongoing, step, step);
    return it.ongoing;
  },
  return(value) {
    const it = this?.[kIterator];
    if (it === undefined) return Promise.reject(invalidThis('ReadableStreamAsyncIterator'));
    const step = () => returnStep(it, value);
    it.ongoing = it.ongoing === undefined ? step() : chain(it.ongoing, step, step);
    return it.ongoing;
  },
};
const kIterator = Symbol('kIterator');
const ReadableStreamAsyncIteratorPrototype = Object.create(AsyncIteratorPrototype);
Object.defineProperty(ReadableStreamAsyncIteratorPrototype, 'next', { value: iteratorMethods.next, writable: true, enumerable: true, configurable: true });
Object.defineProperty(ReadableStreamAsyncIteratorPrototype, 'return', { value: iteratorMethods.return, writable: true, enumerable: true, configurable: true });

const iterate = (reader, preventCancel) => {
  const iterator = Object.create(ReadableStreamAsyncIteratorPrototype);
  Object.defineProperty(iterator, kIterator, { value: { reader, preventCancel, finished: false, ongoing: undefined } });
  return iterator;
};

class IterationRequest extends PromiseRequest {
  constructor(it) { super(); this.it = it; }
  chunk(value) { this.resolve({ done: false, value }); }
  close() {
    this.it.finished = true;
    releaseReader(this.it.reader);
    this.resolve({ done: true, value: undefined });
  }
  error(reason) {
    this.it.finished = true;
    releaseReader(this.it.reader);
    this.reject(reason);
  }
}

const nextStep = (it) => {
  if (it.finished) return Promise.resolve({ done: true, value: undefined });
  const { reader } = it;
  if (reader.stream === undefined) return Promise.reject(typeError('The reader is not bound to a ReadableStream'));
  const request = new IterationRequest(it);
  readInto(reader, request);
  return request.promise;
};

const returnStep = (it, value) => {
  if (it.finished) return Promise.resolve({ done: true, value });
  it.finished = true;
  const { reader } = it;
  if (reader.stream === undefined) return Promise.reject(typeError('The reader is not bound to a ReadableStream'));
  if (!it.preventCancel) {
    const result = cancelStream(reader.stream, value);
    releaseReader(reader);
    return chain(result, () => ({ done: true, value }));
  }
  releaseReader(reader);
  return Promise.resolve({ done: true, value });
};

// ---- ReadableStream.from ----

const fromIterable = (iterable) => {
  const asyncMethod = iterable === undefined || iterable === null ? undefined : iterable[Symbol.asyncIterator];
  let method = asyncMethod;
  if (method === undefined || method === null) method = iterable?.[Symbol.iterator];
  if (typeof method !== 'function') throw new codes.ERR_ARG_NOT_ITERABLE(iterable);
  const isSync = asyncMethod === undefined || asyncMethod === null;
  const iterator = method.call(iterable);
  if (!isObject(iterator)) throw new codes.ERR_INVALID_STATE.TypeError('The iterator method must return an object');
  const { next } = iterator;
  let stream;
  const pull = () => {
    let result;
    try {
      result = next.call(iterator);
    } catch (err) {
      return Promise.reject(err);
    }
    const take = (step) => {
      if (!isObject(step)) throw new codes.ERR_INVALID_STATE.TypeError('The promise returned by the iterator.next() method must fulfill with an object');
      if (step.done) {
        stream.controller.close();
        return undefined;
      }
      const { value } = step;
      if (isSync) return chain(Promise.resolve(value), (v) => stream.controller.enqueue(v));
      stream.controller.enqueue(value);
      return undefined;
    };
    return chain(Promise.resolve(result), take);
  };
  const cancel = (reason) => {
    let result;
    try {
      const method = iterator.return;
      if (method === undefined || method === null) return Promise.resolve(undefined);
      if (typeof method !== 'function') throw new codes.ERR_INVALID_STATE.TypeError('iterator.return is not a function');
      result = method.call(iterator, reason);
    } catch (err) {
      return Promise.reject(err);
    }
    return chain(Promise.resolve(result), (step) => {
      if (!isObject(step)) throw new codes.ERR_INVALID_STATE.TypeError('The promise returned by the iterator.return() method must fulfill with an object');
    });
  };
  stream = createReadable({ __proto__: null, pull, cancel, highWaterMark: 0 });
  return stream.self;
};

// ---- Members ----

Object.defineProperty(ReadableStream, 'length', { value: 0, configurable: true });
Object.defineProperty(ReadableStream.prototype, Symbol.asyncIterator, {
  value: ReadableStream.prototype.values, writable: true, enumerable: false, configurable: true,
});
enumerable(ReadableStream, ['from']);
enumerable(ReadableStream.prototype, ['locked', 'cancel', 'getReader', 'pipeThrough', 'pipeTo', 'tee', 'values']);
enumerable(ReadableStreamDefaultReader.prototype, ['read', 'releaseLock', 'closed', 'cancel']);
enumerable(ReadableStreamDefaultController.prototype, ['desiredSize', 'close', 'enqueue', 'error']);
tag(ReadableStream, 'ReadableStream');
tag(ReadableStreamDefaultReader, 'ReadableStreamDefaultReader');
tag(ReadableStreamDefaultController, 'ReadableStreamDefaultController');
for (const name of ['cancel', 'getReader', 'pipeThrough', 'pipeTo', 'values']) {
  const length = name === 'pipeThrough' || name === 'pipeTo' ? 1 : 0;
  Object.defineProperty(ReadableStream.prototype[name], 'length', { value: length, configurable: true });
}
inspectable(ReadableStream, 'ReadableStream', (s) => ({
  locked: s.locked, state: s[kState].status, supportsBYOB: s[kState].controller.kind === 'byte controller',
}));
inspectable(ReadableStreamDefaultReader, 'ReadableStreamDefaultReader', (r) => ({
  stream: r[kState].stream?.self, readRequests: r[kState].requests.length, close: r[kState].closed.promise,
}));
inspectable(ReadableStreamDefaultController, 'ReadableStreamDefaultController', () => ({}));

hooks(ReadableStream, { readable: READABLE }, (stream) => (error) => stream.controller.error(error));

// A transferred stream is piped into the one that takes its place.
Object.defineProperty(ReadableStream.prototype, kTransferCheck, {
  value() { if (isLocked(this[kState])) throw dataCloneError('Cannot transfer a locked ReadableStream'); },
});
Object.defineProperty(ReadableStream.prototype, kTransfer, {
  value() {
    const { readable, writable } = require('internal/webstreams/transform').createTransform({});
    handled(this.pipeTo(writable));
    return readable;
  },
});

exports.ReadableStream = ReadableStream;
exports.ReadableStreamDefaultReader = ReadableStreamDefaultReader;
exports.ReadableStreamDefaultController = ReadableStreamDefaultController;
exports.isReadableStream = isReadableStream;
exports.isLocked = isLocked;
exports.isDefaultReader = isDefaultReader;
exports.isDisturbed = (self) => self[kState].disturbed;
exports.newState = newState;
exports.createReadable = createReadable;
exports.acquireReader = acquireReader;
exports.initReader = initReader;
exports.releaseGeneric = releaseGeneric;
exports.releaseReader = releaseReader;
exports.readInto = readInto;
exports.PromiseRequest = PromiseRequest;
exports.cancelStream = cancelStream;
exports.closeStream = closeStream;
exports.errorStream = errorStream;
exports.failRequests = failRequests;
exports.fulfillRead = fulfillRead;
