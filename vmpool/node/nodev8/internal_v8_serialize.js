// Serializer and Deserializer: V8's ValueSerializer format, version 15 (v8/src/objects/value-serializer.cc).

const { isAnyArrayBuffer, isArrayBufferView, isBoxedPrimitive, isDate, isMap, isNativeError, isProxy, isRegExp, isSet } = require('internal/util/types');

const VERSION = 15;
const flagLetters = 'gimsuydv'; // of regular expressions, from the lowest bit: global, ignoreCase, multiline, sticky …
const flagBits = { __proto__: null, g: 1, i: 2, m: 4, y: 8, u: 16, s: 32, d: 128, v: 256 };
const errorTags = { __proto__: null, EvalError: 'E', RangeError: 'R', ReferenceError: 'F', SyntaxError: 'S', TypeError: 'T', URIError: 'U' };
const errorClasses = { __proto__: null, E: EvalError, R: RangeError, F: ReferenceError, S: SyntaxError, T: TypeError, U: URIError };
const viewTags = {
  __proto__: null, Int8Array: 'b', Uint8Array: 'B', Uint8ClampedArray: 'C', Int16Array: 'w', Uint16Array: 'W', Int32Array: 'd', Uint32Array: 'D',
  Float32Array: 'f', Float64Array: 'F', DataView: '?', BigInt64Array: 'q', BigUint64Array: 'Q',
};
const viewClasses = {
  __proto__: null, b: Int8Array, B: Uint8Array, C: Uint8ClampedArray, w: Int16Array, W: Uint16Array, d: Int32Array, D: Uint32Array,
  f: Float32Array, F: Float64Array, '?': DataView, q: BigInt64Array, Q: BigUint64Array,
};

// describe names a value in the message of an error, as V8 does.
function describe(value) {
  if (typeof value === 'function') return Function.prototype.toString.call(value);
  if (typeof value === 'symbol') return String(value);
  return `#<${value?.constructor?.name || 'Object'}>`;
}

class Serializer {
  #out = binding.writer();
  #ids = new Map();
  #viewsAreHosts = false;
  #transferred = new Map();

  writeHeader() {
    this.#out.byte(0xff);
    this.#out.byte(VERSION);
  }

  writeValue(value) {
    this.#write(value);
    return true;
  }

  releaseBuffer() {
    return Buffer.from(this.#out.release());
  }

  transferArrayBuffer(id, buffer) { this.#transferred.set(buffer, id); }

  writeUint32(value) { this.#out.varint(value >>> 0); }

  writeUint64(hi, lo) { this.#out.uint64(hi >>> 0, lo >>> 0); }

  writeDouble(value) { this.#out.double(value); }

  writeRawBytes(source) {
    if (!isAnyArrayBuffer(source) && !isArrayBufferView(source)) {
      throw new (require('internal/errors').codes.ERR_INVALID_ARG_TYPE)('source', ['ArrayBuffer', 'TypedArray', 'DataView'], source);
    }
    this.#out.bytes(source);
  }

  _setTreatArrayBufferViewsAsHostObjects(flag) { this.#viewsAreHosts = !!flag; }

  #tag(letter) { this.#out.byte(letter.charCodeAt(0)); }

  #fail(value) {
    throw new this._getDataCloneError(`${describe(value)} could not be cloned.`);
  }

  #write(value) {
    switch (typeof value) {
      case 'undefined': return this.#tag('_');
      case 'boolean': return this.#tag(value ? 'T' : 'F');
      case 'number': return this.#number(value);
      case 'bigint':
        this.#tag('Z');
        return this.#out.bigint(value);
      case 'string': return this.#out.string(value);
      case 'object':
        if (value === null) return this.#tag('0');
        return this.#object(value);
      default:
        return this.#fail(value);
    }
  }

  #number(n) {
    if (n === (n | 0) && !Object.is(n, -0)) {
      this.#tag('I');
      this.#out.zigzag(n);
    } else {
      this.#tag('N');
      this.#out.double(n);
    }
  }

  #object(value) {
    const id = this.#ids.get(value);
    if (id !== undefined) {
      this.#tag('^');
      return this.#out.varint(id);
    }
    // A view comes after its buffer, unless views are the host's.
    if (isArrayBufferView(value) && !this.#viewsAreHosts) {
      if (!this.#ids.has(value.buffer)) this.#object(value.buffer);
      this.#ids.set(value, this.#ids.size);
      return this.#view(value);
    }
    this.#ids.set(value, this.#ids.size);
    if (isArrayBufferView(value)) return this.#host(value);
    if (Array.isArray(value)) return this.#array(value);
    if (isDate(value)) {
      this.#tag('D');
      return this.#out.double(Date.prototype.getTime.call(value));
    }
    if (isBoxedPrimitive(value)) return this.#boxed(value);
    if (isRegExp(value)) {
      this.#tag('R');
      this.#out.string(value.source);
      let bits = 0;
      for (const letter of value.flags) bits |= flagBits[letter];
      return this.#out.varint(bits);
    }
    if (isMap(value)) {
      this.#tag(';');
      let count = 0;
      for (const [key, item] of [...value]) {
        this.#write(key);
        this.#write(item);
        count += 2;
      }
      this.#tag(':');
      return this.#out.varint(count);
    }
    if (isSet(value)) {
      this.#tag("'");
      const items = [...value];
      for (const item of items) this.#write(item);
      this.#tag(',');
      return this.#out.varint(items.length);
    }
    if (isAnyArrayBuffer(value)) return this.#buffer(value);
    if (isNativeError(value)) return this.#error(value);
    const kind = Object.prototype.toString.call(value);
    if (isProxy(value) || (kind !== '[object Object]' && kind !== '[object Arguments]' && cannotClone.has(kind))) return this.#fail(value);
    this.#tag('o');
    const keys = Object.keys(value);
    this.#properties(value, keys);
    this.#tag('{');
    return this.#out.varint(keys.length);
  }

  #properties(value, keys) {
    for (const key of keys) {
      this.#key(key);
      this.#write(value[key]);
    }
  }

  #key(key) {
    const index = Number(key);
    if (String(index) === key && index >= 0 && index < 4294967295 && Number.isInteger(index)) this.#number(index);
    else this.#out.string(key);
  }

  #array(array) {
    const { length } = array;
    const keys = Object.keys(array);
    let dense = true;
    for (let i = 0; i < length && dense; i++) dense = keys[i] === String(i);
    this.#tag(dense ? 'A' : 'a');
    this.#out.varint(length);
    let rest = keys;
    if (dense) {
      for (let i = 0; i < length; i++) this.#write(array[i]);
      rest = keys.slice(length);
    }
    this.#properties(array, rest);
    this.#tag(dense ? '$' : '@');
    this.#out.varint(rest.length);
    this.#out.varint(length);
  }

  #boxed(value) {
    const primitive = value.valueOf();
    switch (typeof primitive) {
      case 'boolean': return this.#tag(primitive ? 'y' : 'x');
      case 'number':
        this.#tag('n');
        return this.#out.double(primitive);
      case 'bigint':
        this.#tag('z');
        return this.#out.bigint(primitive);
      case 'string':
        this.#tag('s');
        return this.#out.string(primitive);
      default:
        return this.#fail(value);
    }
  }

  #buffer(buffer) {
    const id = this.#transferred.get(buffer);
    if (id !== undefined) {
      this.#tag('t');
      return this.#out.varint(id);
    }
    this.#tag('B');
    this.#out.varint(buffer.byteLength);
    return this.#out.bytes(buffer);
  }

  #view(view) {
    this.#tag('V');
    this.#tag(viewTags[Object.prototype.toString.call(view).slice(8, -1)]);
    this.#out.varint(view.byteOffset);
    this.#out.varint(view.byteLength);
    this.#out.varint(0); // flags
  }

  #host(value) {
    this.#tag('\\');
    if (typeof this._writeHostObject !== 'function') {
      throw new (require('internal/errors').codes.ERR_METHOD_NOT_IMPLEMENTED)('_writeHostObject()');
    }
    this._writeHostObject(value);
  }

  #error(error) {
    this.#tag('r');
    const name = errorTags[error.name];
    if (name !== undefined) this.#tag(name);
    const own = (key) => {
      const d = Object.getOwnPropertyDescriptor(error, key);
      return d !== undefined && 'value' in d ? d.value : undefined;
    };
    if (own('message') !== undefined) {
      this.#tag('m');
      this.#out.string(String(own('message')));
    }
    if (Object.hasOwn(error, 'cause')) {
      this.#tag('c');
      this.#write(error.cause);
    }
    if (typeof error.stack === 'string') {
      this.#tag('s');
      this.#out.string(error.stack);
    }
    this.#tag('.');
  }
}

Serializer.prototype._getDataCloneError = Error;

const cannotClone = new Set([
  '[object WeakMap]', '[object WeakSet]', '[object WeakRef]', '[object Promise]', '[object Generator]', '[object AsyncGenerator]', '[object Symbol]',
]);

class Deserializer {
  #in;
  #objects = [];
  #version = 0;
  #transferred = new Map();

  constructor(buffer) {
    if (!isAnyArrayBuffer(buffer) && !isArrayBufferView(buffer)) {
      throw new (require('internal/errors').codes.ERR_INVALID_ARG_TYPE)('buffer', ['Buffer', 'TypedArray', 'DataView'], buffer);
    }
    this.buffer = buffer;
    this.#in = binding.reader(buffer);
  }

  readHeader() {
    if (this.#in.peek() !== 0xff) throw new Error('Unable to deserialize cloned data due to invalid or unsupported version.');
    this.#in.byte();
    this.#version = this.#need(this.#in.varint());
    if (this.#version > VERSION) throw new Error('Unable to deserialize cloned data due to invalid or unsupported version.');
    return true;
  }

  readValue() { return this.#read(); }

  getWireFormatVersion() { return this.#version; }

  transferArrayBuffer(id, buffer) { this.#transferred.set(id, buffer); }

  readUint32() { return this.#raw(this.#in.varint(), 'ReadUint32()'); }

  readUint64() { return this.#raw(this.#in.uint64(), 'ReadUint64()'); }

  readDouble() { return this.#raw(this.#in.double(), 'ReadDouble()'); }

  _readRawBytes(length) {
    const offset = this.#in.offset();
    this.#raw(this.#in.bytes(length), 'ReadRawBytes()');
    return offset;
  }

  readRawBytes(length) {
    const offset = this._readRawBytes(length);
    const { buffer } = this;
    return isAnyArrayBuffer(buffer) ? Buffer.from(buffer, offset, length) : Buffer.from(buffer.buffer, buffer.byteOffset + offset, length);
  }

  #raw(value, name) {
    if (value === undefined) throw new Error(`${name} failed`);
    return value;
  }

  #need(value) {
    if (value === undefined) throw new Error('Unable to deserialize cloned data.');
    return value;
  }

  #tag() {
    this.#in.peek(); // skips padding
    return String.fromCharCode(this.#need(this.#in.byte()));
  }

  #string() {
    const tag = this.#tag();
    if (!'"cS'.includes(tag)) this.#need(undefined);
    return this.#need(this.#in.string(tag.charCodeAt(0)));
  }

  #keep(object) {
    this.#objects.push(object);
    return object;
  }

  #read() {
    const value = this.#readOne();
    // A buffer may be followed by its first view.
    if (isAnyArrayBuffer(value) && this.#in.peek() === 86) {
      this.#in.byte();
      return this.#view(value);
    }
    return value;
  }

  #readOne() {
    const tag = this.#tag();
    switch (tag) {
      case '_': return undefined;
      case '0': return null;
      case 'T': return true;
      case 'F': return false;
      case 'I': return this.#need(this.#in.zigzag());
      case 'U': return this.#need(this.#in.varint());
      case 'N': return this.#need(this.#in.double());
      case 'Z': return this.#need(this.#in.bigint());
      case '"': case 'c': case 'S': return this.#need(this.#in.string(tag.charCodeAt(0)));
      case '^': {
        const id = this.#need(this.#in.varint());
        if (id >= this.#objects.length) this.#need(undefined);
        return this.#objects[id];
      }
      case 'o': {
        const object = this.#keep({});
        this.#properties(object, '{');
        return object;
      }
      case 'A': case 'a': return this.#array(tag);
      case 'D': return this.#keep(new Date(this.#need(this.#in.double())));
      case 'y': return this.#keep(Object(true));
      case 'x': return this.#keep(Object(false));
      case 'n': return this.#keep(Object(this.#need(this.#in.double())));
      case 'z': return this.#keep(Object(this.#need(this.#in.bigint())));
      case 's': return this.#keep(Object(this.#string()));
      case 'R': {
        const source = this.#string();
        const bits = this.#need(this.#in.varint());
        let flags = '';
        for (const letter of flagLetters) if (bits & flagBits[letter]) flags += letter;
        return this.#keep(new RegExp(source, flags));
      }
      case ';': {
        const map = this.#keep(new Map());
        while (this.#in.peek() !== 58) map.set(this.#read(), this.#read());
        this.#in.byte();
        this.#in.varint();
        return map;
      }
      case "'": {
        const set = this.#keep(new Set());
        while (this.#in.peek() !== 44) set.add(this.#read());
        this.#in.byte();
        this.#in.varint();
        return set;
      }
      case 'B': return this.#keep(this.#need(this.#in.bytes(this.#need(this.#in.varint()))));
      case 't': return this.#keep(this.#need(this.#transferred.get(this.#need(this.#in.varint()))));
      case '\\': {
        const id = this.#objects.length;
        this.#objects.push(undefined);
        if (typeof this._readHostObject !== 'function') {
          throw new (require('internal/errors').codes.ERR_METHOD_NOT_IMPLEMENTED)('_readHostObject()');
        }
        return this.#objects[id] = this._readHostObject();
      }
      case 'r': return this.#error();
      default: return this.#need(undefined);
    }
  }

  #properties(object, end) {
    const code = end.charCodeAt(0);
    let count = 0;
    for (; this.#in.peek() !== code; count++) {
      const key = this.#read();
      if (typeof key !== 'string' && typeof key !== 'number') this.#need(undefined);
      Object.defineProperty(object, key, { __proto__: null, value: this.#read(), writable: true, enumerable: true, configurable: true });
    }
    this.#in.byte();
    if (this.#need(this.#in.varint()) !== count) this.#need(undefined);
  }

  #array(tag) {
    const length = this.#need(this.#in.varint());
    const array = this.#keep(tag === 'A' ? [] : new Array(length));
    if (tag === 'A') {
      for (let i = 0; i < length; i++) {
        if (this.#in.peek() === 45) { // a hole
          this.#in.byte();
          array.length = i + 1;
        } else {
          array[i] = this.#read();
        }
      }
    }
    this.#properties(array, tag === 'A' ? '$' : '@');
    this.#need(this.#in.varint());
    return array;
  }

  #view(buffer) {
    const Class = viewClasses[this.#tag()];
    const offset = this.#need(this.#in.varint());
    const length = this.#need(this.#in.varint());
    if (this.#version >= 14) this.#need(this.#in.varint());
    if (Class === undefined) this.#need(undefined);
    return this.#keep(new Class(buffer, offset, length / (Class.BYTES_PER_ELEMENT ?? 1)));
  }

  #error() {
    const id = this.#objects.length;
    this.#objects.push(undefined);
    let Class = Error;
    let message;
    let stack;
    let options;
    for (let tag = this.#tag(); tag !== '.'; tag = this.#tag()) {
      if (tag === 'm') message = this.#string();
      else if (tag === 's') stack = this.#string();
      else if (tag === 'c') options = { cause: this.#read() };
      else Class = this.#need(errorClasses[tag]);
    }
    const error = new Class(message, options);
    Object.defineProperty(error, 'stack', { __proto__: null, value: stack, writable: true, enumerable: false, configurable: true });
    return this.#objects[id] = error;
  }
}

module.exports = { Serializer, Deserializer };
