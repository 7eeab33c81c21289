// The module stream/web. The names are those of the globals, loaded when they are asked for.

const parts = {
  ReadableStream: 'readable', ReadableStreamDefaultReader: 'readable', ReadableStreamBYOBReader: 'bytes', ReadableStreamBYOBRequest: 'bytes',
  ReadableByteStreamController: 'bytes', ReadableStreamDefaultController: 'readable', TransformStream: 'transform',
  TransformStreamDefaultController: 'transform', WritableStream: 'writable', WritableStreamDefaultController: 'writable',
  WritableStreamDefaultWriter: 'writable', ByteLengthQueuingStrategy: 'strategies', CountQueuingStrategy: 'strategies',
  TextEncoderStream: 'encoding', TextDecoderStream: 'encoding', CompressionStream: 'compression', DecompressionStream: 'compression',
};
const names = Object.keys(parts);
for (let i = 0; i < names.length; i++) {
  const name = names[i];
  Object.defineProperty(exports, name, {
    get() {
      const value = require(`internal/webstreams/${parts[name]}`)[name];
      Object.defineProperty(exports, name, { value, writable: true, enumerable: true, configurable: true });
      return value;
    },
    set(value) { Object.defineProperty(exports, name, { value, writable: true, enumerable: true, configurable: true }); },
    enumerable: true,
    configurable: true,
  });
}
