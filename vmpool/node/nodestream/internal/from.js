// Readable.from: a stream of what an iterable gives.

const { Buffer } = require('buffer');
const { nextTick } = require('internal/streams/native');
const { codes } = require('internal/errors');

module.exports = function from(Readable, iterable, opts) {
  if (typeof iterable === 'string' || iterable instanceof Buffer) {
    return new Readable({
      objectMode: true,
      ...opts,
      read() {
        this.push(iterable);
        this.push(null);
      },
    });
  }
  let iterator;
  let async = false;
  if (iterable && iterable[Symbol.asyncIterator]) {
    async = true;
    iterator = iterable[Symbol.asyncIterator]();
  } else if (iterable && iterable[Symbol.iterator]) {
    iterator = iterable[Symbol.iterator]();
  } else {
    throw new codes.ERR_INVALID_ARG_TYPE('iterable', ['Iterable'], iterable);
  }

  const readable = new Readable({ objectMode: true, highWaterMark: 1, ...opts });
  let reading = false;
  let awaiting = async; // a sync iterable of promises is noticed at the first of them

  readable._read = function() {
    if (reading) return;
    reading = true;
    if (awaiting) pullAsync();
    else pull();
  };

  readable._destroy = function(error, cb) {
    close(error).then(
      () => nextTick(cb, error), // a tick later: cb may throw
      (e) => nextTick(cb, e || error));
  };

  async function close(error) {
    if (error !== undefined && error !== null && typeof iterator.throw === 'function') {
      const { value, done } = await iterator.throw(error);
      await value;
      if (done) return;
    }
    if (typeof iterator.return === 'function') {
      const { value } = await iterator.return();
      await value;
    }
  }

  // add pushes a value and reports whether the stream wants more.
  function add(value) {
    if (value === null) {
      reading = false;
      throw new codes.ERR_STREAM_NULL_VALUES();
    }
    if (readable.push(value)) return true;
    reading = false;
    return false;
  }

  function pull() {
    try {
      for (;;) {
        const { value, done } = iterator.next();
        if (done) {
          readable.push(null);
          return;
        }
        if (value && typeof value.then === 'function') {
          awaiting = true;
          pullAsync(value);
          return;
        }
        if (!add(value)) return;
      }
    } catch (err) {
      readable.destroy(err);
    }
  }

  async function pullAsync(first) {
    try {
      if (first !== undefined && !add(await first)) return;
      for (;;) {
        const { value, done } = async ? await iterator.next() : iterator.next();
        if (done) {
          readable.push(null);
          return;
        }
        if (!add(!async && value && typeof value.then === 'function' ? await value : value)) return;
      }
    } catch (err) {
      readable.destroy(err);
    }
  }
  return readable;
};
