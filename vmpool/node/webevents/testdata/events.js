const attempt = (name, f) => {
  try {
    console.log(`${name}: ${f()}`);
  } catch (err) {
    console.log(`${name}: throws ${err.name} ${err.code} ${err.message}`);
  }
};
const members = (C) => {
  for (const target of [C, C.prototype]) {
    for (const key of Object.getOwnPropertyNames(target)) {
      const d = Object.getOwnPropertyDescriptor(target, key);
      const kind = 'value' in d ? typeof d.value : `accessor ${d.get?.name} ${d.set?.name}`;
      const fn = typeof d.value === 'function' ? ` ${d.value.name}/${d.value.length}` : '';
      console.log(`${C.name}${target === C ? '' : '.prototype'}.${key}: ${kind}${fn}${d.enumerable ? ' enumerable' : ''}`);
    }
  }
};
const sorted = (C) => {
  const keys = Object.getOwnPropertyNames(C.prototype).sort();
  console.log(C.name, C.length, keys.map((k) => `${k}:${Object.getOwnPropertyDescriptor(C.prototype, k).enumerable}`).join(' '));
  console.log(String(Object.getOwnPropertyDescriptor(C.prototype, Symbol.toStringTag).value));
};

members(CustomEvent);
for (const C of [Event, EventTarget, AbortController, AbortSignal, DOMException]) sorted(C);

attempt('no arguments', () => new EventTarget().addEventListener('x'));
attempt('bad listener', () => new EventTarget().addEventListener('x', 3));
attempt('bad options', () => new EventTarget().addEventListener('x', () => {}, 3));
attempt('bad signal', () => new EventTarget().addEventListener('x', () => {}, { signal: 3 }));
attempt('bad event', () => new EventTarget().dispatchEvent(3));
attempt('no event', () => new EventTarget().dispatchEvent());
attempt('foreign this', () => EventTarget.prototype.addEventListener.call({}, 'x', () => {}));
attempt('Event()', () => new Event());
attempt('symbol type', () => new Event(Symbol()));
attempt('Event.prototype.type', () => Event.prototype.type);
attempt('AbortSignal()', () => new AbortSignal());
attempt('timeout x', () => AbortSignal.timeout('x'));
attempt('any 3', () => AbortSignal.any(3));
attempt('any [3]', () => AbortSignal.any([3]));
attempt('AbortSignal.prototype.aborted', () => AbortSignal.prototype.aborted);
attempt('throwIfAborted', () => AbortSignal.abort().throwIfAborted());
attempt('queueMicrotask', () => queueMicrotask());
attempt('name', () => queueMicrotask.name + queueMicrotask.length);

const target = new EventTarget();
const log = [];
target.addEventListener('p', (e) => console.log(e.eventPhase, e.currentTarget === target, e.composedPath()[0] === target));
target.dispatchEvent(new Event('p'));
const listener = (e) => log.push(`${e.type} ${e.target === target} ${e.defaultPrevented}`);
target.addEventListener('a', listener);
target.addEventListener('a', listener);
target.addEventListener('a', listener, true);
target.addEventListener('a', { handleEvent() { log.push(`object ${this !== target}`); } }, { once: true });
const event = new Event('a', { cancelable: true, bubbles: true });
console.log(target.dispatchEvent(event), event.eventPhase, event.currentTarget === null, event.target === target);
console.log(target.dispatchEvent(event));
target.removeEventListener('a', listener);
target.addEventListener('a', (e) => { e.stopImmediatePropagation(); e.preventDefault(); });
target.addEventListener('a', () => log.push('never'));
console.log(target.dispatchEvent(event), event.returnValue, event.bubbles, event.composed);
console.log(log.join('\n'));

const controller = new AbortController();
const order = [];
controller.signal.onabort = () => order.push('handler');
controller.signal.addEventListener('abort', (e) => order.push(`listener ${e.isTrusted} ${e.type}`));
const follower = AbortSignal.any([controller.signal, new AbortController().signal]);
follower.addEventListener('abort', () => order.push(`follower ${follower.reason}`));
new EventTarget().addEventListener('x', () => {}, { signal: controller.signal });
controller.abort('why');
controller.abort('again');
console.log(order.join(', '), controller.signal.aborted, controller.signal.reason);

const err = new DOMException('text', { name: 'DataCloneError', cause: 5 });
console.log(err.name, err.message, err.code, err.cause, err instanceof Error, String(err), Object.keys(err).length);
console.log(DOMException.ABORT_ERR, DOMException.prototype.DATA_CLONE_ERR, new DOMException().name, new DOMException('', 'X').code);
console.log(err.stack.split('\n')[0]);

AbortSignal.timeout(1000000); // does not keep the process alive
AbortSignal.timeout(5).addEventListener('abort', function () { console.log(this.reason.name, this.reason.message); });
setTimeout(() => console.log('later'), 30);
Promise.resolve().then(() => console.log('promise'));
queueMicrotask(() => console.log('microtask'));
