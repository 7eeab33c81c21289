// The structured clone algorithm (HTML, section 2.7), in one pass: nothing here leaves the VM, so there is no serialized form.
//
// A platform object takes part through two methods: [kClone](clone) returns its copy, clone being for values inside it;
// [kTransfer]() returns the object that takes its place. Objects of classes that have neither are copied as plain objects, as in Node.

const { coded } = require('internal/webidl');
const { isWeakMap, isWeakSet } = require('internal/util/types');
const { kind, alias, detach, isDetached } = binding;

const kClone = Symbol('kClone');
const kTransfer = Symbol('kTransfer');
const kUntransferable = Symbol('untransferable_object_private_symbol');
const kUncloneable = Symbol('uncloneable_object_private_symbol');

const dataCloneError = (message) => new (require('internal/dom_exception').DOMException)(message, 'DataCloneError');

const describe = (value) => {
  if (typeof value === 'function' || typeof value === 'symbol') return String(value);
  let name;
  try {
    name = value.constructor?.name;
  } catch {
    name = undefined;
  }
  return `#<${name || 'Object'}>`;
};
const refuse = (value) => dataCloneError(`${describe(value)} could not be cloned.`);

const errorNames = new Set(['Error', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError']);
const views = new Set([
  'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array', 'Float32Array',
  'Float64Array', 'BigInt64Array', 'BigUint64Array', 'DataView',
]);

const cloneBuffer = (buffer) => {
  if (isDetached(buffer)) throw dataCloneError('An ArrayBuffer is detached and could not be cloned.');
  return ArrayBuffer.prototype.slice.call(buffer, 0);
};

const cloneError = (error, memory) => {
  let name;
  try {
    name = error.name === undefined ? 'Error' : `${error.name}`;
  } catch {
    name = 'Error';
  }
  if (!errorNames.has(name)) name = 'Error';
  const own = (key) => {
    const desc = Object.getOwnPropertyDescriptor(error, key);
    return desc !== undefined && 'value' in desc ? desc : undefined;
  };
  const message = own('message');
  const copy = new globalThis[name](...(message === undefined ? [] : [`${message.value}`]));
  memory.set(error, copy);
  const stack = typeof error.stack === 'string' ? error.stack : undefined;
  if (stack !== undefined) Object.defineProperty(copy, 'stack', { value: stack, writable: true, enumerable: false, configurable: true });
  const cause = own('cause');
  if (cause !== undefined) {
    const value = cloneInner(cause.value, memory);
    Object.defineProperty(copy, 'cause', { value, writable: true, enumerable: false, configurable: true });
  }
  return copy;
};

const cloneProperties = (from, to, memory) => {
  const keys = Object.keys(from);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (!Object.prototype.hasOwnProperty.call(from, key)) continue; // a getter has removed it
    const value = cloneInner(from[key], memory);
    if (key === '__proto__') Object.defineProperty(to, key, { value, writable: true, enumerable: true, configurable: true });
    else to[key] = value;
  }
  return to;
};

// isOpaque tells the built-ins that the prelude makes out of ordinary objects.
const isOpaque = (value) => {
  const proto = Object.getPrototypeOf(value);
  if (proto === Object.prototype || proto === null) return false;
  return isWeakMap(value) || isWeakSet(value) || value instanceof WeakRef || value instanceof FinalizationRegistry;
};

const valueOf = { Number: Number.prototype.valueOf, String: String.prototype.valueOf, Boolean: Boolean.prototype.valueOf, BigInt: BigInt.prototype.valueOf };

// cloneInner returns the copy of value; memory maps what has been copied or transferred to what stands for it.
const cloneInner = (value, memory) => {
  switch (typeof value) {
    case 'function': case 'symbol':
      throw refuse(value);
    case 'object':
      if (value === null) return null;
      break;
    default:
      return value;
  }
  const known = memory.get(value);
  if (known !== undefined) return known;
  const method = value[kClone];
  if (typeof method === 'function') {
    const copy = method.call(value, (v) => cloneInner(v, memory));
    memory.set(value, copy);
    return copy;
  }
  if (value[kUncloneable] === true) throw refuse(value);
  if (typeof value[kTransfer] === 'function') {
    throw coded('Object that needs transfer was found in message but not listed in transferList', 'ERR_MISSING_TRANSFERABLE_IN_TRANSFER_LIST');
  }
  const what = kind(value);
  let copy;
  switch (what) {
    case 'Object': case 'Arguments':
      if (isOpaque(value)) throw refuse(value);
      copy = {};
      memory.set(value, copy);
      return cloneProperties(value, copy, memory);
    case 'Array':
      copy = new Array(value.length);
      memory.set(value, copy);
      return cloneProperties(value, copy, memory);
    case 'Date':
      copy = new Date(Date.prototype.getTime.call(value));
      break;
    case 'RegExp':
      copy = new RegExp(value.source, value.flags);
      break;
    case 'Map': {
      copy = new Map();
      memory.set(value, copy);
      const entries = [];
      Map.prototype.forEach.call(value, (v, k) => { entries.push(k, v); });
      for (let i = 0; i < entries.length; i += 2) {
        const key = cloneInner(entries[i], memory);
        copy.set(key, cloneInner(entries[i + 1], memory));
      }
      return copy;
    }
    case 'Set': {
      copy = new Set();
      memory.set(value, copy);
      const items = [];
      Set.prototype.forEach.call(value, (v) => { items.push(v); });
      for (let i = 0; i < items.length; i++) copy.add(cloneInner(items[i], memory));
      return copy;
    }
    case 'ArrayBuffer':
      copy = cloneBuffer(value);
      break;
    case 'Error':
      return cloneError(value, memory);
    case 'Number': case 'String': case 'Boolean': case 'BigInt':
      copy = Object(valueOf[what].call(value));
      break;
    default: {
      if (!views.has(what)) throw refuse(value);
      const { buffer } = value;
      if (isDetached(buffer)) throw dataCloneError('An ArrayBuffer is detached and could not be cloned.');
      const target = cloneInner(buffer, memory);
      copy = new globalThis[what](target, value.byteOffset, what === 'DataView' ? value.byteLength : value.length);
    }
  }
  memory.set(value, copy);
  return copy;
};

const invalidTransfer = () => coded('Found invalid object in transferList', 'ERR_INVALID_TRANSFER_OBJECT');

// cloneWith copies value and moves what is in transfer, an array; it returns the copy and the moved platform objects in the order of the list.
const cloneWith = (value, transfer) => {
  const memory = new Map();
  const buffers = [];
  const objects = [];
  for (let i = 0; i < transfer.length; i++) {
    const item = transfer[i];
    const isBuffer = typeof item === 'object' && item !== null && kind(item) === 'ArrayBuffer';
    if (!isBuffer && typeof item?.[kTransfer] !== 'function') throw invalidTransfer();
    if (item[kUntransferable] === true) continue; // it stays where it is and is copied, when it can be
    if (buffers.includes(item)) throw dataCloneError('Transfer list contains duplicate ArrayBuffer');
    if (objects.includes(item)) throw dataCloneError(`Transfer list contains duplicate ${item.constructor?.name ?? 'object'}`);
    if (isBuffer) {
      if (isDetached(item)) throw dataCloneError('An ArrayBuffer is detached and could not be cloned.');
      buffers.push(item);
      memory.set(item, alias(item));
    } else {
      objects.push(item);
      item[kTransferCheck]?.();
    }
  }
  const moved = [];
  for (let i = 0; i < objects.length; i++) {
    const to = objects[i][kTransfer]();
    moved.push(to);
    memory.set(objects[i], to);
  }
  const copy = cloneInner(value, memory);
  for (let i = 0; i < buffers.length; i++) detach(buffers[i]);
  return { value: copy, moved };
};
const kTransferCheck = Symbol('kTransferCheck');

// transferList is the array of a list of what to transfer; name is how errors call it.
const transferList = (list, name) => {
  if (list === undefined) return [];
  let method;
  if (list !== null && typeof list === 'object') method = list[Symbol.iterator];
  if (typeof method === 'function') {
    const iterator = method.call(list);
    if (typeof iterator?.next === 'function') {
      const out = [];
      for (let step = iterator.next(); !step.done; step = iterator.next()) out.push(step.value);
      return out;
    }
  }
  throw coded(`Optional ${name} argument must be an iterable`, 'ERR_INVALID_ARG_TYPE');
};

function structuredClone(value, options) {
  if (arguments.length === 0) {
    throw coded('The value argument must be specified', 'ERR_MISSING_ARGS');
  }
  let transfer = [];
  if (options !== undefined && options !== null) {
    if (typeof options !== 'object' && typeof options !== 'function') {
      throw coded('The options argument must be either an object or undefined', 'ERR_INVALID_ARG_TYPE');
    }
    if (options.transfer !== null) transfer = transferList(options.transfer, 'transferList');
  } else if (typeof value !== 'object' && typeof value !== 'function' && typeof value !== 'symbol') {
    return value;
  }
  return cloneWith(value, transfer).value;
}
Object.defineProperty(structuredClone, 'length', { value: 0, configurable: true });

// DOMException is serializable by the standard, with its name and message.
{
  const { DOMException } = require('internal/dom_exception');
  Object.defineProperty(DOMException.prototype, kClone, {
    value() {
      const copy = new DOMException(this.message, this.name);
      Object.defineProperty(copy, 'stack', { value: this.stack, writable: true, enumerable: false, configurable: true });
      return copy;
    },
    enumerable: false,
    configurable: true,
  });
}

exports.structuredClone = structuredClone;
exports.cloneWith = cloneWith;
exports.transferList = transferList;
exports.dataCloneError = dataCloneError;
exports.detach = detach;
exports.alias = alias;
exports.isDetached = isDetached;
exports.kind = kind;
exports.kClone = kClone;
exports.kTransfer = kTransfer;
exports.kTransferCheck = kTransferCheck;
exports.kUntransferable = kUntransferable;
exports.kUncloneable = kUncloneable;
