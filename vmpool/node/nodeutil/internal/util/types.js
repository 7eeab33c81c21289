// util.types: what a value is by its internal slots. The order of the names is Node's.

const order = [
  'isExternal', 'isDate', 'isArgumentsObject', 'isBigIntObject', 'isBooleanObject', 'isNumberObject', 'isStringObject',
  'isSymbolObject', 'isNativeError', 'isRegExp', 'isAsyncFunction', 'isGeneratorFunction', 'isGeneratorObject',
  'isPromise', 'isMap', 'isSet', 'isMapIterator', 'isSetIterator', 'isWeakMap', 'isWeakSet', 'isArrayBuffer',
  'isDataView', 'isSharedArrayBuffer', 'isProxy', 'isModuleNamespaceObject', 'isAnyArrayBuffer', 'isBoxedPrimitive',
  'isArrayBufferView', 'isTypedArray', 'isUint8Array', 'isUint8ClampedArray', 'isUint16Array', 'isUint32Array',
  'isInt8Array', 'isInt16Array', 'isInt32Array', 'isFloat32Array', 'isFloat64Array', 'isBigInt64Array',
  'isBigUint64Array', 'isKeyObject', 'isCryptoKey',
];

// The weak collections are ours (see es/prelude.js), so their own methods tell them.
const { has: weakMapHas } = WeakMap.prototype;
const { has: weakSetHas } = WeakSet.prototype;

function answers(method, value) {
  if (typeof value !== 'object' || value === null) return false;
  try {
    Reflect.apply(method, value, [value]);
    return true;
  } catch {
    return false;
  }
}

const own = {
  isWeakMap(...args) {
    return answers(weakMapHas, args[0]);
  },
  isWeakSet(...args) {
    return answers(weakSetHas, args[0]);
  },
  isArrayBufferView: ArrayBuffer.isView,
  isCryptoKey(value) {
    const { CryptoKey } = globalThis;
    return typeof CryptoKey === 'function' && typeof value === 'object' && value instanceof CryptoKey;
  },
  isKeyObject(value) {
    return typeof value === 'object' && value !== null && value instanceof require('crypto').KeyObject;
  },
};

for (let i = 0; i < order.length; i++) {
  exports[order[i]] = own[order[i]] ?? binding[order[i]];
}
Object.defineProperty(exports.isKeyObject, 'name', { value: 'value' });
Object.defineProperty(exports.isCryptoKey, 'name', { value: 'value' });
// kind is all of them at once, for built-in code: "Map", "Uint8Array" …
Object.defineProperty(exports, 'kind', { value: binding.kind, enumerable: false });
