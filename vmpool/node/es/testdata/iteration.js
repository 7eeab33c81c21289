'use strict';
// What is iterated, how, and what can be seen of it: for-of, spread elements, array patterns.
const log = (...args) => console.log(args.map((a) => (typeof a === 'string' ? a : JSON.stringify(a))).join(' '));
const attempt = (name, f) => {
  try {
    log(name, f() ?? 'undefined');
  } catch (e) {
    log(name, 'threw', e instanceof TypeError ? 'TypeError' : String(e.message ?? e));
  }
};
const traced = (n, name = 'it') => ({
  [Symbol.iterator]() {
    log(name, 'begins');
    let i = 0;
    return {
      next() { log(name, 'next', i); return { done: i >= n, get value() { log(name, 'value'); return i++; } }; },
      return(v) { log(name, 'return', arguments.length); return { done: true, value: v }; },
    };
  },
});

// Arrays that change while they are iterated.
attempt('grows', () => { const a = [1, 2]; const seen = []; for (const x of a) { seen.push(x); if (a.length < 5) a.push(x * 2); } return seen; });
attempt('shrinks', () => { const a = [1, 2, 3, 4]; const seen = []; for (const x of a) { seen.push(x); a.pop(); } return seen; });
attempt('is replaced', () => { let a = [1, 2]; const seen = []; for (const x of a) { seen.push(x); a = [9]; } return seen; });
attempt('holes', () => { const seen = []; for (const x of [1, , 3]) seen.push(x === undefined ? 'u' : x); return [...seen, ...[, 5]].map((x) => x ?? 'u'); });
attempt('hole in prototype', () => {
  Array.prototype[1] = 'inherited';
  try { return [...[1, , 3]]; } finally { delete Array.prototype[1]; }
});
attempt('getter as an item', () => {
  const a = [1, 2, 3];
  Object.defineProperty(a, 1, { get() { log('get 1'); return 'g'; }, configurable: true });
  const seen = [];
  for (const x of a) { log('body', x); seen.push(x); }
  return [...a, Math.max(...[1, 2])].concat(seen);
});
attempt('getter that throws', () => {
  const a = [1, 2];
  Object.defineProperty(a, 1, { get() { throw new Error('item'); } });
  for (const x of a) log('body', x);
});
attempt('frozen', () => { const f = Object.freeze([1, 2]); return [...f, ...f]; });
attempt('nested in one array', () => { const a = [1, 2]; const seen = []; for (const x of a) for (const y of a) seen.push(x * 10 + y); return seen; });
attempt('sparse', () => { const a = []; a[1e6] = 1; let n = 0; for (const x of a) { n++; if (n > 3) break; } return n; });

// Leaving a loop.
attempt('labels', () => {
  const seen = [];
  outer: for (const x of [1, 2, 3]) {
    for (const y of [1, 2, 3]) {
      if (y === 2 && x === 1) continue outer;
      if (x === 3) break outer;
      seen.push([x, y]);
    }
  }
  return seen;
});
attempt('break closes', () => { for (const x of traced(3)) { if (x === 1) break; } });
attempt('continue outer closes', () => { let n = 0; o: for (const x of [1, 2]) for (const y of traced(2, 'in' + x)) { n++; continue o; } return n; });
attempt('return closes', () => { for (const x of traced(3)) return x; });
attempt('throw closes', () => { for (const x of traced(3)) throw new Error('body'); });
attempt('throw in return', () => {
  const it = { [Symbol.iterator]: () => ({ next: () => ({ value: 1, done: false }), return() { throw new Error('return'); } }) };
  try { for (const x of it) throw new Error('body'); } catch (e) { log('first', e.message); }
  for (const x of it) break;
});
attempt('return gives no object', () => { for (const x of { [Symbol.iterator]: () => ({ next: () => ({ done: false }), return: () => 1 }) }) break; });
attempt('loops after a throw', () => {
  const seen = [];
  for (let i = 0; i < 3; i++) try { for (const x of [1, 2, 3]) { seen.push(x); if (x === 2) throw 0; } } catch { for (const y of [7]) seen.push(y); }
  return seen;
});
attempt('finally', () => { for (const x of [1, 2]) { try { continue; } finally { log('finally', x); } } return 'end'; });

// Bindings.
attempt('closures', () => { const fs = []; for (const x of [1, 2, 3]) fs.push(() => x); for (let y of [4, 5]) { fs.push(() => y++); } return fs.map((f) => f()); });
attempt('closures of patterns', () => { const fs = []; for (const [k, v = k] of [[1, 2], [3]]) fs.push(() => k + v); return fs.map((f) => f()); });
attempt('var', () => { for (var x of [1, 2]) ; for (var [p, q] of [[1, 2]]) ; return [x, p, q]; });
attempt('members', () => { const o = {}; for (o.x of [1, 2]) log('at', o.x); for ([o.a, o.b] of [[1, 2]]) ; return o; });
attempt('const in head', () => { for (const x of [1]) { x = 2; } });
attempt('const in pattern', () => { for (const [x] of [[1]]) { x = 2; } });
attempt('head is uninitialized', () => { const k = [[1, 2]]; try { for (const [k, v] of k) log(k, v); } catch (e) { return e.constructor.name; } });
attempt('shadows', () => { const seen = []; for (const [x] of [[1]]) { const x = 2; seen.push(x); } return seen; });
attempt('let in head', () => { for (let [x] of [[1], [2]]) { x += 10; log('x', x); } });
attempt('objects in heads', () => { for (const { a, ...rest } of [{ a: 1, b: 2, c: 3 }]) log(a, rest); });
attempt('nested patterns', () => { for (const [a, [b, { c }], ...d] of [[1, [2, { c: 3 }], 4, 5]]) return [a, b, c, d]; });

// Spread elements.
attempt('spread order', () => [...traced(1, 'a'), (log('between'), 9), ...traced(1, 'b')]);
attempt('calls', () => { const f = (...a) => a; return f(0, ...[1, 2], ...'ab', ...new Set([3]), ...new Map([[4, 5]]), ...(function* () { yield 6; })()); });
attempt('methods', () => { const o = { n: 1, m(...a) { return [this.n, ...a]; } }; return [o.m(...[2]), o['m'](...[3]), o?.m(...[4]), (0, o.m).call({ n: 5 }, ...[6])]; });
attempt('callee first', () => { const o = { get f() { log('get f'); return (...a) => a; } }; return o.f(...(log('list'), [1])); });
attempt('new', () => { class A { constructor(...a) { this.a = a; } } class B extends A { constructor(...a) { super(...a, 9); } } return [new A(...[1, 2]), new B(...[3]), new Date(...[2020, 0, 1]).getFullYear()]; });
attempt('spread null', () => [...null]);
attempt('spread undefined', () => Math.max(...undefined));
attempt('spread a number', () => [...5]);
attempt('spread an object', () => Math.max(...{}));
attempt('for of null', () => { for (const x of null) ; });
attempt('for of undefined', () => { for (const [x] of undefined) ; });
attempt('strings', () => { const seen = []; for (const c of 'a😀b') seen.push(c); return [...seen, ...'é']; });
attempt('typed arrays', () => { const seen = []; for (const x of new Uint8Array([1, 2])) seen.push(x); return [...seen, ...new Float64Array([0.5])]; });
attempt('arguments', () => (function () { const seen = []; for (const x of arguments) seen.push(x); return [...seen, ...arguments]; })(1, 2));
attempt('many', () => { const a = Array.from({ length: 1000 }, (_, i) => i); let s = 0; for (const x of a) s += x; return [s, [...a, ...a].length, Math.max(...a)]; });

// Patterns.
attempt('swap', () => { let a = 1, b = 2; [a, b] = [b, a]; return [a, b]; });
attempt('value of an assignment', () => { let a; const source = [1, 2]; const same = ([a] = source) === source; return [a, same]; });
attempt('rest', () => { const [a, ...r] = [1, 2, 3]; let b, c; [b, ...c] = 'xyz'; return [a, r, b, c]; });
attempt('rest of traced', () => { const [a, ...r] = traced(3); return [a, r]; });
attempt('closed by a pattern', () => { const [a] = traced(3); return a; });
attempt('assigned, closed', () => { let a, b; [a, b] = traced(3); return [a, b]; });
attempt('default with effects', () => { const a = [1]; const [x, y = (a.push(7), 'd'), z = 'e'] = a; return [x, y, z]; });
attempt('targets first', () => { const o = {}; const at = (k) => (log('target', k), o); [at('a').a, at('b').b = (log('default'), 5)] = traced(1); return o; });
attempt('parameters', () => [[1, 2], [3]].map(([a, b = 'd']) => [a, b]));
attempt('parameters and others', () => ((x, [a, b], ...rest) => [x, a, b, rest])(0, [1, 2], 3, 4));
attempt('length', () => [(([a, b]) => 0).length, ((x, [a]) => 0).length, (function ([a], b) {}).length, (([a] = []) => 0).length]);
attempt('parameters of null', () => (([a]) => a)(null));
attempt('var like a parameter', () => (function ([a, b]) { var a; return [a, b]; })([1, 2]));
attempt('function like a parameter', () => (function ([f, g]) { function f() {} return [typeof f, g]; })([1, 2]));
attempt('closure in a default', () => (function ([a], f = () => a) { a = 2; return [f(), a]; })([1]));
attempt('this and arguments', () => (function ([a]) { return [this.t, arguments[0].length, a]; }).call({ t: 1 }, [5, 6]));
attempt('methods with patterns', () => { const o = { m([a, b]) { return a + b; }, set s([a]) { this.v = a; }, *g([a]) { yield a; } }; o.s = [4]; return [o.m([1, 2]), o.v, ...o.g([3])]; });
attempt('generator begins', () => { const g = function* ([a]) { yield a; }; g(null); });
attempt('elisions', () => { const [, a, , b] = [1, 2, 3, 4]; const f = ([, x]) => x; return [a, b, f([5, 6])]; });

// Arrays that iterate in other ways.
attempt('own iterator', () => { const a = [1, 2]; a[Symbol.iterator] = function* () { yield 'own'; }; const [x] = a; for (const y of a) log('y', y); return [x, ...a]; });
attempt('subclass', () => { class A extends Array { *[Symbol.iterator]() { yield 'sub'; } } const a = A.of(1, 2); const [x] = a; return [x, ...a]; });
attempt('plain subclass', () => { class A extends Array {} return [...A.of(1, 2)]; });
attempt('proxy', () => {
  const p = new Proxy([7, 8], { get(t, k, r) { log('trap', String(k)); return Reflect.get(t, k, r); } });
  for (const x of p) log('x', x);
  return [...p];
});
attempt('null prototype', () => { const a = [1]; Object.setPrototypeOf(a, null); return [...a]; });
attempt('generators', () => { function* g() { for (const x of [1, 2]) { const y = yield x; log('sent', y ?? 'nothing'); } } const i = g(); return [i.next(), i.next('a'), i.next()]; });
attempt('a generator left alone', () => { function* g() { try { for (const x of [1, 2]) yield x; } finally { log('closed'); } } for (const x of g()) break; const a = g(); a.next(); for (const y of [5]) log('y', y); return [...a]; });
attempt('async', () => {
  (async () => { for (const x of [1, 2]) { await null; log('a', x); } })();
  (async () => { for (const x of [3, 4]) { await null; log('b', x); } })();
  (async ([x]) => x)(null).catch((e) => log('rejected', e.constructor.name));
  return 'started';
});
const next = Object.getPrototypeOf([][Symbol.iterator]()).next;
setTimeout(() => {
  const proto = Object.getPrototypeOf([][Symbol.iterator]());
  proto.next = function () { const r = next.call(this); return r.done ? r : { done: false, value: 'patched ' + r.value }; };
  attempt('patched next', () => { const [a] = [1]; const seen = []; for (const x of [1, 2]) seen.push(x); return [a, seen.length, seen[1], Math.max.call(...[null, 1])]; });
  proto.next = next;
  const values = Array.prototype[Symbol.iterator];
  Array.prototype[Symbol.iterator] = function* () { yield 'replaced'; };
  let got;
  try { const [a] = [1]; got = a; for (const x of [1, 2]) got += ' ' + x; got += ((...r) => r.length)(...[1, 2, 3]); } finally { Array.prototype[Symbol.iterator] = values; }
  log(got);
  delete Array.prototype[Symbol.iterator];
  let error;
  try { for (const x of [1]) error = 'iterated'; } catch (e) { error = e.constructor.name; }
  Array.prototype[Symbol.iterator] = values;
  log(error);
  Object.prototype.value = 'inherited';
  Object.prototype.return = () => { throw new Error('never'); };
  try { const seen = []; for (const x of [undefined, 1]) { seen.push(String(x)); if (x) break; } got = seen.join(); } catch (e) { got = e.message; }
  delete Object.prototype.value;
  delete Object.prototype.return;
  log(got);
});
