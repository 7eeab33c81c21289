// finished (end-of-stream): tells once when a stream is done, however it ends.

const { nextTick } = require('internal/streams/native');
const { AbortError, codes } = require('internal/errors');
const validators = require('internal/validators');
const {
  isClosed, isNodeStream, isReadable, isReadableErrored, isReadableFinished, isReadableNodeStream, isReadableStream, isWritable,
  isWritableErrored, isWritableFinished, isWritableNodeStream, isWritableStream, kIsClosedPromise, willEmitClose: closes,
} = require('internal/streams/utils');

const nop = () => {};

function once(f) {
  let called = false;
  return function(...args) {
    if (called) return;
    called = true;
    Reflect.apply(f, this, args);
  };
}

// eos calls callback(err) when stream has ended, finished, failed or closed, and returns a function that gives up waiting.
function eos(stream, options, callback) {
  if (arguments.length === 2) {
    callback = options;
    options = {};
  } else if (options == null) {
    options = {};
  } else {
    validators.validateObject(options, 'options');
  }
  validators.validateFunction(callback, 'callback');
  validators.validateAbortSignal(options.signal, 'options.signal');
  callback = once(callback);

  if (isReadableStream(stream) || isWritableStream(stream)) return eosWeb(stream, options, callback);
  if (!isNodeStream(stream)) {
    throw new codes.ERR_INVALID_ARG_TYPE('stream', ['ReadableStream', 'WritableStream', 'Stream'], stream);
  }

  const readable = options.readable ?? isReadableNodeStream(stream);
  const writable = options.writable ?? isWritableNodeStream(stream);
  const w = stream._writableState;
  const r = stream._readableState;

  // A stream that will emit 'close' is done only then.
  let willEmitClose = closes(stream) && isReadableNodeStream(stream) === readable && isWritableNodeStream(stream) === writable;
  let writableFinished = isWritableFinished(stream, false);
  let readableFinished = isReadableFinished(stream, false);
  let closed = isClosed(stream);

  function onfinish() {
    writableFinished = true;
    if (stream.destroyed) willEmitClose = false; // destroyed by hand: 'close' may never come
    if (willEmitClose && (!stream.readable || readable)) return;
    if (!readable || readableFinished) callback.call(stream);
  }
  function onend() {
    readableFinished = true;
    if (stream.destroyed) willEmitClose = false;
    if (willEmitClose && (!stream.writable || writable)) return;
    if (!writable || writableFinished) callback.call(stream);
  }
  function onlegacyfinish() {
    if (!stream.writable) onfinish();
  }
  function onerror(err) {
    callback.call(stream, err);
  }
  function failure() {
    const errored = isWritableErrored(stream) || isReadableErrored(stream);
    return errored && typeof errored !== 'boolean' ? errored : undefined;
  }
  function onclose() {
    closed = true;
    const err = failure();
    if (err) {
      callback.call(stream, err);
    } else if (readable && !readableFinished && isReadableNodeStream(stream, true) && !isReadableFinished(stream, false)) {
      callback.call(stream, new codes.ERR_STREAM_PREMATURE_CLOSE());
    } else if (writable && !writableFinished && !isWritableFinished(stream, false)) {
      callback.call(stream, new codes.ERR_STREAM_PREMATURE_CLOSE());
    } else {
      callback.call(stream);
    }
  }
  function onclosed() {
    closed = true;
    const err = failure();
    if (err) callback.call(stream, err);
    else callback.call(stream);
  }
  function onrequest() {
    stream.req.on('finish', onfinish);
  }

  if (stream.setHeader && typeof stream.abort === 'function') { // a client request
    stream.on('complete', onfinish);
    if (!willEmitClose) stream.on('abort', onclose);
    if (stream.req) onrequest();
    else stream.on('request', onrequest);
  } else if (writable && !w) { // an old-style stream
    stream.on('end', onlegacyfinish);
    stream.on('close', onlegacyfinish);
  }
  if (!willEmitClose && typeof stream.aborted === 'boolean') stream.on('aborted', onclose);
  stream.on('end', onend);
  stream.on('finish', onfinish);
  if (options.error !== false) stream.on('error', onerror);
  stream.on('close', onclose);

  // It may be over already.
  if (closed) {
    nextTick(onclose);
  } else if (w?.errorEmitted || r?.errorEmitted) {
    if (!willEmitClose) nextTick(onclosed);
  } else if (!readable && (!willEmitClose || isReadable(stream)) && (writableFinished || isWritable(stream) === false) &&
             (w == null || w.pendingcb === undefined || w.pendingcb === 0)) {
    nextTick(onclosed);
  } else if (!writable && (!willEmitClose || isWritable(stream)) && (readableFinished || isReadable(stream) === false)) {
    nextTick(onclosed);
  } else if (r && stream.req && stream.aborted) {
    nextTick(onclosed);
  }

  function cleanup() {
    callback = nop;
    stream.removeListener('aborted', onclose);
    stream.removeListener('complete', onfinish);
    stream.removeListener('abort', onclose);
    stream.removeListener('request', onrequest);
    if (stream.req) stream.req.removeListener('finish', onfinish);
    stream.removeListener('end', onlegacyfinish);
    stream.removeListener('close', onlegacyfinish);
    stream.removeListener('finish', onfinish);
    stream.removeListener('end', onend);
    stream.removeListener('error', onerror);
    stream.removeListener('close', onclose);
  }

  if (options.signal && !closed) {
    const abort = () => {
      const end = callback; // cleanup drops it
      cleanup();
      end.call(stream, new AbortError(undefined, { cause: options.signal.reason }));
    };
    callback = watch(options.signal, abort, callback, stream);
  }
  return cleanup;
}

// watch calls abort when signal is aborted and returns a callback that stops watching.
function watch(signal, abort, callback, stream) {
  if (signal.aborted) {
    nextTick(abort);
    return callback;
  }
  const off = require('internal/streams/add_abort_signal').onAborted(signal, abort);
  return once((...args) => {
    off();
    callback.apply(stream, args);
  });
}

function eosWeb(stream, options, callback) {
  let aborted = false;
  let cb = callback;
  if (options.signal) {
    cb = watch(options.signal, () => {
      aborted = true;
      cb.call(stream, new AbortError(undefined, { cause: options.signal.reason }));
    }, callback, stream);
  }
  const settled = (...args) => {
    if (!aborted) nextTick(() => cb.apply(stream, args));
  };
  stream[kIsClosedPromise].promise.then(settled, settled);
  return nop;
}

function finished(stream, opts) {
  let autoCleanup = false;
  if (opts === null) opts = {};
  if (opts?.cleanup) {
    validators.validateBoolean(opts.cleanup, 'cleanup');
    autoCleanup = opts.cleanup;
  }
  return new Promise((resolve, reject) => {
    const cleanup = eos(stream, opts, (err) => {
      if (autoCleanup) cleanup();
      if (err) reject(err);
      else resolve();
    });
  });
}

module.exports = { eos, finished, once };
