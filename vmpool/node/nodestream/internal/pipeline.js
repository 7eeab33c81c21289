// pipeline connects streams, iterables and functions, and ends them all when one of them fails.

const { nextTick } = require('internal/streams/native');
const { AbortError, aggregateTwoErrors, codes } = require('internal/errors');
const { eos, once } = require('internal/streams/finished');
const { onAborted } = require('internal/streams/add_abort_signal');
const destroyImpl = require('internal/streams/destroy');
const {
  isIterable, isNodeStream, isReadable, isReadableFinished, isReadableNodeStream, isReadableStream, isTransformStream, isWebStream,
} = require('internal/streams/utils');
const { forAwait } = require('internal/streams/async_generator');
const validators = require('internal/validators');

// guard returns a function that destroys stream unless it has finished by itself.
function guard(stream, reading, writing) {
  let done = false;
  stream.on('close', () => { done = true; });
  const cleanup = eos(stream, { readable: reading, writable: writing }, (err) => { done = !err; });
  return {
    destroy(err) {
      if (done) return;
      done = true;
      destroyImpl.destroyer(stream, err || new codes.ERR_STREAM_DESTROYED('pipe'));
    },
    cleanup,
  };
}

function asyncIterable(val) {
  if (isIterable(val)) return val;
  if (isReadableNodeStream(val)) {
    const Readable = require('internal/streams/readable');
    return { [Symbol.asyncIterator]: () => Readable.prototype[Symbol.asyncIterator].call(val) };
  }
  throw new codes.ERR_INVALID_ARG_TYPE('val', ['Readable', 'Iterable', 'AsyncIterable'], val);
}

// pumpToNode writes what iterable gives, waiting for 'drain'.
async function pumpToNode(iterable, writable, finish, { end }) {
  let error;
  let wake = null;
  const resume = (err) => {
    if (err) error = err;
    if (wake) {
      const f = wake;
      wake = null;
      f();
    }
  };
  const wait = () => new Promise((resolve, reject) => {
    if (error) reject(error);
    else wake = () => (error ? reject(error) : resolve());
  });
  writable.on('drain', resume);
  const cleanup = eos(writable, { readable: false }, resume);
  try {
    if (writable.writableNeedDrain) await wait();
    await forAwait(iterable, (chunk) => (writable.write(chunk) ? undefined : wait()));
    if (end) {
      writable.end();
      await wait();
    }
    finish();
  } catch (err) {
    finish(error !== err ? aggregateTwoErrors(error, err) : err);
  } finally {
    cleanup();
    writable.off('drain', resume);
  }
}

async function pumpToWeb(readable, writable, finish, { end }) {
  if (isTransformStream(writable)) writable = writable.writable;
  const writer = writable.getWriter();
  try {
    await forAwait(readable, async (chunk) => {
      await writer.ready;
      writer.write(chunk).catch(() => {});
    });
    await writer.ready;
    if (end) await writer.close();
    finish();
  } catch (err) {
    try {
      await writer.abort(err);
      finish(err);
    } catch (err) {
      finish(err);
    }
  }
}

function pipeline(...streams) {
  validators.validateFunction(streams[streams.length - 1], 'streams[stream.length - 1]');
  const callback = streams.pop();
  return pipelineImpl(streams, once(callback));
}

function pipelineImpl(streams, callback, opts) {
  if (streams.length === 1 && Array.isArray(streams[0])) streams = streams[0];
  if (streams.length < 2) throw new codes.ERR_MISSING_ARGS('streams');

  const ac = new AbortController();
  const { signal } = ac;
  const outerSignal = opts?.signal;
  const cleanups = []; // of a readable last stream, which goes on after the pipeline
  validators.validateAbortSignal(outerSignal, 'options.signal');

  function abort() {
    finishImpl(new AbortError(undefined, { cause: outerSignal?.reason }));
  }
  let off;
  if (outerSignal && !outerSignal.aborted) off = onAborted(outerSignal, abort);

  let error;
  let value;
  const destroys = [];
  let running = 0; // connections that have not finished

  function finish(err) {
    finishImpl(err, --running === 0);
  }

  function finishImpl(err, final) {
    if (err && (!error || error.code === 'ERR_STREAM_PREMATURE_CLOSE')) error = err;
    if (!error && !final) return;
    while (destroys.length) destroys.shift()(error);
    off?.();
    ac.abort();
    if (final) {
      if (!error) cleanups.forEach((f) => f());
      nextTick(callback, error, value);
    }
  }

  function watchErrors(stream, isLast) {
    function onError(err) {
      if (err && err.name !== 'AbortError' && err.code !== 'ERR_STREAM_PREMATURE_CLOSE') finish(err);
    }
    stream.on('error', onError);
    if (isLast && isReadable(stream)) cleanups.push(() => { stream.removeListener('error', onError); });
  }

  // fromFunction makes the result of the last function a stream, so that it can be piped on.
  function fromFunction(ret, end, isLast) {
    const PassThrough = require('internal/streams/passthrough');
    const pt = new PassThrough({ objectMode: true });
    const then = ret?.then; // read once: it may be a getter
    if (typeof then === 'function') {
      running++;
      then.call(ret, (val) => {
        value = val;
        if (val != null) pt.write(val);
        if (end) pt.end();
        nextTick(finish);
      }, (err) => {
        pt.destroy(err);
        nextTick(finish, err);
      });
    } else if (isIterable(ret, true)) {
      running++;
      pumpToNode(ret, pt, finish, { end });
    } else if (isReadableStream(ret) || isTransformStream(ret)) {
      running++;
      pumpToNode(ret.readable || ret, pt, finish, { end });
    } else {
      throw new codes.ERR_INVALID_RETURN_VALUE('AsyncIterable or Promise', 'destination', ret);
    }
    const { destroy, cleanup } = guard(pt, false, true);
    destroys.push(destroy);
    if (isLast) cleanups.push(cleanup);
    return pt;
  }

  const sources = ['Readable', 'Iterable', 'AsyncIterable', 'ReadableStream', 'TransformStream'];
  let ret;
  for (let i = 0; i < streams.length; i++) {
    const stream = streams[i];
    const reading = i < streams.length - 1;
    const writing = i > 0;
    const end = reading || opts?.end !== false;
    const isLast = !reading;

    if (isNodeStream(stream)) {
      if (end) {
        const { destroy, cleanup } = guard(stream, reading, writing);
        destroys.push(destroy);
        if (isReadable(stream) && isLast) cleanups.push(cleanup);
      }
      watchErrors(stream, isLast);
    }

    if (i === 0) {
      if (typeof stream === 'function') {
        ret = stream({ signal });
        if (!isIterable(ret)) throw new codes.ERR_INVALID_RETURN_VALUE('Iterable, AsyncIterable or Stream', 'source', ret);
      } else if (isIterable(stream) || isReadableNodeStream(stream) || isTransformStream(stream)) {
        ret = stream;
      } else {
        ret = require('internal/streams/duplex').from(stream);
      }
    } else if (typeof stream === 'function') {
      ret = stream(asyncIterable(isTransformStream(ret) ? ret?.readable : ret), { signal });
      if (!reading) ret = fromFunction(ret, end, isLast);
      else if (!isIterable(ret, true)) throw new codes.ERR_INVALID_RETURN_VALUE('AsyncIterable', `transform[${i - 1}]`, ret);
    } else if (isNodeStream(stream)) {
      if (isReadableNodeStream(ret)) {
        running += 2;
        const cleanup = pipe(ret, stream, finish, { end });
        if (isReadable(stream) && isLast) cleanups.push(cleanup);
      } else if (isTransformStream(ret) || isReadableStream(ret)) {
        running++;
        pumpToNode(ret.readable || ret, stream, finish, { end });
      } else if (isIterable(ret)) {
        running++;
        pumpToNode(ret, stream, finish, { end });
      } else {
        throw new codes.ERR_INVALID_ARG_TYPE('val', sources, ret);
      }
      ret = stream;
    } else if (isWebStream(stream)) {
      running++;
      if (isReadableNodeStream(ret)) pumpToWeb(asyncIterable(ret), stream, finish, { end });
      else if (isReadableStream(ret) || isIterable(ret)) pumpToWeb(ret, stream, finish, { end });
      else if (isTransformStream(ret)) pumpToWeb(ret.readable, stream, finish, { end });
      else throw new codes.ERR_INVALID_ARG_TYPE('val', sources, ret);
      ret = stream;
    } else {
      ret = require('internal/streams/duplex').from(stream);
    }
  }

  if (signal.aborted || outerSignal?.aborted) nextTick(abort);
  return ret;
}

// pipe connects two streams; finish is called once for each of them.
function pipe(src, dst, finish, { end }) {
  let ended = false;
  dst.on('close', () => {
    // The destination closed before the source was done.
    if (!ended) finish(new codes.ERR_STREAM_PREMATURE_CLOSE());
  });
  src.pipe(dst, { end: false });
  if (end) {
    const endDestination = () => {
      ended = true;
      dst.end();
    };
    if (isReadableFinished(src)) nextTick(endDestination);
    else src.once('end', endDestination);
  } else {
    finish();
  }
  eos(src, { readable: true, writable: false }, (err) => {
    const r = src._readableState;
    if (err && err.code === 'ERR_STREAM_PREMATURE_CLOSE' && r && r.ended && !r.errored && !r.errorEmitted) {
      // Some streams close before their 'end', which still comes.
      src.once('end', finish).once('error', finish);
    } else {
      finish(err);
    }
  });
  return eos(dst, { readable: false, writable: true }, finish);
}

module.exports = { pipeline, pipelineImpl };
