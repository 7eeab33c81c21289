const events = require('events');
const { EventEmitter, EventEmitterAsyncResource } = events;
console.log(events.EventEmitterAsyncResource === EventEmitter.EventEmitterAsyncResource, typeof EventEmitter.init, typeof EventEmitter.kMaxEventTargetListeners, typeof EventEmitter.kMaxEventTargetListenersWarned);
const e = new EventEmitterAsyncResource({ name: 'Mine' });
console.log(typeof e.asyncId, typeof e.triggerAsyncId, e.asyncResource.constructor.name, e.asyncResource.eventEmitter === e);
e.addListener('x', (v) => console.log('got', v));
console.log(e.emit('x', 5), e.emitDestroy());
const plain = {};
EventEmitter.init.call(plain);
console.log(Object.keys(plain).join());
for (const f of [() => new EventEmitterAsyncResource(), () => new EventEmitterAsyncResource({ name: 5 }), () => EventEmitterAsyncResource()]) {
  try { console.log(typeof f()); } catch (err) { console.log(err.name, err.code); }
}
