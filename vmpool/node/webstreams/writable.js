// WritableStream, its writer and controller (section 5).
//
// State of a stream: {self, status, error, writer, controller, backpressure, closeRequest, inFlightWrite, inFlightClose, writeRequests, pendingAbort};
// the requests are deferreds. Of a writer: {self, stream, closed, ready}.

const { codes } = require('internal/errors');
const { enumerable, tag, invalidThis } = require('internal/webidl');
const {
  kState, Queue, Later, deferred, react, attempt, isObject, typeError, members, optionalObject, strategyOf,
  highWaterMarkOf, inspectable, hooks, handled, secret,
} = require('internal/webstreams/base');
const { kTransfer, kTransferCheck, dataCloneError } = require('internal/clone');

const WRITABLE = 'writable';
const CLOSED = 'closed';
const ERRORING = 'erroring';
const ERRORED = 'errored';
const CLOSE = Symbol('close'); // the last chunk of a queue

const isWritableStream = (v) => isObject(v) && v[kState]?.kind === WRITABLE;
const isWriter = (v) => isObject(v) && v[kState]?.kind === 'writer';
const isController = (v) => isObject(v) && v[kState]?.kind === 'writable controller';

const newState = (self) => ({
  kind: WRITABLE, self, status: WRITABLE, error: undefined, writer: undefined, controller: undefined, backpressure: false,
  closeRequest: undefined, inFlightWrite: undefined, inFlightClose: undefined, writeRequests: [], pendingAbort: undefined, ended: undefined,
});

// ---- Streams ----

const closeQueuedOrInFlight = (stream) => stream.closeRequest !== undefined || stream.inFlightClose !== undefined;
const operationInFlight = (stream) => stream.inFlightWrite !== undefined || stream.inFlightClose !== undefined;

const abortStream = (stream, reason) => {
  if (stream.status === CLOSED || stream.status === ERRORED) return Promise.resolve(undefined);
  stream.controller.abort(reason);
  if (stream.status === CLOSED || stream.status === ERRORED) return Promise.resolve(undefined);
  if (stream.pendingAbort !== undefined) return stream.pendingAbort.promise;
  const wasErroring = stream.status === ERRORING;
  if (wasErroring) reason = undefined;
  const request = deferred();
  request.reason = reason;
  request.wasErroring = wasErroring;
  stream.pendingAbort = request;
  if (!wasErroring) startErroring(stream, reason);
  return request.promise;
};

const closeStream = (stream) => {
  if (stream.status === CLOSED || stream.status === ERRORED) return Promise.reject(typeError('WritableStream is closed'));
  const request = deferred();
  stream.closeRequest = request;
  if (stream.writer !== undefined && stream.backpressure && stream.status === WRITABLE) stream.writer.ready.resolve();
  stream.controller.close();
  return request.promise;
};

const dealWithRejection = (stream, error) => {
  if (stream.status === WRITABLE) startErroring(stream, error);
  else finishErroring(stream);
};

const startErroring = (stream, reason) => {
  stream.status = ERRORING;
  stream.error = reason;
  if (stream.writer !== undefined) rejectReady(stream.writer, reason);
  if (!operationInFlight(stream) && stream.controller.started) finishErroring(stream);
};

const finishErroring = (stream) => {
  stream.status = ERRORED;
  stream.controller.queue.reset();
  const { error } = stream;
  const requests = stream.writeRequests;
  stream.writeRequests = [];
  for (let i = 0; i < requests.length; i++) requests[i].reject(error);
  if (stream.pendingAbort === undefined) {
    rejectCloseAndClosed(stream);
    return;
  }
  const request = stream.pendingAbort;
  stream.pendingAbort = undefined;
  if (request.wasErroring) {
    request.reject(error);
    rejectCloseAndClosed(stream);
    return;
  }
  react(stream.controller.abortSteps(request.reason), () => {
    request.resolve(undefined);
    rejectCloseAndClosed(stream);
  }, (reason) => {
    request.reject(reason);
    rejectCloseAndClosed(stream);
  });
};

const rejectCloseAndClosed = (stream) => {
  if (stream.closeRequest !== undefined) {
    stream.closeRequest.reject(stream.error);
    stream.closeRequest = undefined;
  }
  stream.ended?.reject(stream.error);
  if (stream.writer !== undefined) stream.writer.closed.reject(stream.error);
};

const finishWrite = (stream) => {
  stream.inFlightWrite.resolve(undefined);
  stream.inFlightWrite = undefined;
};

const finishWriteWithError = (stream, error) => {
  stream.inFlightWrite.reject(error);
  stream.inFlightWrite = undefined;
  dealWithRejection(stream, error);
};

const finishClose = (stream) => {
  stream.inFlightClose.resolve(undefined);
  stream.inFlightClose = undefined;
  if (stream.status === ERRORING) {
    stream.error = undefined;
    if (stream.pendingAbort !== undefined) {
      stream.pendingAbort.resolve(undefined);
      stream.pendingAbort = undefined;
    }
  }
  stream.status = CLOSED;
  stream.ended?.resolve();
  if (stream.writer !== undefined) stream.writer.closed.resolve();
};

const finishCloseWithError = (stream, error) => {
  stream.inFlightClose.reject(error);
  stream.inFlightClose = undefined;
  if (stream.pendingAbort !== undefined) {
    stream.pendingAbort.reject(error);
    stream.pendingAbort = undefined;
  }
  dealWithRejection(stream, error);
};

const updateBackpressure = (stream, backpressure) => {
  const { writer } = stream;
  if (writer !== undefined && backpressure !== stream.backpressure) {
    if (backpressure) writer.ready = new Later();
    else writer.ready.resolve();
  }
  stream.backpressure = backpressure;
};

// ---- Writers ----

const rejectReady = (writer, error) => {
  if (writer.ready.status === 0) writer.ready.reject(error);
  else writer.ready = Later.rejected(error);
};

const rejectClosed = (writer, error) => {
  if (writer.closed.status === 0) writer.closed.reject(error);
  else writer.closed = Later.rejected(error);
};

const setUpWriter = (self, stream) => {
  const writer = { kind: 'writer', self, stream, closed: new Later(), ready: undefined };
  stream.writer = writer;
  switch (stream.status) {
    case WRITABLE:
      writer.ready = !closeQueuedOrInFlight(stream) && stream.backpressure ? new Later() : Later.resolved();
      break;
    case ERRORING:
      writer.ready = Later.rejected(stream.error);
      break;
    case CLOSED:
      writer.ready = Later.resolved();
      writer.closed = Later.resolved();
      break;
    default:
      writer.ready = Later.rejected(stream.error);
      writer.closed = Later.rejected(stream.error);
  }
  return writer;
};

const acquireWriter = (stream) => new WritableStreamDefaultWriter(stream.self)[kState];

const closeWithErrorPropagation = (writer) => {
  const { stream } = writer;
  if (closeQueuedOrInFlight(stream) || stream.status === CLOSED) return Promise.resolve(undefined);
  if (stream.status === ERRORED) return Promise.reject(stream.error);
  return closeStream(stream);
};

const desiredSize = (stream) => {
  if (stream.status === ERRORED || stream.status === ERRORING) return null;
  if (stream.status === CLOSED) return 0;
  return stream.controller.desiredSize();
};

const releaseWriter = (writer) => {
  const { stream } = writer;
  const error = typeError('Writer has been released');
  rejectReady(writer, error);
  rejectClosed(writer, error);
  stream.writer = undefined;
  writer.stream = undefined;
};

const write = (writer, chunk) => {
  const { stream } = writer;
  const { controller } = stream;
  const size = controller.chunkSize(chunk);
  if (stream !== writer.stream) return Promise.reject(typeError('Mismatched WritableStreams'));
  if (stream.status === ERRORED) return Promise.reject(stream.error);
  if (closeQueuedOrInFlight(stream) || stream.status === CLOSED) return Promise.reject(typeError('WritableStream is closed'));
  if (stream.status === ERRORING) return Promise.reject(stream.error);
  const request = deferred();
  stream.writeRequests.push(request);
  controller.write(chunk, size);
  return request.promise;
};

class WritableStreamDefaultWriter {
  constructor(stream) {
    if (!isWritableStream(stream)) throw new codes.ERR_INVALID_ARG_TYPE('stream', 'WritableStream', stream);
    if (stream[kState].writer !== undefined) throw typeError('WritableStream is locked');
    this[kState] = setUpWriter(this, stream[kState]);
  }

  get closed() {
    if (!isWriter(this)) return Promise.reject(invalidThis('WritableStreamDefaultWriter'));
    return this[kState].closed.promise;
  }

  get desiredSize() {
    if (!isWriter(this)) throw invalidThis('WritableStreamDefaultWriter');
    if (this[kState].stream === undefined) throw typeError('Writer is not bound to a WritableStream');
    return desiredSize(this[kState].stream);
  }

  get ready() {
    if (!isWriter(this)) return Promise.reject(invalidThis('WritableStreamDefaultWriter'));
    return this[kState].ready.promise;
  }

  abort(reason = undefined) {
    if (!isWriter(this)) return Promise.reject(invalidThis('WritableStreamDefaultWriter'));
    if (this[kState].stream === undefined) return Promise.reject(typeError('Writer is not bound to a WritableStream'));
    return abortStream(this[kState].stream, reason);
  }

  close() {
    if (!isWriter(this)) return Promise.reject(invalidThis('WritableStreamDefaultWriter'));
    const { stream } = this[kState];
    if (stream === undefined) return Promise.reject(typeError('Writer is not bound to a WritableStream'));
    if (closeQueuedOrInFlight(stream)) return Promise.reject(typeError('Failure to close WritableStream'));
    return closeStream(stream);
  }

  releaseLock() {
    if (!isWriter(this)) throw invalidThis('WritableStreamDefaultWriter');
    if (this[kState].stream !== undefined) releaseWriter(this[kState]);
  }

  write(chunk = undefined) {
    if (!isWriter(this)) return Promise.reject(invalidThis('WritableStreamDefaultWriter'));
    if (this[kState].stream === undefined) return Promise.reject(typeError('Writer is not bound to a WritableStream'));
    return write(this[kState], chunk);
  }
}

// ---- The controller ----

class ControllerState {
  constructor(stream, self, highWaterMark, size) {
    this.kind = 'writable controller';
    this.stream = stream;
    this.self = self;
    this.queue = new Queue();
    this.started = false;
    this.highWaterMark = highWaterMark;
    this.size = size; // undefined: every chunk counts 1
    this.algorithms = undefined; // {write, close, abort}; undefined once they are no longer needed
    this.abortController = undefined;
    this.abortReason = undefined;
    this.aborted = false;
    this.written = () => {
      finishWrite(stream);
      this.queue.shift();
      if (!closeQueuedOrInFlight(stream) && stream.status === WRITABLE) updateBackpressure(stream, this.backpressure());
      this.advance();
    };
    this.writeFailed = (error) => {
      if (stream.status === WRITABLE) this.algorithms = undefined;
      finishWriteWithError(stream, error);
    };
  }

  signal() {
    if (this.abortController === undefined) {
      this.abortController = new (require('internal/abort').AbortController)();
      if (this.aborted) this.abortController.abort(this.abortReason);
    }
    return this.abortController.signal;
  }

  abort(reason) {
    if (!this.aborted) {
      this.aborted = true;
      this.abortReason = reason;
      if (this.abortController !== undefined) this.abortController.abort(reason);
    }
  }

  desiredSize() { return this.highWaterMark - this.queue.total; }
  backpressure() { return this.desiredSize() <= 0; }

  chunkSize(chunk) {
    if (this.size === undefined || this.algorithms === undefined) return 1;
    try {
      return (0, this.size)(chunk);
    } catch (err) {
      this.errorIfNeeded(err);
      return 1;
    }
  }

  errorIfNeeded(error) { if (this.stream.status === WRITABLE) this.error(error); }

  error(error) {
    this.algorithms = undefined;
    startErroring(this.stream, error);
  }

  close() {
    this.queue.push(CLOSE, 0);
    this.advance();
  }

  write(chunk, size) {
    const { stream } = this;
    try {
      this.queue.push(chunk, size);
    } catch (err) {
      this.errorIfNeeded(err);
      return;
    }
    if (!closeQueuedOrInFlight(stream) && stream.status === WRITABLE) updateBackpressure(stream, this.backpressure());
    this.advance();
  }

  advance() {
    const { stream } = this;
    if (!this.started || stream.inFlightWrite !== undefined) return;
    if (stream.status === ERRORING) {
      finishErroring(stream);
      return;
    }
    if (this.queue.length === 0) return;
    const chunk = this.queue.peek();
    if (chunk === CLOSE) this.processClose();
    else this.processWrite(chunk);
  }

  processClose() {
    const { stream } = this;
    stream.inFlightClose = stream.closeRequest;
    stream.closeRequest = undefined;
    this.queue.shift();
    const { close } = this.algorithms;
    this.algorithms = undefined;
    react(attempt(close), () => finishClose(stream), (error) => finishCloseWithError(stream, error));
  }

  processWrite(chunk) {
    const { stream } = this;
    stream.inFlightWrite = stream.writeRequests.shift();
    const { write } = this.algorithms;
    let result;
    if (write !== undefined) {
      try {
        result = write(chunk, this.self);
      } catch (err) {
        result = Promise.reject(err);
      }
    }
    react(result, this.written, this.writeFailed);
  }

  abortSteps(reason) {
    const abort = this.algorithms?.abort;
    this.algorithms = undefined;
    return attempt(abort && (() => abort(reason)));
  }
}

class WritableStreamDefaultController {
  constructor(token) {
    if (token !== secret) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
  }

  get signal() {
    if (!isController(this)) throw invalidThis('WritableStreamDefaultController');
    return this[kState].signal();
  }

  error(error = undefined) {
    if (!isController(this)) throw invalidThis('WritableStreamDefaultController');
    this[kState].errorIfNeeded(error);
  }
}
Object.defineProperty(WritableStreamDefaultController, 'length', { value: 0, configurable: true });

const setUp = (stream, { start, write: writeAlgorithm, close, abort, highWaterMark, size }) => {
  const self = new WritableStreamDefaultController(secret);
  const controller = new ControllerState(stream, self, highWaterMark, size);
  self[kState] = controller;
  stream.controller = controller;
  controller.algorithms = { write: writeAlgorithm, close, abort };
  updateBackpressure(stream, controller.backpressure());
  const result = start === undefined ? undefined : start(self);
  react(result, () => {
    controller.started = true;
    controller.advance();
  }, (error) => {
    controller.started = true;
    dealWithRejection(stream, error);
  });
};

// createWritable is CreateWritableStream: a WritableStream made inside, with its algorithms, an object without a prototype.
const createWritable = (algorithms) => {
  const self = Object.create(WritableStream.prototype);
  const stream = newState(self);
  self[kState] = stream;
  setUp(stream, algorithms);
  return stream;
};

class WritableStream {
  constructor(sink = undefined, strategy = undefined) {
    optionalObject(sink, 'sink');
    const options = strategyOf(strategy);
    const dict = members(sink, ['abort', 'close', 'start', 'type', 'write'], 'sink');
    if (dict.type !== undefined) throw new codes.ERR_INVALID_ARG_VALUE.RangeError('type', dict.type);
    const stream = newState(this);
    this[kState] = stream;
    setUp(stream, {
      start: dict.start && ((controller) => Reflect.apply(dict.start, sink, [controller])),
      write: dict.write && ((chunk, controller) => Reflect.apply(dict.write, sink, [chunk, controller])),
      close: dict.close && (() => Reflect.apply(dict.close, sink, [])),
      abort: dict.abort && ((reason) => Reflect.apply(dict.abort, sink, [reason])),
      highWaterMark: highWaterMarkOf(options, 1),
      size: options.size,
    });
  }

  get locked() {
    if (!isWritableStream(this)) throw invalidThis('WritableStream');
    return this[kState].writer !== undefined;
  }

  abort(reason = undefined) {
    if (!isWritableStream(this)) return Promise.reject(invalidThis('WritableStream'));
    if (this[kState].writer !== undefined) return Promise.reject(typeError('WritableStream is locked'));
    return abortStream(this[kState], reason);
  }

  close() {
    if (!isWritableStream(this)) return Promise.reject(invalidThis('WritableStream'));
    if (this[kState].writer !== undefined) return Promise.reject(typeError('WritableStream is locked'));
    if (closeQueuedOrInFlight(this[kState])) return Promise.reject(typeError('Failure closing WritableStream'));
    return closeStream(this[kState]);
  }

  getWriter() {
    if (!isWritableStream(this)) throw invalidThis('WritableStream');
    return new WritableStreamDefaultWriter(this);
  }
}

Object.defineProperty(WritableStream, 'length', { value: 0, configurable: true });
const zero = [
  WritableStream.prototype.abort, WritableStreamDefaultWriter.prototype.abort, WritableStreamDefaultWriter.prototype.write,
  WritableStreamDefaultController.prototype.error,
];
for (let i = 0; i < zero.length; i++) Object.defineProperty(zero[i], 'length', { value: 0, configurable: true });
enumerable(WritableStream.prototype, ['locked', 'abort', 'close', 'getWriter']);
enumerable(WritableStreamDefaultWriter.prototype, ['closed', 'desiredSize', 'ready', 'abort', 'close', 'releaseLock', 'write']);
enumerable(WritableStreamDefaultController.prototype, ['signal', 'error']);
tag(WritableStream, 'WritableStream');
tag(WritableStreamDefaultWriter, 'WritableStreamDefaultWriter');
tag(WritableStreamDefaultController, 'WritableStreamDefaultController');
inspectable(WritableStream, 'WritableStream', (s) => ({ locked: s.locked, state: s[kState].status }));
inspectable(WritableStreamDefaultWriter, 'WritableStreamDefaultWriter', (w) => ({
  stream: w[kState].stream?.self, close: w[kState].closed.promise, ready: w[kState].ready.promise,
  desiredSize: w[kState].stream === undefined ? null : desiredSize(w[kState].stream),
}));
inspectable(WritableStreamDefaultController, 'WritableStreamDefaultController', (c) => ({ stream: c[kState].stream.self }));

hooks(WritableStream, { writable: WRITABLE }, (stream) => (error) => stream.controller.errorIfNeeded(error));

// A transferred stream takes what the one in its place is given.
Object.defineProperty(WritableStream.prototype, kTransferCheck, {
  value() { if (this[kState].writer !== undefined) throw dataCloneError('Cannot transfer a locked WritableStream'); },
});
Object.defineProperty(WritableStream.prototype, kTransfer, {
  value() {
    const { readable, writable } = require('internal/webstreams/transform').createTransform({});
    handled(readable.pipeTo(this));
    return writable;
  },
});

exports.WritableStream = WritableStream;
exports.WritableStreamDefaultWriter = WritableStreamDefaultWriter;
exports.WritableStreamDefaultController = WritableStreamDefaultController;
exports.isWritableStream = isWritableStream;
exports.createWritable = createWritable;
exports.acquireWriter = acquireWriter;
exports.releaseWriter = releaseWriter;
exports.closeWithErrorPropagation = closeWithErrorPropagation;
exports.closeQueuedOrInFlight = closeQueuedOrInFlight;
exports.abortStream = abortStream;
exports.writeChunk = write;
exports.desiredSize = desiredSize;
exports.errorIfNeeded = (stream, error) => stream.controller.errorIfNeeded(error);
