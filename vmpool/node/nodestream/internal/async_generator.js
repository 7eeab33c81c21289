// Async generators written as generators, because the engine has no async ones: `yield wait(promise)` awaits, any other yield gives
// a value to the consumer.

class Wait {
  constructor(value) { this.value = value; }
}

function wait(value) {
  return new Wait(value);
}

const AsyncIteratorPrototype = {};
Object.defineProperty(AsyncIteratorPrototype, Symbol.asyncIterator, {
  value: function() { return this; }, writable: true, configurable: true, enumerable: false,
});
Object.defineProperty(AsyncIteratorPrototype[Symbol.asyncIterator], 'name', { value: '[Symbol.asyncIterator]' });

// AsyncGenerator serves calls of next, return and throw one after the other.
class AsyncGenerator {
  constructor(generator) {
    this._generator = generator;
    this._queue = [];
    this._busy = false;
  }

  next(value) { return enqueue(this, 'next', value); }
  return(value) { return enqueue(this, 'return', value); }
  throw(err) { return enqueue(this, 'throw', err); }
}
Object.setPrototypeOf(AsyncGenerator.prototype, AsyncIteratorPrototype);
Object.defineProperty(AsyncGenerator.prototype, Symbol.toStringTag, { value: 'AsyncGenerator', configurable: true });
Object.defineProperty(AsyncGenerator.prototype, 'constructor', { value: undefined, configurable: true });

function enqueue(self, method, value) {
  return new Promise((resolve, reject) => {
    self._queue.push({ method, value, resolve, reject });
    if (!self._busy) drain(self);
  });
}

function drain(self) {
  const request = self._queue[0];
  if (request === undefined) return;
  self._busy = true;
  if (request.method === 'return') {
    // As in the language, the value of return() is awaited.
    Promise.resolve(request.value).then((v) => step(self, request, 'return', v), (err) => step(self, request, 'throw', err));
  } else {
    step(self, request, request.method, request.value);
  }
}

function step(self, request, method, value) {
  for (;;) {
    let result;
    try {
      result = self._generator[method](value);
    } catch (err) {
      settle(self, request.reject, err);
      return;
    }
    const v = result.value;
    if (result.done) {
      Promise.resolve(v).then(
        (value) => settle(self, request.resolve, { value, done: true }),
        (err) => settle(self, request.reject, err));
      return;
    }
    if (v instanceof Wait) {
      Promise.resolve(v.value).then((v) => step(self, request, 'next', v), (err) => step(self, request, 'throw', err));
      return;
    }
    if (v === null || typeof v !== 'object' || typeof v.then !== 'function') {
      settle(self, request.resolve, { value: v, done: false });
      return;
    }
    v.then((value) => settle(self, request.resolve, { value, done: false }), (err) => step(self, request, 'throw', err));
    return;
  }
}

function settle(self, f, value) {
  self._queue.shift();
  self._busy = false;
  f(value);
  if (self._queue.length > 0) drain(self);
}

function asyncGenerator(generator) {
  return new AsyncGenerator(generator);
}

// forAwait is `for await (const value of iterable)` around visit, which may return a promise that is awaited, or BREAK to stop.
const BREAK = Symbol('break');
async function forAwait(iterable, visit) {
  const method = iterable[Symbol.asyncIterator];
  const iterator = method !== undefined && method !== null ? method.call(iterable) : iterable[Symbol.iterator]();
  const sync = method === undefined || method === null;
  for (;;) {
    const result = sync ? iterator.next() : await iterator.next();
    if (result.done) return;
    let finished = false;
    try {
      const value = sync ? await result.value : result.value;
      let r = visit(value);
      if (r !== undefined && r !== BREAK) r = await r;
      if (r === BREAK) {
        finished = true;
        await iterator.return?.();
        return;
      }
    } catch (err) {
      if (!finished) {
        try {
          await iterator.return?.();
        } catch {
          // the first error counts
        }
      }
      throw err;
    }
  }
}

// loop is forAwait inside a generator of this module: `yield* loop(iterable, function* (value) { … })`.
function* loop(iterable, body) {
  const method = iterable[Symbol.asyncIterator];
  const sync = method === undefined || method === null;
  const iterator = sync ? iterable[Symbol.iterator]() : method.call(iterable);
  let open = false;
  try {
    for (;;) {
      const result = sync ? iterator.next() : yield wait(iterator.next());
      if (result.done) return;
      open = true;
      if ((yield* body(sync ? yield wait(result.value) : result.value)) === BREAK) return;
      open = false;
    }
  } finally {
    if (open) yield wait(iterator.return?.());
  }
}

module.exports = { BREAK, asyncGenerator, forAwait, loop, wait };
