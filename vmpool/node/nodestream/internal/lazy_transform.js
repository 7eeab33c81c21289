// LazyTransform is a Transform that becomes a stream only when it is used as one: most hashes and ciphers never are.

const Transform = require('internal/streams/transform');

function LazyTransform(options) {
  this._options = options;
}
Object.setPrototypeOf(LazyTransform.prototype, Transform.prototype);
Object.setPrototypeOf(LazyTransform, Transform);

function define(name) {
  return {
    get() {
      Transform.call(this, this._options);
      this._writableState.decodeStrings = false;
      return this[name];
    },
    set(value) {
      Object.defineProperty(this, name, { value, enumerable: true, configurable: true, writable: true });
    },
    configurable: true,
    enumerable: true,
  };
}

Object.defineProperties(LazyTransform.prototype, {
  _readableState: define('_readableState'),
  _writableState: define('_writableState'),
});

module.exports = LazyTransform;
