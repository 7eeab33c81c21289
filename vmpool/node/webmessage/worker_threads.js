// worker_threads without threads: everything runs on the main thread, and a Worker throws.

const { codes } = require('internal/errors');
const { MessagePort, MessageChannel, BroadcastChannel, receiveMessageOnPort } = require('internal/messaging');
const { kUntransferable } = require('internal/clone');

const environment = new Map();

const missing = (name) => new codes.ERR_METHOD_NOT_IMPLEMENTED(name);

class Worker {
  constructor() { throw missing('worker_threads.Worker'); }
}

function markAsUntransferable(obj) {
  if ((typeof obj !== 'object' && typeof obj !== 'function') || obj === null) return;
  Object.defineProperty(obj, kUntransferable, { value: true, enumerable: false });
}

function setEnvironmentData(key, value) {
  if (value === undefined) environment.delete(key);
  else environment.set(key, value);
}

function getEnvironmentData(key) { return environment.get(key); }

function moveMessagePortToContext() { throw missing('worker_threads.moveMessagePortToContext()'); }

function postMessageToThread() { throw missing('worker_threads.postMessageToThread()'); }

module.exports = {
  isMainThread: true,
  MessagePort,
  MessageChannel,
  markAsUntransferable,
  moveMessagePortToContext,
  receiveMessageOnPort,
  resourceLimits: {},
  postMessageToThread,
  threadId: 0,
  SHARE_ENV: Symbol.for('nodejs.worker_threads.SHARE_ENV'),
  Worker,
  parentPort: null,
  workerData: null,
  BroadcastChannel,
  setEnvironmentData,
  getEnvironmentData,
};
