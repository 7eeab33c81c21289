// Duplex.from: a Duplex of nearly anything.

const { nextTick } = require('internal/streams/native');
const { AbortError, codes } = require('internal/errors');
const Duplex = require('internal/streams/duplex');
const Readable = require('internal/streams/readable');
const Writable = require('internal/streams/writable');
const from = require('internal/streams/from');
const { destroyer } = require('internal/streams/destroy');
const { eos } = require('internal/streams/finished');
const { asyncGenerator, wait } = require('internal/streams/async_generator');
const {
  isDuplexNodeStream, isIterable, isNodeStream, isReadable, isReadableNodeStream, isReadableStream, isWritable,
  isWritableNodeStream, isWritableStream,
} = require('internal/streams/utils');

class Duplexify extends Duplex {}

module.exports = function duplexify(body, name) {
  if (isDuplexNodeStream(body)) return body;
  if (isReadableNodeStream(body)) return join({ readable: body });
  if (isWritableNodeStream(body)) return join({ writable: body });
  if (isNodeStream(body)) return join({ writable: false, readable: false });
  if (isReadableStream(body)) return join({ readable: Readable.fromWeb(body) });
  if (isWritableStream(body)) return join({ writable: Writable.fromWeb(body) });
  if (typeof body === 'function') return ofFunction(body, name);
  if (typeof globalThis.Blob === 'function' && body instanceof globalThis.Blob) return duplexify(body.arrayBuffer());
  if (isIterable(body)) return from(Duplexify, body, { objectMode: true, writable: false });
  if (isReadableStream(body?.readable) && isWritableStream(body?.writable)) return Duplexify.fromWeb(body);
  if (typeof body?.writable === 'object' || typeof body?.readable === 'object') {
    const { readable, writable } = body;
    return join({
      readable: readable ? (isReadableNodeStream(readable) ? readable : duplexify(readable)) : undefined,
      writable: writable ? (isWritableNodeStream(writable) ? writable : duplexify(writable)) : undefined,
    });
  }
  const then = body?.then;
  if (typeof then === 'function') {
    const d = new Duplexify({ objectMode: true, writable: false, read() {} });
    then.call(body, (val) => {
      if (val != null) d.push(val);
      d.push(null);
    }, (err) => { destroyer(d, err); });
    return d;
  }
  throw new codes.ERR_INVALID_ARG_TYPE(name, ['Blob', 'ReadableStream', 'WritableStream', 'Stream', 'Iterable', 'AsyncIterable',
                                              'Function', '{ readable, writable } pair', 'Promise'], body);
};

// ofFunction gives body what is written as an async iterable; its result is what can be read.
function ofFunction(body, name) {
  const { value, write, final, destroy } = callWithInput(body);
  if (isDuplexNodeStream(value)) return value; // body was a constructor
  if (isIterable(value)) return from(Duplexify, value, { objectMode: true, write, final, destroy });
  const then = value?.then;
  if (typeof then !== 'function') throw new codes.ERR_INVALID_RETURN_VALUE('Iterable, AsyncIterable or AsyncFunction', name, value);
  let d;
  const promise = then.call(value, (val) => {
    if (val != null) throw new codes.ERR_INVALID_RETURN_VALUE('nully', 'body', val);
  }, (err) => { destroyer(d, err); });
  d = new Duplexify({
    objectMode: true,
    readable: false,
    write,
    final(cb) {
      final(async () => {
        try {
          await promise;
          nextTick(cb, null);
        } catch (err) {
          nextTick(cb, err);
        }
      });
    },
    destroy,
  });
  return d;
}

function deferred() {
  let resolve;
  const promise = new Promise((r) => { resolve = r; });
  return { promise, resolve };
}

function callWithInput(fn) {
  let { promise, resolve } = deferred();
  const ac = new AbortController();
  const { signal } = ac;
  function* input() {
    for (;;) {
      const current = promise;
      promise = null;
      const { chunk, done, cb } = yield wait(current);
      nextTick(cb);
      if (done) return;
      if (signal.aborted) throw new AbortError(undefined, { cause: signal.reason });
      ({ promise, resolve } = deferred());
      yield chunk;
    }
  }
  const send = (message) => {
    const f = resolve;
    resolve = null;
    f(message);
  };
  return {
    value: fn(asyncGenerator(input()), { signal }),
    write(chunk, encoding, cb) { send({ chunk, done: false, cb }); },
    final(cb) { send({ done: true, cb }); },
    destroy(err, cb) {
      ac.abort();
      cb(err);
    },
  };
}

// join makes one Duplex of a readable and a writable.
function join(pair) {
  const r = pair.readable && typeof pair.readable.read !== 'function' ? Readable.wrap(pair.readable) : pair.readable;
  const w = pair.writable;
  const readable = !!isReadable(r);
  const writable = !!isWritable(w);
  let ondrain;
  let onfinish;
  let onreadable;
  let onclose;

  function onfinished(err) {
    const cb = onclose;
    onclose = null;
    if (cb) cb(err);
    else if (err) d.destroy(err);
  }

  const d = new Duplexify({
    readableObjectMode: !!r?.readableObjectMode,
    writableObjectMode: !!w?.writableObjectMode,
    readable,
    writable,
  });

  if (writable) {
    eos(w, (err) => {
      if (err) destroyer(r, err);
      onfinished(err);
    });
    d._write = function(chunk, encoding, callback) {
      if (w.write(chunk, encoding)) callback();
      else ondrain = callback;
    };
    d._final = function(callback) {
      w.end();
      onfinish = callback;
    };
    w.on('drain', () => {
      const cb = ondrain;
      ondrain = null;
      if (cb) cb();
    });
    w.on('finish', () => {
      const cb = onfinish;
      onfinish = null;
      if (cb) cb();
    });
  }

  if (readable) {
    eos(r, (err) => {
      if (err) destroyer(r, err);
      onfinished(err);
    });
    r.on('readable', () => {
      const cb = onreadable;
      onreadable = null;
      if (cb) cb();
    });
    r.on('end', () => { d.push(null); });
    d._read = function() {
      for (;;) {
        const chunk = r.read();
        if (chunk === null) {
          onreadable = d._read;
          return;
        }
        if (!d.push(chunk)) return;
      }
    };
  }

  d._destroy = function(err, callback) {
    if (!err && onclose !== null) err = new AbortError();
    onreadable = null;
    ondrain = null;
    onfinish = null;
    if (onclose === null) {
      callback(err);
    } else {
      onclose = callback;
      destroyer(w, err);
      destroyer(r, err);
    }
  };
  return d;
}
