// Readable byte streams (sections 4.4, 4.5, 4.7 and 4.8). The queue holds {buffer, offset, length}; a pull-into descriptor is
// {buffer, bufferLength, offset, length, filled, minimum, elementSize, Class, reader}, reader being "default", "byob" or "none".

const { codes } = require('internal/errors');
const { enumerable, tag, invalidThis, integer } = require('internal/webidl');
const { kState, react, attempt, isObject, typeError, inspectable, secret } = require('internal/webstreams/base');
const {
  isReadableStream, isLocked, initReader, releaseGeneric, failRequests, fulfillRead, closeStream, errorStream, cancelStream, PromiseRequest,
} = require('internal/webstreams/readable');
const { alias, detach, isDetached, kind } = require('internal/clone');

const isByteController = (v) => isObject(v) && v[kState]?.kind === 'byte controller';
const isBYOBReader = (v) => isObject(v) && v[kState]?.kind === 'byob reader';
const isBYOBRequest = (v) => isObject(v) && v[kState]?.kind === 'byob request';

const transfer = (buffer) => {
  if (isDetached(buffer)) throw typeError('The buffer is detached');
  const moved = alias(buffer);
  detach(buffer);
  return moved;
};

const copyBytes = (to, toOffset, from, fromOffset, count) => {
  new Uint8Array(to, toOffset, count).set(new Uint8Array(from, fromOffset, count));
};

const sliceBytes = (buffer, begin, length) => ArrayBuffer.prototype.slice.call(buffer, begin, begin + length);

const classOf = (view) => globalThis[kind(view)];

// ---- The controller ----

class ByteControllerState {
  constructor(stream, self, highWaterMark, autoAllocateChunkSize) {
    this.kind = 'byte controller';
    this.stream = stream;
    this.self = self;
    this.queue = []; // from head on
    this.head = 0;
    this.total = 0;
    this.started = false;
    this.closeRequested = false;
    this.pulling = false;
    this.pullAgain = false;
    this.highWaterMark = highWaterMark;
    this.autoAllocateChunkSize = autoAllocateChunkSize;
    this.pending = []; // pull-into descriptors
    this.request = null; // the ReadableStreamBYOBRequest
    this.pull = undefined;
    this.cancel = undefined;
    this.shiftChunk = undefined; // see ReadableStreamDefaultReader.read
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
  }

  desiredSize() {
    const { status } = this.stream;
    if (status === 'errored') return null;
    if (status === 'closed') return 0;
    return this.highWaterMark - this.total;
  }

  canClose() { return !this.closeRequested && this.stream.status === 'readable'; }

  shouldPull() {
    const { stream } = this;
    if (stream.status !== 'readable' || this.closeRequested || !this.started) return false;
    if (stream.reader !== undefined && stream.reader.requests.length > 0) return true;
    return this.desiredSize() > 0;
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

  clearPending() {
    this.invalidateRequest();
    this.pending = [];
  }

  invalidateRequest() {
    if (this.request === null) return;
    const request = this.request[kState];
    request.controller = undefined;
    request.view = null;
    this.request = null;
  }

  byobRequest() {
    if (this.request === null && this.pending.length > 0) {
      const first = this.pending[0];
      const view = new Uint8Array(first.buffer, first.offset + first.filled, first.length - first.filled);
      this.request = new ReadableStreamBYOBRequest(secret);
      this.request[kState] = { kind: 'byob request', controller: this, view };
    }
    return this.request;
  }

  close() {
    if (!this.canClose()) return;
    if (this.total > 0) {
      this.closeRequested = true;
      return;
    }
    if (this.pending.length > 0) {
      const first = this.pending[0];
      if (first.filled % first.elementSize !== 0) {
        const err = typeError('Partial read');
        this.error(err);
        throw err;
      }
    }
    this.clear();
    closeStream(this.stream);
  }

  error(error) {
    if (this.stream.status !== 'readable') return;
    this.clearPending();
    this.resetQueue();
    this.clear();
    errorStream(this.stream, error);
  }

  resetQueue() {
    this.queue = [];
    this.head = 0;
    this.total = 0;
  }

  // takeEntry removes the first entry of the queue; its length stays in total.
  takeEntry() {
    const { queue, head } = this;
    const entry = queue[head];
    queue[head] = undefined;
    this.head = head + 1;
    if (this.head === queue.length) {
      this.queue = [];
      this.head = 0;
    }
    return entry;
  }

  append(buffer, offset, length) {
    this.queue.push({ buffer, offset, length });
    this.total += length;
  }

  appendClone(buffer, offset, length) {
    let copy;
    try {
      copy = sliceBytes(buffer, offset, length);
    } catch (err) {
      this.error(err);
      throw err;
    }
    this.append(copy, 0, length);
  }

  appendDetached(descriptor) {
    if (descriptor.filled > 0) this.appendClone(descriptor.buffer, descriptor.offset, descriptor.filled);
    this.pending.shift();
  }

  enqueue(chunk) {
    const { stream } = this;
    if (!this.canClose()) return;
    const { buffer, byteOffset, byteLength } = chunk;
    if (isDetached(buffer)) throw typeError('chunk ArrayBuffer is detached');
    const moved = transfer(buffer);
    if (this.pending.length > 0) {
      const first = this.pending[0];
      if (isDetached(first.buffer)) throw typeError('Destination ArrayBuffer is detached');
      this.invalidateRequest();
      first.buffer = transfer(first.buffer);
      if (first.reader === 'none') this.appendDetached(first);
    }
    const { reader } = stream;
    if (reader !== undefined && !reader.byob) {
      this.feedRequests();
      if (reader.requests.length === 0) {
        this.append(moved, byteOffset, byteLength);
      } else {
        if (this.pending.length > 0) this.pending.shift();
        fulfillRead(stream, new Uint8Array(moved, byteOffset, byteLength), false);
      }
    } else if (reader !== undefined && reader.byob) {
      this.append(moved, byteOffset, byteLength);
      this.commitAll(this.fillFromQueue());
    } else {
      this.append(moved, byteOffset, byteLength);
    }
    this.pullIfNeeded();
  }

  // feedRequests gives what is queued to the requests of a default reader.
  feedRequests() {
    const { reader } = this.stream;
    while (reader.requests.length > 0 && this.total > 0) this.fillRequest(reader.requests.shift());
  }

  fillRequest(request) {
    const entry = this.takeEntry();
    this.total -= entry.length;
    this.handleDrain();
    request.chunk(new Uint8Array(entry.buffer, entry.offset, entry.length));
  }

  handleDrain() {
    if (this.total === 0 && this.closeRequested) {
      this.clear();
      closeStream(this.stream);
    } else {
      this.pullIfNeeded();
    }
  }

  // fill copies from the queue into a descriptor and reports whether it has enough.
  fill(descriptor) {
    const maxBytes = Math.min(this.total, descriptor.length - descriptor.filled);
    const maxFilled = descriptor.filled + maxBytes;
    let remaining = maxBytes;
    let ready = false;
    const aligned = maxFilled - (maxFilled % descriptor.elementSize);
    if (aligned >= descriptor.minimum) {
      remaining = aligned - descriptor.filled;
      ready = true;
    }
    while (remaining > 0) {
      const head = this.queue[this.head];
      const count = Math.min(remaining, head.length);
      copyBytes(descriptor.buffer, descriptor.offset + descriptor.filled, head.buffer, head.offset, count);
      if (head.length === count) {
        this.takeEntry();
      } else {
        head.offset += count;
        head.length -= count;
      }
      this.total -= count;
      descriptor.filled += count;
      remaining -= count;
    }
    return ready;
  }

  fillFromQueue() {
    const ready = [];
    while (this.pending.length > 0 && this.total > 0) {
      if (!this.fill(this.pending[0])) break;
      ready.push(this.pending.shift());
    }
    return ready;
  }

  commitAll(descriptors) {
    for (let i = 0; i < descriptors.length; i++) this.commit(descriptors[i]);
  }

  commit(descriptor) {
    const { stream } = this;
    const done = stream.status === 'closed';
    const view = toView(descriptor);
    if (descriptor.reader === 'default') {
      fulfillRead(stream, view, done);
      return;
    }
    const request = stream.reader.requests.shift();
    if (done) request.close(view);
    else request.chunk(view);
  }

  pullInto(view, min, request) {
    const { stream } = this;
    const Class = classOf(view);
    const elementSize = Class === DataView ? 1 : Class.BYTES_PER_ELEMENT;
    const { byteOffset, byteLength } = view;
    let buffer;
    try {
      buffer = transfer(view.buffer);
    } catch (err) {
      request.error(err);
      return;
    }
    const descriptor = {
      buffer, bufferLength: buffer.byteLength, offset: byteOffset, length: byteLength, filled: 0, minimum: min * elementSize,
      elementSize, Class, reader: 'byob',
    };
    if (this.pending.length > 0) {
      this.pending.push(descriptor);
      stream.reader.requests.push(request);
      return;
    }
    if (stream.status === 'closed') {
      request.close(new Class(descriptor.buffer, descriptor.offset, 0));
      return;
    }
    if (this.total > 0) {
      if (this.fill(descriptor)) {
        const filled = toView(descriptor);
        this.handleDrain();
        request.chunk(filled);
        return;
      }
      if (this.closeRequested) {
        const err = typeError('Insufficient bytes to fill elements in the given buffer');
        this.error(err);
        request.error(err);
        return;
      }
    }
    this.pending.push(descriptor);
    stream.reader.requests.push(request);
    this.pullIfNeeded();
  }

  respond(bytesWritten) {
    const first = this.pending[0];
    if (this.stream.status === 'closed') {
      if (bytesWritten !== 0) throw typeError('bytesWritten must be zero when calling respond() on a closed stream');
    } else {
      if (bytesWritten === 0) throw typeError('bytesWritten must be greater than zero when calling respond() on a readable stream');
      if (first.filled + bytesWritten > first.length) throw new codes.ERR_INVALID_ARG_VALUE.RangeError('bytesWritten', bytesWritten);
    }
    first.buffer = transfer(first.buffer);
    this.respondInternal(bytesWritten);
  }

  respondWithNewView(view) {
    const first = this.pending[0];
    if (this.stream.status === 'closed') {
      if (view.byteLength !== 0) throw typeError('The view must be empty when the stream is closed');
    } else if (view.byteLength === 0) {
      throw typeError('The view must not be empty');
    }
    if (first.offset + first.filled !== view.byteOffset) throw new codes.ERR_INVALID_ARG_VALUE.RangeError('view', view);
    if (first.bufferLength !== view.buffer.byteLength) throw new codes.ERR_INVALID_ARG_VALUE.RangeError('view', view);
    if (first.filled + view.byteLength > first.length) throw new codes.ERR_INVALID_ARG_VALUE.RangeError('view', view);
    const length = view.byteLength;
    first.buffer = transfer(view.buffer);
    this.respondInternal(length);
  }

  respondInternal(bytesWritten) {
    const first = this.pending[0];
    this.invalidateRequest();
    if (this.stream.status === 'closed') this.respondClosed(first);
    else this.respondReadable(bytesWritten, first);
    this.pullIfNeeded();
  }

  respondClosed(first) {
    if (first.reader === 'none') this.pending.shift();
    const { reader } = this.stream;
    if (reader === undefined || !reader.byob) return;
    const ready = [];
    while (ready.length < reader.requests.length) ready.push(this.pending.shift());
    this.commitAll(ready);
  }

  respondReadable(bytesWritten, descriptor) {
    descriptor.filled += bytesWritten;
    if (descriptor.reader === 'none') {
      this.appendDetached(descriptor);
      this.commitAll(this.fillFromQueue());
      return;
    }
    if (descriptor.filled < descriptor.minimum) return;
    this.pending.shift();
    const rest = descriptor.filled % descriptor.elementSize;
    if (rest > 0) this.appendClone(descriptor.buffer, descriptor.offset + descriptor.filled - rest, rest);
    descriptor.filled -= rest;
    const ready = this.fillFromQueue();
    this.commit(descriptor);
    this.commitAll(ready);
  }

  cancelSteps(reason) {
    this.clearPending();
    this.resetQueue();
    const { cancel } = this;
    this.clear();
    return attempt(cancel && (() => cancel(reason)));
  }

  pullSteps(request) {
    const { stream } = this;
    if (this.total > 0) {
      this.fillRequest(request);
      return;
    }
    const size = this.autoAllocateChunkSize;
    if (size !== undefined) {
      let buffer;
      try {
        buffer = new ArrayBuffer(size);
      } catch (err) {
        request.error(err);
        return;
      }
      this.pending.push({
        buffer, bufferLength: size, offset: 0, length: size, filled: 0, minimum: 1, elementSize: 1, Class: Uint8Array, reader: 'default',
      });
    }
    stream.reader.requests.push(request);
    this.pullIfNeeded();
  }

  releaseSteps() {
    if (this.pending.length > 0) {
      this.pending[0].reader = 'none';
      this.pending.length = 1;
    }
  }
}

const toView = (descriptor) => new descriptor.Class(
  transfer(descriptor.buffer), descriptor.offset, descriptor.filled / descriptor.elementSize);

class ReadableByteStreamController {
  constructor(token) {
    if (token !== secret) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
  }

  get byobRequest() {
    if (!isByteController(this)) throw invalidThis('ReadableByteStreamController');
    return this[kState].byobRequest();
  }

  get desiredSize() {
    if (!isByteController(this)) throw invalidThis('ReadableByteStreamController');
    return this[kState].desiredSize();
  }

  close() {
    if (!isByteController(this)) throw invalidThis('ReadableByteStreamController');
    const state = this[kState];
    if (state.closeRequested) throw typeError('Controller is already closed');
    if (state.stream.status !== 'readable') throw typeError('ReadableStream is already closed');
    state.close();
  }

  enqueue(chunk) {
    if (!isByteController(this)) throw invalidThis('ReadableByteStreamController');
    if (!ArrayBuffer.isView(chunk)) throw new codes.ERR_INVALID_ARG_TYPE('buffer', ['Buffer', 'TypedArray', 'DataView'], chunk);
    if (chunk.byteLength === 0) throw typeError('chunk ArrayBuffer is zero-length or detached');
    if (chunk.buffer.byteLength === 0) throw typeError('chunk ArrayBuffer is zero-length or detached');
    const state = this[kState];
    if (state.closeRequested) throw typeError('Controller is already closed');
    if (state.stream.status !== 'readable') throw typeError('ReadableStream is already closed');
    state.enqueue(chunk);
  }

  error(error = undefined) {
    if (!isByteController(this)) throw invalidThis('ReadableByteStreamController');
    this[kState].error(error);
  }
}

class ReadableStreamBYOBRequest {
  constructor(token) {
    if (token !== secret) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
  }

  get view() {
    if (!isBYOBRequest(this)) throw invalidThis('ReadableStreamBYOBRequest');
    return this[kState].view;
  }

  respond(bytesWritten) {
    if (!isBYOBRequest(this)) throw invalidThis('ReadableStreamBYOBRequest');
    bytesWritten = integer(bytesWritten, 64, false, 'enforce', 'bytesWritten');
    const { view, controller } = this[kState];
    if (controller === undefined) throw typeError('This BYOB request has been invalidated');
    if (isDetached(view.buffer)) throw typeError('Viewed ArrayBuffer is detached');
    controller.respond(bytesWritten);
  }

  respondWithNewView(view) {
    if (!isBYOBRequest(this)) throw invalidThis('ReadableStreamBYOBRequest');
    if (!ArrayBuffer.isView(view)) throw new codes.ERR_INVALID_ARG_TYPE('view', ['Buffer', 'TypedArray', 'DataView'], view);
    const { controller } = this[kState];
    if (controller === undefined) throw typeError('This BYOB request has been invalidated');
    if (isDetached(view.buffer)) throw typeError('Viewed ArrayBuffer is detached');
    controller.respondWithNewView(view);
  }
}

// ---- The BYOB reader ----

const readBYOB = (reader, view, min, request) => {
  const { stream } = reader;
  stream.disturbed = true;
  if (stream.status === 'errored') request.error(stream.error);
  else stream.controller.pullInto(view, min, request);
};

class BYOBRequest extends PromiseRequest {
  close(view) { this.resolve({ value: view, done: true }); }
}

class ReadableStreamBYOBReader {
  constructor(stream) {
    if (!isReadableStream(stream)) throw new codes.ERR_INVALID_ARG_TYPE('stream', 'ReadableStream', stream);
    if (isLocked(stream[kState])) throw typeError('ReadableStream is locked');
    if (stream[kState].controller.kind !== 'byte controller') throw new codes.ERR_INVALID_ARG_VALUE('stream', stream, 'must be a byte stream');
    this[kState] = { kind: 'byob reader', self: this, stream: undefined, requests: [], closed: undefined, byob: true };
    initReader(this[kState], stream[kState]);
  }

  read(view, options = {}) {
    if (!isBYOBReader(this)) return Promise.reject(invalidThis('ReadableStreamBYOBReader'));
    let min;
    try {
      if (!ArrayBuffer.isView(view)) throw new codes.ERR_INVALID_ARG_TYPE('view', ['Buffer', 'TypedArray', 'DataView'], view);
      if (options !== undefined && options !== null && !isObject(options)) throw new codes.ERR_INVALID_ARG_TYPE('options', 'Object', options);
      min = options?.min === undefined ? 1 : integer(options.min, 64, false, 'enforce', 'options.min');
      if (isDetached(view.buffer)) throw typeError('View ArrayBuffer is detached');
      if (view.byteLength === 0 || view.buffer.byteLength === 0) throw typeError('View ArrayBuffer is zero-length or detached');
      if (min === 0) throw new codes.ERR_INVALID_ARG_VALUE('options.min', min, 'must be greater than 0');
      const length = view.length === undefined ? view.byteLength : view.length;
      if (min > length) throw new codes.ERR_OUT_OF_RANGE('options.min', `<= ${length}`, min);
      if (this[kState].stream === undefined) throw typeError('The reader is not attached to a stream');
    } catch (err) {
      return Promise.reject(err);
    }
    const request = new BYOBRequest();
    readBYOB(this[kState], view, min, request);
    return request.promise;
  }

  releaseLock() {
    if (!isBYOBReader(this)) throw invalidThis('ReadableStreamBYOBReader');
    if (this[kState].stream !== undefined) releaseBYOBReader(this[kState]);
  }

  get closed() {
    if (!isBYOBReader(this)) return Promise.reject(invalidThis('ReadableStreamBYOBReader'));
    return this[kState].closed.promise;
  }

  cancel(reason = undefined) {
    if (!isBYOBReader(this)) return Promise.reject(invalidThis('ReadableStreamBYOBReader'));
    if (this[kState].stream === undefined) return Promise.reject(typeError('The reader is not attached to a stream'));
    return cancelStream(this[kState].stream, reason);
  }
}

const releaseBYOBReader = (reader) => {
  releaseGeneric(reader);
  failRequests(reader, typeError('Releasing reader'));
};

// setUpBytes is SetUpReadableByteStreamController; start, pull and cancel may be undefined.
const setUpBytes = (stream, { start, pull, cancel, highWaterMark, autoAllocateChunkSize }) => {
  if (autoAllocateChunkSize !== undefined) {
    autoAllocateChunkSize = integer(autoAllocateChunkSize, 64, false, 'enforce', 'source.autoAllocateChunkSize');
    if (autoAllocateChunkSize === 0) throw new codes.ERR_INVALID_ARG_VALUE('source.autoAllocateChunkSize', autoAllocateChunkSize);
  }
  const self = new ReadableByteStreamController(secret);
  const controller = new ByteControllerState(stream, self, highWaterMark, autoAllocateChunkSize);
  self[kState] = controller;
  stream.controller = controller;
  controller.pull = pull;
  controller.cancel = cancel;
  const result = start === undefined ? undefined : start(self);
  react(result, () => {
    controller.started = true;
    controller.pullIfNeeded();
  }, controller.failed);
};

// createReadableBytes is CreateReadableByteStream; algorithms has no prototype.
const createReadableBytes = (algorithms) => {
  const { newState, ReadableStream } = require('internal/webstreams/readable');
  const self = Object.create(ReadableStream.prototype);
  const stream = newState(self);
  self[kState] = stream;
  algorithms.highWaterMark = 0;
  setUpBytes(stream, algorithms);
  return stream;
};

for (const [Class, name] of [[ReadableByteStreamController, 'error'], [ReadableStreamBYOBReader, 'cancel']]) {
  Object.defineProperty(Class.prototype[name], 'length', { value: 0, configurable: true });
}
Object.defineProperty(ReadableByteStreamController, 'length', { value: 0, configurable: true });
Object.defineProperty(ReadableStreamBYOBRequest, 'length', { value: 0, configurable: true });
enumerable(ReadableByteStreamController.prototype, ['byobRequest', 'desiredSize', 'close', 'enqueue', 'error']);
enumerable(ReadableStreamBYOBRequest.prototype, ['view', 'respond', 'respondWithNewView']);
enumerable(ReadableStreamBYOBReader.prototype, ['read', 'releaseLock', 'closed', 'cancel']);
tag(ReadableByteStreamController, 'ReadableByteStreamController');
tag(ReadableStreamBYOBRequest, 'ReadableStreamBYOBRequest');
tag(ReadableStreamBYOBReader, 'ReadableStreamBYOBReader');
inspectable(ReadableByteStreamController, 'ReadableByteStreamController', () => ({}));
inspectable(ReadableStreamBYOBRequest, 'ReadableStreamBYOBRequest', (r) => ({ view: r.view, controller: r[kState].controller?.self }));
inspectable(ReadableStreamBYOBReader, 'ReadableStreamBYOBReader', (r) => ({
  stream: r[kState].stream?.self, requests: r[kState].requests.length, close: r[kState].closed.promise,
}));

exports.ReadableByteStreamController = ReadableByteStreamController;
exports.ReadableStreamBYOBReader = ReadableStreamBYOBReader;
exports.ReadableStreamBYOBRequest = ReadableStreamBYOBRequest;
exports.setUpBytes = setUpBytes;
exports.createReadableBytes = createReadableBytes;
exports.readBYOB = readBYOB;
exports.releaseBYOBReader = releaseBYOBReader;
