'use strict';
const hooks = require('node:async_hooks');
const fs = require('node:fs');

// A context that follows every kind of callback, made of hooks as libraries did before AsyncLocalStorage.
const contexts = new Map();
const seen = new Set();
const alive = new Set();
let balance = 0;
const hook = hooks.createHook({
  init(id, type, trigger, resource) {
    if (typeof resource !== 'object') throw new Error('no resource');
    seen.add(type);
    alive.add(id);
    if (contexts.has(hooks.executionAsyncId())) contexts.set(id, contexts.get(hooks.executionAsyncId()));
  },
  before(id) {
    balance++;
    if (hooks.executionAsyncId() !== id) throw new Error('before has another id');
  },
  after() { balance--; },
  destroy(id) {
    alive.delete(id);
    contexts.delete(id);
  },
});
console.log(hook.enable() === hook, hook.enable() === hook);
const current = () => contexts.get(hooks.executionAsyncId());
const out = [];

function work(name, done) {
  const at = (where) => out.push(`${name} ${where}: ${current()}`);
  process.nextTick(() => {
    at('tick');
    setTimeout(() => {
      at('timeout');
      setImmediate(() => {
        at('immediate');
        Promise.resolve().then(() => {
          at('then');
          fs.stat(__filename, () => {
            at('fs');
            (async () => {
              at('async');
              await null;
              at('await');
              queueMicrotask(() => {
                at('microtask');
                done();
              });
            })();
          });
        });
      });
    }, 1);
  });
}

let left = 2;
for (const name of ['a', 'b']) {
  const resource = new hooks.AsyncResource('Request');
  contexts.set(resource.asyncId(), `context ${name}`);
  resource.runInAsyncScope(() => {
    console.log(current(), hooks.executionAsyncResource() === resource, hooks.triggerAsyncId() === 1);
    work(name, () => {
      if (--left === 0) setTimeout(finish, 1);
    });
  });
}

function finish() {
  console.log(out.sort().join('\n'));
  console.log(['Timeout', 'Immediate', 'TickObject', 'PROMISE', 'FSREQCALLBACK', 'Request'].map((t) => seen.has(t)).join());
  console.log('balance', balance, contexts.get(hooks.executionAsyncId()) !== undefined);
  console.log(hook.disable() === hook, hook.disable() === hook);
  const before = seen.size;
  seen.clear();
  setImmediate(() => {
    console.log('disabled', before > 0, seen.size, balance);
    resources();
  });
}

// The way that Node's documentation shows for executionAsyncResource.
function resources() {
  const key = Symbol('state');
  const copy = hooks.createHook({
    init(id, type, trigger, resource) {
      const now = hooks.executionAsyncResource();
      if (now) resource[key] = now[key];
    },
  }).enable();
  let n = 2;
  for (const state of ['one', 'two']) {
    setTimeout(() => {
      hooks.executionAsyncResource()[key] = state;
      setTimeout(() => {
        console.log(state, hooks.executionAsyncResource()[key]);
        if (--n === 0) copy.disable();
      }, 2);
    }, state === 'one' ? 1 : 30);
  }
}

for (const bad of [{ init: 1 }, { before: {} }, { destroy: 'x' }]) {
  try {
    hooks.createHook(bad);
  } catch (e) {
    console.log(e.name, e.code, e.message);
  }
}
