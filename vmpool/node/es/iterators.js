// The iterator helpers (ECMA-262, 27.1.4): the methods of %IteratorPrototype%. Node 20 has neither them nor the global Iterator; the methods
// are here because code in the wild calls them, Iterator is not because it is what code looks for (see newer.js). It gives {from}.
(function () {
  const isObject = (v) => (typeof v === 'object' && v !== null) || typeof v === 'function';
  const methods = (target, source) => {
    const keys = Reflect.ownKeys(source);
    for (let i = 0; i < keys.length; i++) {
      Object.defineProperty(target, keys[i], { value: source[keys[i]], writable: true, enumerable: false, configurable: true });
    }
  };
  const IteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
  const direct = (receiver) => {
    if (!isObject(receiver)) throw new TypeError('Iterator helper called on a value that is not an object');
    return { iterator: receiver, next: receiver.next };
  };
  const step = (it) => {
    const result = it.next.call(it.iterator);
    if (!isObject(result)) throw new TypeError(`Iterator result ${String(result)} is not an object`);
    return result;
  };
  const close = (it) => {
    const end = it.iterator.return;
    if (end !== undefined && end !== null) end.call(it.iterator);
  };
  const closeAndThrow = (it, error) => {
    try { close(it); } catch { /* the first error counts */ }
    throw error;
  };
  const callable = (it, f) => {
    if (typeof f !== 'function') closeAndThrow(it, new TypeError(`${String(f)} is not a function`));
  };
  const HelperPrototype = Object.create(IteratorPrototype);
  const state = new WeakMap();
  methods(HelperPrototype, {
    next() {
      const s = state.get(this);
      if (!s) throw new TypeError('Iterator helper method called on incompatible receiver');
      if (s.running) throw new TypeError('Generator is already running');
      if (s.done) return { value: undefined, done: true };
      s.running = true;
      try {
        const result = s.next();
        if (result === undefined) { s.done = true; return { value: undefined, done: true }; }
        return { value: result.value, done: false };
      } catch (e) {
        s.done = true;
        throw e;
      } finally {
        s.running = false;
      }
    },
    return() {
      const s = state.get(this);
      if (!s) throw new TypeError('Iterator helper method called on incompatible receiver');
      if (!s.done) {
        s.done = true;
        if (s.inner) { const inner = s.inner; s.inner = undefined; try { close(inner); } catch (e) { closeAndThrow(s.it, e); } }
        close(s.it);
      }
      return { value: undefined, done: true };
    },
  });
  Object.defineProperty(HelperPrototype, Symbol.toStringTag, { value: 'Iterator Helper', configurable: true });
  const helper = (it, next) => {
    const h = Object.create(HelperPrototype);
    state.set(h, { it, next, done: false, running: false, inner: undefined });
    return h;
  };
  const count = (it, n) => {
    const number = Number(n);
    if (number !== number) closeAndThrow(it, new RangeError(`${String(n)} must be positive`));
    const whole = Math.trunc(number);
    if (whole < 0) closeAndThrow(it, new RangeError(`${String(n)} must be positive`));
    return whole;
  };
  const flattenable = (value, strings) => {
    if (!isObject(value) && !(strings && typeof value === 'string')) throw new TypeError(`${String(value)} is not an object`);
    const method = value[Symbol.iterator];
    const iterator = method === undefined || method === null ? value : method.call(value);
    if (!isObject(iterator)) throw new TypeError(`${String(iterator)} is not an object`);
    return { iterator, next: iterator.next };
  };
  methods(IteratorPrototype, {
    map(mapper) {
      const it = direct(this);
      callable(it, mapper);
      let i = 0;
      return helper(it, () => {
        const r = step(it);
        if (r.done) return undefined;
        try { return { value: mapper(r.value, i++) }; } catch (e) { closeAndThrow(it, e); }
      });
    },
    filter(predicate) {
      const it = direct(this);
      callable(it, predicate);
      let i = 0;
      return helper(it, () => {
        for (;;) {
          const r = step(it);
          if (r.done) return undefined;
          const value = r.value;
          try { if (predicate(value, i++)) return { value }; } catch (e) { closeAndThrow(it, e); }
        }
      });
    },
    take(limit) {
      const it = direct(this);
      let left = count(it, limit);
      return helper(it, () => {
        if (left === 0) { close(it); return undefined; }
        left--;
        const r = step(it);
        return r.done ? undefined : { value: r.value };
      });
    },
    drop(limit) {
      const it = direct(this);
      let left = count(it, limit);
      return helper(it, () => {
        for (; left > 0; left--) if (step(it).done) return undefined;
        const r = step(it);
        return r.done ? undefined : { value: r.value };
      });
    },
    flatMap(mapper) {
      const it = direct(this);
      callable(it, mapper);
      let i = 0;
      const h = helper(it, () => {
        const s = state.get(h);
        for (;;) {
          if (s.inner) {
            let r;
            try { r = step(s.inner); } catch (e) { closeAndThrow(it, e); }
            if (!r.done) return { value: r.value };
            s.inner = undefined;
          }
          const r = step(it);
          if (r.done) return undefined;
          try { s.inner = flattenable(mapper(r.value, i++), false); } catch (e) { closeAndThrow(it, e); }
        }
      });
      return h;
    },
    reduce(reducer, ...initial) {
      const it = direct(this);
      callable(it, reducer);
      let i = 0;
      let acc;
      if (initial.length > 0) acc = initial[0];
      else {
        const r = step(it);
        if (r.done) throw new TypeError('Reduce of a done iterator with no initial value');
        acc = r.value;
        i = 1;
      }
      for (;;) {
        const r = step(it);
        if (r.done) return acc;
        try { acc = reducer(acc, r.value, i++); } catch (e) { closeAndThrow(it, e); }
      }
    },
    toArray() {
      const it = direct(this);
      const out = [];
      for (;;) {
        const r = step(it);
        if (r.done) return out;
        out.push(r.value);
      }
    },
    forEach(f) {
      const it = direct(this);
      callable(it, f);
      let i = 0;
      for (;;) {
        const r = step(it);
        if (r.done) return;
        try { f(r.value, i++); } catch (e) { closeAndThrow(it, e); }
      }
    },
    some(predicate) {
      const it = direct(this);
      callable(it, predicate);
      let i = 0;
      for (;;) {
        const r = step(it);
        if (r.done) return false;
        let found;
        try { found = predicate(r.value, i++); } catch (e) { closeAndThrow(it, e); }
        if (found) { close(it); return true; }
      }
    },
    every(predicate) {
      const it = direct(this);
      callable(it, predicate);
      let i = 0;
      for (;;) {
        const r = step(it);
        if (r.done) return true;
        let holds;
        try { holds = predicate(r.value, i++); } catch (e) { closeAndThrow(it, e); }
        if (!holds) { close(it); return false; }
      }
    },
    find(predicate) {
      const it = direct(this);
      callable(it, predicate);
      let i = 0;
      for (;;) {
        const r = step(it);
        if (r.done) return undefined;
        let found;
        try { found = predicate(r.value, i++); } catch (e) { closeAndThrow(it, e); }
        if (found) { close(it); return r.value; }
      }
    },
  });
  const WrapPrototype = Object.create(IteratorPrototype);
  methods(WrapPrototype, {
    next() { const it = state.get(this); return it.next.call(it.iterator); },
    return() {
      const it = state.get(this);
      const end = it.iterator.return;
      return end === undefined || end === null ? { value: undefined, done: true } : end.call(it.iterator);
    },
  });
  return {
    from(value) {
      const it = flattenable(value, true);
      if (IteratorPrototype.isPrototypeOf(it.iterator)) return it.iterator;
      const wrap = Object.create(WrapPrototype);
      state.set(wrap, it);
      return wrap;
    },
  };
});
