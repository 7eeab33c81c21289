// compose makes one Duplex of a chain of streams: what is written goes into the first, what is read comes from the last.

const { AbortError, codes } = require('internal/errors');
const Duplex = require('internal/streams/duplex');
const { destroyer } = require('internal/streams/destroy');
const { eos } = require('internal/streams/finished');
const {
  isNodeStream, isReadable, isReadableStream, isTransformStream, isWebStream, isWritable, isWritableStream,
} = require('internal/streams/utils');

const canRead = (s) => isReadable(s) || isReadableStream(s) || isTransformStream(s);
const canWrite = (s) => isWritable(s) || isWritableStream(s) || isTransformStream(s);

module.exports = function compose(...streams) {
  if (streams.length === 0) throw new codes.ERR_MISSING_ARGS('streams');
  if (streams.length === 1) return Duplex.from(streams[0]);
  const given = streams.slice();
  if (typeof streams[0] === 'function') streams[0] = Duplex.from(streams[0]);
  const last = streams.length - 1;
  if (typeof streams[last] === 'function') streams[last] = Duplex.from(streams[last]);
  for (let n = 0; n < streams.length; n++) {
    if (!isNodeStream(streams[n]) && !isWebStream(streams[n])) continue;
    if (n < last && !canRead(streams[n])) throw new codes.ERR_INVALID_ARG_VALUE(`streams[${n}]`, given[n], 'must be readable');
    if (n > 0 && !canWrite(streams[n])) throw new codes.ERR_INVALID_ARG_VALUE(`streams[${n}]`, given[n], 'must be writable');
  }

  // Each waits for one event of the chain.
  const waiting = { drain: null, finish: null, readable: null };
  let onclose;
  const fire = (name) => {
    const f = waiting[name];
    waiting[name] = null;
    if (f) f();
  };

  const head = streams[0];
  const tail = require('internal/streams/pipeline').pipeline(...streams, (err) => {
    const cb = onclose;
    onclose = null;
    if (cb) cb(err);
    else if (err) d.destroy(err);
    else if (!readable && !writable) d.destroy();
  });
  const writable = !!canWrite(head);
  const readable = !!canRead(tail);
  const d = new Duplex({
    writableObjectMode: !!head?.writableObjectMode,
    readableObjectMode: !!tail?.readableObjectMode,
    writable,
    readable,
  });

  if (writable) {
    if (isNodeStream(head)) writeToNode(d, head, waiting, fire);
    else if (isWebStream(head)) writeToWeb(d, isTransformStream(head) ? head.writable : head, waiting);
    eos(isTransformStream(tail) ? tail.readable : tail, () => fire('finish'));
  }
  if (readable) {
    if (isNodeStream(tail)) readFromNode(d, tail, waiting, fire);
    else if (isWebStream(tail)) readFromWeb(d, isTransformStream(tail) ? tail.readable : tail);
  }

  d._destroy = function(err, callback) {
    if (!err && onclose !== null) err = new AbortError();
    waiting.drain = waiting.finish = waiting.readable = null;
    if (isNodeStream(tail)) destroyer(tail, err);
    if (onclose === null) callback(err);
    else onclose = callback;
  };
  return d;
};

function writeToNode(d, head, waiting, fire) {
  d._write = function(chunk, encoding, callback) {
    if (head.write(chunk, encoding)) callback();
    else waiting.drain = callback;
  };
  d._final = function(callback) {
    head.end();
    waiting.finish = callback;
  };
  head.on('drain', () => fire('drain'));
}

function writeToWeb(d, stream, waiting) {
  const writer = stream.getWriter();
  d._write = async function(chunk, encoding, callback) {
    try {
      await writer.ready;
      writer.write(chunk).catch(() => {});
      callback();
    } catch (err) {
      callback(err);
    }
  };
  d._final = async function(callback) {
    try {
      await writer.ready;
      writer.close().catch(() => {});
      waiting.finish = callback;
    } catch (err) {
      callback(err);
    }
  };
}

function readFromNode(d, tail, waiting, fire) {
  tail.on('readable', () => fire('readable'));
  tail.on('end', () => { d.push(null); });
  d._read = function() {
    for (;;) {
      const chunk = tail.read();
      if (chunk === null) {
        waiting.readable = d._read;
        return;
      }
      if (!d.push(chunk)) return;
    }
  };
}

function readFromWeb(d, stream) {
  const reader = stream.getReader();
  d._read = async function() {
    for (;;) {
      try {
        const { value, done } = await reader.read();
        if (!d.push(value)) return;
        if (done) {
          d.push(null);
          return;
        }
      } catch {
        return;
      }
    }
  };
}
