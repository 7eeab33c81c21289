// The steps that an array pattern takes of an iterable (ECMA-262, IteratorBindingInitialization).
((v) => {
  const it = v[Symbol.iterator](), next = it.next;
  let done = false;
  const step = () => {
    if (done) return;
    let s;
    try { s = next.call(it); if (s === null || typeof s !== 'object' && typeof s !== 'function') throw new TypeError('Iterator result ' + String(s) + ' is not an object'); done = !!s.done; }
    catch (e) { done = true; throw e; }
    return done ? undefined : s.value;
  };
  return {
    next: step,
    rest() { const out = []; for (;;) { const v = step(); if (done) return out; out.push(v); } },
    close() { if (!done) { done = true; const f = it.return; if (f != null) f.call(it); } },
    abandon() { try { this.close(); } catch {} },
  };
})
