// Between Node's streams and web streams: the fromWeb and toWeb of Readable, Writable and Duplex.

const { nextTick } = require('internal/streams/native');
const { AbortError, codes } = require('internal/errors');
const { createDeferredPromise } = require('internal/util');
const { destroyer } = require('internal/streams/destroy');
const { eos } = require('internal/streams/finished');
const { validateBoolean, validateObject } = require('internal/validators');
const {
  isDestroyed, isReadable, isReadableStream, isWritable, isWritableEnded, isWritableStream,
} = require('internal/streams/utils');

// fail destroys a stream where an error thrown on the way must reach the loop, not a promise.
function fail(stream, err) {
  nextTick(() => destroyer(stream, err));
}

function premature(err) {
  return err?.code === 'ERR_STREAM_PREMATURE_CLOSE' ? new AbortError(undefined, { cause: err }) : err;
}

function newWritableStreamFromStreamWritable(streamWritable) {
  if (typeof streamWritable?._writableState !== 'object') {
    throw new codes.ERR_INVALID_ARG_TYPE('streamWritable', 'stream.Writable', streamWritable);
  }
  if (isDestroyed(streamWritable) || !isWritable(streamWritable)) {
    const writable = new WritableStream();
    writable.close();
    return writable;
  }
  const highWaterMark = streamWritable.writableHighWaterMark;
  const strategy = streamWritable.writableObjectMode ? new CountQueuingStrategy({ highWaterMark }) : { highWaterMark };
  let controller;
  let drained; // {promise, resolve, reject} while the stream is full
  let closed; // the same while it is being closed

  const cleanup = eos(streamWritable, (err) => {
    err = premature(err);
    cleanup();
    streamWritable.on('error', () => {}); // a late one has nobody to hear it
    if (err != null) {
      drained?.reject(err);
      if (closed !== undefined) {
        closed.reject(err);
        closed = undefined;
      }
      controller.error(err);
      controller = undefined;
      return;
    }
    if (closed !== undefined) {
      closed.resolve();
      closed = undefined;
      return;
    }
    controller.error(new AbortError());
    controller = undefined;
  });
  streamWritable.on('drain', () => drained?.resolve());

  return new WritableStream({
    start(c) { controller = c; },
    write(chunk) {
      if (!streamWritable.writableObjectMode && chunk instanceof ArrayBuffer) chunk = new Uint8Array(chunk);
      if (streamWritable.writableNeedDrain || !streamWritable.write(chunk)) {
        drained = createDeferredPromise();
        return drained.promise.finally(() => { drained = undefined; });
      }
      return undefined;
    },
    abort(reason) { destroyer(streamWritable, reason); },
    close() {
      if (closed === undefined && !isWritableEnded(streamWritable)) streamWritable.end();
      closed = createDeferredPromise();
      return closed.promise;
    },
  }, strategy);
}

function newStreamWritableFromWritableStream(writableStream, options = {}) {
  if (!isWritableStream(writableStream)) {
    throw new codes.ERR_INVALID_ARG_TYPE('writableStream', 'WritableStream', writableStream);
  }
  validateObject(options, 'options');
  const { highWaterMark, decodeStrings = true, objectMode = false, signal } = options;
  validateBoolean(objectMode, 'options.objectMode');
  validateBoolean(decodeStrings, 'options.decodeStrings');
  const Writable = require('internal/streams/writable');
  const writer = writableStream.getWriter();
  const writable = new Writable({ highWaterMark, objectMode, decodeStrings, signal, ...writerMethods(writer, () => writable) });
  watchWriter(writer, () => writable);
  return writable;
}

// writerMethods are the methods of a Writable that writes to a writer.
function writerMethods(writer, self) {
  let closed = false;
  writer.closed.then(() => { closed = true; }, () => { closed = true; });
  return {
    writev(chunks, callback) {
      const done = (err) => {
        try {
          callback(err);
        } catch (err) {
          fail(self(), err);
        }
      };
      writer.ready.then(
        () => Promise.all(chunks.map((data) => writer.write(data.chunk))).then(() => done(), done),
        done);
    },
    write(chunk, encoding, callback) {
      if (typeof chunk === 'string' && self()._writableState.decodeStrings && !self()._writableState.objectMode) {
        chunk = Buffer.from(chunk, encoding);
      }
      const done = (err) => {
        try {
          callback(err);
        } catch (err) {
          destroyer(self(), err);
        }
      };
      writer.ready.then(() => writer.write(chunk).then(() => done(), done), done);
    },
    destroy(error, callback) {
      const done = () => {
        try {
          callback(error);
        } catch (err) {
          nextTick(() => { throw err; });
        }
      };
      if (closed) {
        done();
        return;
      }
      (error != null ? writer.abort(error) : writer.close()).then(done, done);
    },
    final(callback) {
      const done = (error) => {
        try {
          callback(error);
        } catch (err) {
          fail(self(), err);
        }
      };
      if (!closed) writer.close().then(() => done(), done);
    },
  };
}

function watchWriter(writer, self) {
  writer.closed.then(
    // The other side closed it before this one did.
    () => { if (!isWritableEnded(self())) destroyer(self(), new codes.ERR_STREAM_PREMATURE_CLOSE()); },
    (err) => { destroyer(self(), err); });
}

function newReadableStreamFromStreamReadable(streamReadable, options = {}) {
  if (typeof streamReadable?._readableState !== 'object') {
    throw new codes.ERR_INVALID_ARG_TYPE('streamReadable', 'stream.Readable', streamReadable);
  }
  validateObject(options, 'options');
  if (options.type !== undefined && options.type !== 'bytes') {
    throw new codes.ERR_INVALID_ARG_VALUE('options.type', options.type, "must be 'bytes' or undefined");
  }
  const bytes = options.type === 'bytes';
  if (isDestroyed(streamReadable) || !isReadable(streamReadable)) {
    const readable = new ReadableStream({ type: options.type });
    readable.cancel();
    return readable;
  }
  const objectMode = streamReadable.readableObjectMode;
  const highWaterMark = streamReadable.readableHighWaterMark;
  let strategy = { highWaterMark: bytes ? 0 : highWaterMark };
  if (options.strategy) strategy = options.strategy;
  else if (objectMode && !bytes) strategy = new CountQueuingStrategy({ highWaterMark });
  let controller;
  let cancelled = false;

  function onData(chunk) {
    if (Buffer.isBuffer(chunk) && !objectMode) chunk = new Uint8Array(chunk);
    if (bytes && typeof chunk === 'string') chunk = new TextEncoder().encode(chunk);
    controller.enqueue(chunk);
    if (controller.desiredSize <= 0) streamReadable.pause();
  }

  streamReadable.pause();
  const cleanup = eos(streamReadable, (err) => {
    err = premature(err);
    cleanup();
    streamReadable.on('error', () => {}); // a late one has nobody to hear it
    if (cancelled) return;
    if (err) controller.error(err);
    else controller.close();
  });
  streamReadable.on('data', onData);

  return new ReadableStream({
    type: options.type,
    start(c) { controller = c; },
    pull() { streamReadable.resume(); },
    cancel(reason) {
      cancelled = true;
      destroyer(streamReadable, reason);
    },
  }, strategy);
}

function newStreamReadableFromReadableStream(readableStream, options = {}) {
  if (!isReadableStream(readableStream)) {
    throw new codes.ERR_INVALID_ARG_TYPE('readableStream', 'ReadableStream', readableStream);
  }
  validateObject(options, 'options');
  const { highWaterMark, encoding, objectMode = false, signal } = options;
  if (encoding !== undefined && !Buffer.isEncoding(encoding)) {
    throw new codes.ERR_INVALID_ARG_VALUE('options.encoding', encoding);
  }
  validateBoolean(objectMode, 'options.objectMode');
  const Readable = require('internal/streams/readable');
  const reader = readableStream.getReader();
  const readable = new Readable({ objectMode, highWaterMark, encoding, signal, ...readerMethods(reader, () => readable) });
  return readable;
}

// readerMethods are the methods of a Readable that reads from a reader.
function readerMethods(reader, self) {
  let closed = false;
  reader.closed.then(() => { closed = true; }, (err) => {
    closed = true;
    destroyer(self(), err);
  });
  return {
    read() {
      reader.read().then(({ done, value }) => {
        self().push(done ? null : value);
      }, (err) => { destroyer(self(), err); });
    },
    destroy(error, callback) {
      const done = () => {
        try {
          callback(error);
        } catch (err) {
          nextTick(() => { throw err; });
        }
      };
      if (closed) {
        done();
        return;
      }
      reader.cancel(error).then(done, done);
    },
  };
}

function newReadableWritablePairFromDuplex(duplex) {
  if (typeof duplex?._writableState !== 'object' || typeof duplex?._readableState !== 'object') {
    throw new codes.ERR_INVALID_ARG_TYPE('duplex', 'stream.Duplex', duplex);
  }
  if (isDestroyed(duplex)) {
    const writable = new WritableStream();
    const readable = new ReadableStream();
    writable.close();
    readable.cancel();
    return { readable, writable };
  }
  const writable = isWritable(duplex) ? newWritableStreamFromStreamWritable(duplex) : new WritableStream();
  if (!isWritable(duplex)) writable.close();
  const readable = isReadable(duplex) ? newReadableStreamFromStreamReadable(duplex) : new ReadableStream();
  if (!isReadable(duplex)) readable.cancel();
  return { writable, readable };
}

function newStreamDuplexFromReadableWritablePair(pair = {}, options = {}) {
  validateObject(pair, 'pair');
  const { readable: readableStream, writable: writableStream } = pair;
  if (!isReadableStream(readableStream)) {
    throw new codes.ERR_INVALID_ARG_TYPE('pair.readable', 'ReadableStream', readableStream);
  }
  if (!isWritableStream(writableStream)) {
    throw new codes.ERR_INVALID_ARG_TYPE('pair.writable', 'WritableStream', writableStream);
  }
  validateObject(options, 'options');
  const { allowHalfOpen = false, objectMode = false, encoding, decodeStrings = true, highWaterMark, signal } = options;
  validateBoolean(objectMode, 'options.objectMode');
  if (encoding !== undefined && !Buffer.isEncoding(encoding)) {
    throw new codes.ERR_INVALID_ARG_VALUE('options.encoding', encoding);
  }
  const Duplex = require('internal/streams/duplex');
  const writer = writableStream.getWriter();
  const reader = readableStream.getReader();
  const self = () => duplex;
  const output = writerMethods(writer, self);
  const input = readerMethods(reader, self);
  const duplex = new Duplex({
    allowHalfOpen, highWaterMark, objectMode, encoding, decodeStrings, signal, ...output, ...input,
    destroy(error, callback) {
      output.destroy(error, () => input.destroy(error, callback));
    },
  });
  watchWriter(writer, self);
  return duplex;
}

module.exports = {
  newReadableStreamFromStreamReadable,
  newReadableWritablePairFromDuplex,
  newStreamDuplexFromReadableWritablePair,
  newStreamReadableFromReadableStream,
  newStreamWritableFromWritableStream,
  newWritableStreamFromStreamWritable,
};
