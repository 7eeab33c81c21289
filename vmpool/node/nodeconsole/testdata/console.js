const { Console } = require('console');
console.log(Object.getPrototypeOf(console) === Object.prototype, Object.getOwnPropertyNames(Object.getPrototypeOf(console)).length);
console.log(Object.getOwnPropertyNames(console).filter((n) => n !== 'indented').join());
console.log(console instanceof Console, Object.prototype.toString.call(console), Object.keys(Console.prototype).join(), Console.name, Console.length);
for (const k of Object.keys(console)) console.log(k, console[k].name, console[k].length);
const d = Object.getOwnPropertyDescriptor(globalThis, 'console'); console.log(d.enumerable, d.configurable, require('console') === console);
const { log } = console; log('detached'); log(); log(''); log('%s', 'fmt', { a: 1 }, [1, 2], null, undefined); console.info('info'); console.debug('debug'); console.dirxml({ a: { b: { c: {} } } }, 2);
console.dir({ a: { b: { c: { d: 1 } } } }, { depth: 0 }); console.dir({ [Symbol.for('nodejs.util.inspect.custom')]: () => 'no' });
console.group('outer'); console.log('in\ntwo'); console.group(); console.log({ a: 1 }); console.groupEnd(); console.log('out'); console.groupEnd(); console.groupEnd(); console.groupCollapsed('c'); console.log('x'); console.groupEnd(); console.log('flat');
console.count(); console.count('default'); console.count('x'); console.count(); console.countReset(); console.count(); console.count(5);
console.assert(true, 'no');
console.table([{ a: 1, b: 'y' }, { a: 'z', c: [1, 2, 3, 4, 5] }]); console.table([['a', 1], ['b', 2]]); console.table([1, 'two', { three: 3 }]); console.table(new Map([['a', 1], ['b', { c: 1 }]])); console.table(new Set([1])); console.table(new Map([['k', 'v']]).entries()); console.table(new Set([1, 2]).values()); console.table({ x: { p: 1 }, y: { q: 2 } }); console.table([{ a: 1, b: 2 }], ['b']); console.table([{ a: 1, b: 2 }], ['none']); console.table([]); console.table(5); console.table('str'); console.table(null); console.table([[]]); console.table([{ '日本': '語', e: '😀' }]); console.table([1, 2], ['x']); console.table({ a: 1n, b: Symbol('s') });
try { console.table([], 'x'); } catch (e) { console.log(e.code, e.message); }
const chunks = []; const sink = { write(s) { chunks.push(s); return true; }, on() {}, once() {}, removeListener() {}, listenerCount() { return 0; } };
const c = new Console(sink); c.log('a'); c.error('b'); const c2 = new Console({ stdout: sink, colorMode: true, groupIndentation: 4 }); c2.group('g'); c2.log({ a: 'x', n: 1 }); c2.groupEnd(); const c3 = Console({ stdout: sink, inspectOptions: { depth: 0, colors: true } }); c3.log({ a: {} }); console.log(JSON.stringify(chunks));
console.log(Object.keys(c).join(), c.log.name, c instanceof Console);
class Sub extends Console { log(...a) { super.log('sub', ...a); } } new Sub(sink).log(1); const { count } = new Sub(sink); count(); console.log(JSON.stringify(chunks.slice(-2)));
for (const bad of [() => new Console(), () => new Console({ stdout: {} }), () => new Console({ stdout: sink, stderr: {} }), () => new Console({ stdout: sink, colorMode: 1 }), () => new Console({ stdout: sink, groupIndentation: -1 }), () => new Console({ stdout: sink, inspectOptions: { colors: true }, colorMode: true }), () => new Console({ stdout: sink, inspectOptions: 1 }), () => console.time(Symbol('x')), () => console.count(Symbol('x'))]) try { bad(); } catch (e) { console.log(e.name, e.code, e.message); }
console.time('t'); const lines = []; const tc = new Console({ write: (s) => lines.push(s), on() {}, once() {}, removeListener() {}, listenerCount: () => 0 }); tc.time('l'); tc.timeLog('l', 'extra', { a: 1 }); tc.timeEnd('l'); console.log(lines.map((l) => l.replace(/[\d.]+/, 'N')).join('').trim());
const failing = new Console({ write() { throw new Error('sync'); }, on() {}, once() {}, removeListener() {}, listenerCount: () => 0 }); failing.log('swallowed'); try { new Console({ stdout: { write() { throw new Error('kept'); } }, ignoreErrors: false }).log(1); } catch (e) { console.log(e.message); }
