const async_hooks = require('async_hooks');
const { AsyncResource, createHook, executionAsyncId, triggerAsyncId, executionAsyncResource } = async_hooks;
const log = console.log;
log(executionAsyncId(), triggerAsyncId(), typeof executionAsyncResource());
for (const bad of [() => new AsyncResource(), () => new AsyncResource('T', { triggerAsyncId: 'x' }), () => new AsyncResource('T', { triggerAsyncId: -2 }), () => new AsyncResource('T', 'x'), () => createHook({ init: 1 }), () => createHook({ destroy: 'x' }), () => new AsyncResource('T').bind('x')]) try { bad(); } catch (e) { log(e.name, e.code, e.message); }
const events = []; const hook = createHook({ init(id, type, trigger, resource) { events.push(['init', type, trigger === executionAsyncId(), resource instanceof AsyncResource]); }, before(id) { events.push(['before', id]); }, after(id) { events.push(['after', id]); }, destroy(id) { events.push(['destroy', id]); } });
log(hook.enable() === hook);
const r = new AsyncResource('MINE'); log(r.asyncId() > 1, r.triggerAsyncId() === executionAsyncId(), Object.keys(r).length);
const id = r.asyncId(); log(r.runInAsyncScope(function(a, b) { return [this, executionAsyncId() === id, triggerAsyncId() === 1, executionAsyncResource() === r, a, b]; }, 'this', 1, 2));
try { r.runInAsyncScope(() => { throw new Error('in scope'); }); } catch (e) { log(e.message); }
log(r.emitDestroy() === r); 
setImmediate(() => { hook.disable(); new AsyncResource('AFTER'); log(events.filter((e) => e[1] === id || e[1] === 'MINE' || e[1] === 'AFTER').map((e) => (e[1] === id ? e[0] : e))); });
class Sub extends AsyncResource { constructor() { super('SUB', { triggerAsyncId: 7 }); } } log(new Sub().triggerAsyncId(), new AsyncResource('N', 3).triggerAsyncId());
const bound = AsyncResource.bind(function(a, b) { return [this, a, b]; }, 'B', { me: 1 }); log(bound(1, 2), bound.length, bound.asyncResource instanceof AsyncResource, AsyncResource.bind((a) => a).call('x', 'v'));
const b2 = r.bind(function() { return this; }); log(b2.call('own this'), b2.length);
log(Object.keys(async_hooks.asyncWrapProviders).length > 40, async_hooks.asyncWrapProviders.PROMISE);
const { EventEmitterAsyncResource } = require('events'); const e = new EventEmitterAsyncResource({ name: 'E' }); e.on('x', () => log(executionAsyncId() === e.asyncId, e.asyncResource.eventEmitter === e)); e.emit('x'); try { new EventEmitterAsyncResource(); } catch (err) { log(err.code, err.message); } log(e.triggerAsyncId, new (class Q extends EventEmitterAsyncResource {})().asyncResource.constructor.name);
try { EventEmitterAsyncResource.prototype.emit.call({}, 'x'); } catch (err) { log(err.code, err.message); }
