const vm = require('node:vm');
globalThis.outer = 'outer';
console.log(Object.keys(vm).filter((k) => k !== 'constants').map((k) => `${k} ${vm[k].length}`).join());

// This realm.
console.log(vm.runInThisContext('var made = 1 + 1; made * 2'), made, vm.runInThisContext('typeof require + typeof outer'));
const script = new vm.Script('outer + (globalThis.count = (globalThis.count ?? 0) + 1)', { filename: 'my.js' });
console.log(script.runInThisContext(), script.runInThisContext(), count);
for (const bad of ['var = 1', 'a b', '{', "'unterminated"]) {
  try { new vm.Script(bad); } catch (err) { console.log(err.name, err instanceof SyntaxError); }
}
console.log(vm.compileFunction('return a + b + typeof outer', ['a', 'b'])(1, 2), vm.compileFunction('return arguments.length').call(null, 1, 2, 3));

// Contexts.
const sandbox = { x: 10, console, add(n) { return this === sandbox ? n + 1 : n; } };
console.log(vm.isContext(sandbox), vm.createContext(sandbox) === sandbox, vm.isContext(sandbox), vm.createContext(sandbox) === sandbox);
console.log(vm.runInContext('x += 5; var y = x * 2; function f(a) { return a + x; } f(y)', sandbox), sandbox.x, sandbox.y, typeof sandbox.f, sandbox.f(1));
console.log(vm.runInContext('z = 3; typeof outer + typeof nothing + typeof x + typeof f', sandbox), sandbox.z, typeof globalThis.z, 'outer' in sandbox);
console.log(vm.runInContext('let secret = 7; const C = 8; class K { get v() { return secret + C; } } new K().v', sandbox), 'secret' in sandbox, 'K' in sandbox);
console.log(vm.runInContext('secret++; secret + C + new K().v', sandbox));
console.log(vm.runInContext('this.viaThis = 1; globalThis.viaGlobal = 2; (() => { this.viaArrow = 3; })(); viaThis + viaGlobal + viaArrow', sandbox), sandbox.viaThis, sandbox.viaGlobal, sandbox.viaArrow);
console.log(vm.runInContext('for (var i = 0, total = 0; i < 5; i++) total += i; for (var k in { a: 1, b: 2 }) ; for (var v of [1, 2]) ; [i, total, k, v].join()', sandbox), sandbox.i, sandbox.k);
console.log(vm.runInContext('var { p, q: [r], ...rest } = { p: 1, q: [2], s: 3 }; var later; if (true) { var inBlock = 4; let hidden = 5; } p + r + rest.s + inBlock', sandbox), sandbox.p, sandbox.later, 'later' in sandbox, 'hidden' in sandbox);
console.log(vm.runInContext('[1, 2, 3].map((n) => n * 2).join() + JSON.stringify({ a: new Map([[1, 2]]).size }) + Math.max(1, 2)', sandbox));
for (const code of ['nothing', 'process', 'require', 'outer', 'null.x', 'throw new TypeError("mine")', 'let secret = 1']) {
  try { console.log('value', vm.runInContext(code, sandbox)); } catch (err) { console.log(code, err.name, err.message.replace('Cannot read properties of null (reading \'x\')', 'null').replace(/Cannot read property 'x' of .*/, 'null')); }
}
console.log(vm.runInNewContext('a + b', { a: 1, b: 2 }), vm.runInNewContext('var only = 1; Object.keys(this).join()'), vm.runInNewContext('delete a; typeof a', { a: 1 }));
console.log(vm.runInNewContext('(function () { return typeof x; })()', { x: 1 }), vm.runInNewContext('x = y => y + base', { base: 1 })(2));
const many = new vm.Script('n * 2');
console.log([1, 2, 3].map((n) => many.runInNewContext({ n })).join());
console.log(vm.compileFunction('return x + a', ['a'], { parsingContext: sandbox })(1));
try { vm.runInContext('1', {}); } catch (err) { console.log(err.code, err.message); }
for (const wrong of [() => vm.createContext(1), () => vm.isContext('x'), () => new vm.Script('1', 5), () => new vm.Script('1', { filename: 5 }), () => vm.runInThisContext('1', { timeout: -1 }),
  () => vm.compileFunction(1), () => vm.compileFunction('', [1]), () => vm.runInThisContext('1', { timeout: 0 })]) {
  try { wrong(); console.log('accepted'); } catch (err) { console.log(err.code, err.message); }
}
try {
  vm.runInNewContext('while (true);', {}, { timeout: 20 });
} catch (err) {
  console.log(err.code, err.message);
}
console.log(vm.runInThisContext('1 + 1', { timeout: 1000 }));
