function f() {
  const [a, , b = 5, c] = [1, 2, undefined, 4];
  let [x, y = 'z'] = 'hi';
  const [m] = new Map([[1, 2]]), q = 3;
  function* g() { try { yield 1; yield 2; yield 3; } finally { console.log('closed'); } }
  const [g1, g2] = g();
  const [e1, e2] = [];
  try { const [n] = null; } catch (e) { console.log(e.constructor.name); }
  try { const [n] = 5; } catch (e) { console.log(e.constructor.name); }
  class A extends Array { *[Symbol.iterator]() { yield 'own'; } }
  const [own] = A.of(1, 2);
  const p = new Proxy([7, 8], { get(t, k, r) { console.log('get', String(k)); return Reflect.get(t, k, r); } });
  const [p1] = p;
  for (const [k, v] of Object.entries({ a: 1 })) console.log(k, v);
  const fs = []; for (let i = 0; i < 2; i++) { const [z] = [i]; fs.push(() => z); }
  return [a, b, c, x, y, m, q, g1, g2, e1, e2, own, p1, fs.map((f) => f())];
}
console.log(JSON.stringify(f()));
