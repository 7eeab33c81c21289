// Errors, without the positions of their frames.
const util = require('util');
const short = (v, o) => util.inspect(v, o).replace(/\n +at .*/g, '');
const p = (v, o) => console.log(short(v, o));
p(new Error('plain')); p(new TypeError('typed')); p(new Error(''));
const noStack = new Error('bare'); noStack.stack = undefined; p(noStack); delete noStack.stack; p(noStack);
const custom = new Error('props'); custom.code = 'E_X'; custom.detail = { a: 1 }; p(custom);
class MyError extends Error {} p(new MyError('mine'));
class Named extends Error { constructor(m) { super(m); this.name = 'Named'; } } p(new Named('n'));
class ProtoNamed extends TypeError {} ProtoNamed.prototype.name = 'ProtoNamed'; p(new ProtoNamed('pn'));
p(new Error('outer', { cause: 'text' })); p(new Error('outer', { cause: { code: 1 } }));
const stackless = (e) => { e.stack = `${e.name}: ${e.message}`; return e; };
p(stackless(new Error('outer', { cause: stackless(new TypeError('inner')) })));
p(stackless(new AggregateError([stackless(new Error('one')), 2], 'many')));
p({ err: stackless(new Error('nested')) }); p([stackless(new RangeError('r'))]);
const e1 = stackless(new Error('msg')); e1.message = 'changed'; p(e1);
const e2 = stackless(new Error('x')); e2.name = 'Renamed'; p(e2);
const e3 = stackless(new Error('null proto')); Object.setPrototypeOf(e3, null); p(e3);
const e4 = stackless(new Error('tagged')); e4[Symbol.toStringTag] = 'Tag'; p(e4);
const e5 = new Error('a\nb\nc'); p(e5); p({ e5 });
const e6 = stackless(new Error('hidden')); p(e6, { showHidden: false }); 
try { util.inspect(); new (require('util').TextDecoder)('no-such'); } catch (e) { console.log(short(e)); }
try { util.promisify(1); } catch (e) { p(e); console.log(e.stack.split('\n')[0]); }
p(Object.assign(stackless(new Error('k')), { 'odd key': 1, [Symbol('s')]: 2 }));
const circular = stackless(new Error('c')); circular.self = circular; p(circular);
p(stackless(new Error('colored', { cause: 1 })), { colors: true });
console.log(util.format('%s', stackless(new Error('fmt'))), util.format('%s|%O', new MyError('q').message, 1));
