const EventEmitter = require('events');
const { inspect } = require('util');
const log = console.log;
log(Object.keys(EventEmitter).join(), Object.getOwnPropertyNames(EventEmitter.prototype).join());
for (const k of Object.getOwnPropertyNames(EventEmitter.prototype)) { const v = EventEmitter.prototype[k]; if (typeof v === 'function') log(k, v.name, v.length); }
const e = new EventEmitter();
log(inspect(e, { showHidden: true }));
log(e.emit('none'), e.on('a', function(...args) { log(this === e, args); }) === e, e.emit('a', 1, 2, 3), e.emit('a'));
const order = [];
e.on('o', () => order.push(1)); e.prependListener('o', () => order.push(0)); e.once('o', () => order.push(2)); e.prependOnceListener('o', () => order.push(-1));
e.emit('o'); e.emit('o'); log(order.join(), e.listenerCount('o'), EventEmitter.listenerCount(e, 'o'));
e.on('newListener', (n, f) => log('new', String(n), typeof f)); e.on('removeListener', (n, f) => log('removed', String(n), typeof f));
const f1 = () => {}; e.on('x', f1); e.once('x', f1); log(e.listeners('x').map((f) => f === f1), e.rawListeners('x').map((f) => f === f1), e.rawListeners('x')[1].listener === f1, e.rawListeners('x')[1].name);
log(e.listenerCount('x', f1)); e.off('x', f1); e.removeListener('x', f1); e.removeListener('x', f1); log(e.eventNames());
e.on(Symbol.for('s'), f1); log(e.eventNames()); e.removeAllListeners('o'); e.removeAllListeners(); log(e.eventNames(), e._eventsCount);
// listeners added and removed while emitting
const d = new EventEmitter(); const seen = [];
d.on('z', function first() { seen.push('first'); d.removeListener('z', second); d.on('z', third); }); function second() { seen.push('second'); } function third() { seen.push('third'); }
d.on('z', second); d.emit('z'); d.emit('z'); log(seen.join());
// errors
try { d.emit('error', new RangeError('unheard')); } catch (err) { log(err.name, err.message); }
for (const v of ['text', undefined, { a: 1 }, null]) try { d.emit('error', v); } catch (err) { log(err.code, err.message, err.context); }
try { d.emit('error'); } catch (err) { log(err.message); }
d.on(EventEmitter.errorMonitor, (err) => log('monitor', err.message)); try { d.emit('error', new Error('watched')); } catch (err) { log('thrown', err.message); }
d.on('error', (err) => log('handled', err.message)); d.emit('error', new Error('fine'));
for (const bad of [() => d.on('a', 'x'), () => d.setMaxListeners(-1), () => d.setMaxListeners('x'), () => { EventEmitter.defaultMaxListeners = -1; }, () => EventEmitter.setMaxListeners(1, {}), () => { EventEmitter.captureRejections = 1; }, () => new EventEmitter({ captureRejections: 1 }), () => EventEmitter.getEventListeners({}, 'a'), () => EventEmitter.getMaxListeners({})]) try { bad(); } catch (err) { log(err.name, err.code, err.message); }
log(d.getMaxListeners(), d.setMaxListeners(3).getMaxListeners(), EventEmitter.getMaxListeners(d), EventEmitter.defaultMaxListeners);
EventEmitter.setMaxListeners(5, d); log(d.getMaxListeners());
log(EventEmitter.getEventListeners(d, 'error').length, EventEmitter.usingDomains, EventEmitter.captureRejectionSymbol, EventEmitter.captureRejections, EventEmitter.EventEmitter === EventEmitter);
// subclasses, mixins
class Sub extends EventEmitter { constructor() { super(); this.v = 1; } } log(inspect(new Sub()).split('\n')[0], new Sub().on('a', f1) instanceof EventEmitter);
function Old() { EventEmitter.call(this); } Object.setPrototypeOf(Old.prototype, EventEmitter.prototype); const old = new Old(); old.on('q', (v) => log('q', v)); old.emit('q', 7);
const mixin = Object.assign({}, EventEmitter.prototype); mixin.on('m', (v) => log('m', v)); mixin.emit('m', 1);
const noCtor = Object.create(EventEmitter.prototype); noCtor.once('n', () => log('n')); noCtor.emit('n'); noCtor.emit('n');
// a listener that throws leaves the others uncalled
const t = new EventEmitter(); t.on('t', () => { throw new Error('thrown by listener'); }); t.on('t', () => log('never')); try { t.emit('t'); } catch (err) { log(err.message); }
process.on('warning', (w) => log(w.name, w.message, w.count, w.type));
const leaky = new EventEmitter(); leaky.setMaxListeners(1); leaky.on('l', f1); leaky.on('l', f1); leaky.on('l', f1);
const proto = new EventEmitter(); proto.on('__proto__', (v) => log('__proto__', v)); proto.emit('__proto__', 1); log(proto.eventNames());
