// https://nodejs.org/docs/latest-v20.x/api/v8.html

const { codes } = require('internal/errors');
const { ERR_METHOD_NOT_IMPLEMENTED } = codes;
const { validateString } = require('internal/validators');
const { Serializer, Deserializer } = require('internal/v8/serialize');

// The types of views in Node's own host objects, by index.
const views = [
  Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array, DataView,
  Buffer, BigInt64Array, BigUint64Array,
];

function indexOf(view) {
  if (view.constructor === Buffer || Buffer.isBuffer(view)) return 10;
  const name = Object.prototype.toString.call(view).slice(8, -1);
  return views.findIndex((Class) => Class.name === name);
}

class DefaultSerializer extends Serializer {
  constructor() {
    super();
    this._setTreatArrayBufferViewsAsHostObjects(true);
  }

  _writeHostObject(view) {
    const index = ArrayBuffer.isView(view) ? indexOf(view) : -1;
    if (index < 0) throw new this._getDataCloneError(`Unserializable host object: ${require('util').inspect(view)}`);
    this.writeUint32(index);
    this.writeUint32(view.byteLength);
    this.writeRawBytes(view);
  }
}

class DefaultDeserializer extends Deserializer {
  _readHostObject() {
    const Class = views[this.readUint32()];
    const length = this.readUint32();
    const bytes = this.readRawBytes(length);
    if (Class === Buffer) return Buffer.from(bytes);
    const width = Class.BYTES_PER_ELEMENT ?? 1;
    // As in Node, the view is one of the serialized bytes where its alignment allows that.
    if (bytes.byteOffset % width === 0) return new Class(bytes.buffer, bytes.byteOffset, length / width);
    return new Class(new Uint8Array(bytes).buffer, 0, length / width);
  }
}

function serialize(value) {
  const serializer = new DefaultSerializer();
  serializer.writeHeader();
  serializer.writeValue(value);
  return serializer.releaseBuffer();
}

function deserialize(buffer) {
  const deserializer = new DefaultDeserializer(buffer);
  deserializer.readHeader();
  return deserializer.readValue();
}

// The heap is that of the whole process: the VMs of a process share it.
function getHeapStatistics() {
  const heap = binding.heap();
  const total = heap[0];
  const used = heap[1];
  const limit = heap[2];
  return {
    total_heap_size: total,
    total_heap_size_executable: 0,
    total_physical_size: total,
    total_available_size: limit - used,
    used_heap_size: used,
    heap_size_limit: limit,
    malloced_memory: 0,
    peak_malloced_memory: 0,
    does_zap_garbage: 0,
    number_of_native_contexts: 1,
    number_of_detached_contexts: 0,
    total_global_handles_size: 0,
    used_global_handles_size: 0,
    external_memory: 0,
  };
}

function getHeapSpaceStatistics() {
  const heap = binding.heap();
  return [{
    space_name: 'old_space',
    space_size: heap[0],
    space_used_size: heap[1],
    space_available_size: heap[0] - heap[1],
    physical_space_size: heap[0],
  }];
}

function getHeapCodeStatistics() {
  return { code_and_metadata_size: 0, bytecode_and_metadata_size: 0, external_script_source_size: 0, cpu_profiler_metadata_size: 0 };
}

// Flags belong to V8; there is nothing here that they could change.
function setFlagsFromString(flags) {
  validateString(flags, 'flags');
}

function missing(name, length) {
  const f = { [name]() { throw new ERR_METHOD_NOT_IMPLEMENTED(`v8.${name}()`); } }[name];
  Object.defineProperty(f, 'length', { __proto__: null, value: length, configurable: true });
  return f;
}

module.exports = {
  cachedDataVersionTag: () => 0,
  getHeapSnapshot: missing('getHeapSnapshot', 1),
  getHeapStatistics,
  getHeapSpaceStatistics,
  getHeapCodeStatistics,
  setFlagsFromString,
  Serializer,
  Deserializer,
  DefaultSerializer,
  DefaultDeserializer,
  deserialize,
  takeCoverage: missing('takeCoverage', 0),
  stopCoverage: missing('stopCoverage', 0),
  serialize,
  writeHeapSnapshot: missing('writeHeapSnapshot', 2),
  queryObjects: missing('queryObjects', 1),
  setHeapSnapshotNearHeapLimit: missing('setHeapSnapshotNearHeapLimit', 1),
  promiseHooks: {
    createHook: missing('promiseHooks.createHook', 0),
    onInit: missing('promiseHooks.onInit', 1),
    onBefore: missing('promiseHooks.onBefore', 1),
    onAfter: missing('promiseHooks.onAfter', 1),
    onSettled: missing('promiseHooks.onSettled', 1),
  },
  GCProfiler: function GCProfiler() { throw new ERR_METHOD_NOT_IMPLEMENTED('v8.GCProfiler'); },
  startupSnapshot: {
    __proto__: null,
    addDeserializeCallback: missing('startupSnapshot.addDeserializeCallback', 2),
    addSerializeCallback: missing('startupSnapshot.addSerializeCallback', 2),
    setDeserializeMainFunction: missing('startupSnapshot.setDeserializeMainFunction', 2),
    isBuildingSnapshot: () => false,
  },
};
