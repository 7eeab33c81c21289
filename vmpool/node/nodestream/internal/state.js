// High water marks: the defaults, which a program may change, and what the options of a stream say.

let bytes = 16 * 1024;
let objects = 16;

exports.getDefaultHighWaterMark = function getDefaultHighWaterMark(objectMode) {
  return objectMode ? objects : bytes;
};

exports.setDefaultHighWaterMark = function setDefaultHighWaterMark(objectMode, value) {
  require('internal/validators').validateInteger(value, 'value', 0);
  if (objectMode) objects = value;
  else bytes = value;
};

// getHighWaterMark is the mark of one side of a stream; duplexKey names that side's own option in a Duplex.
exports.getHighWaterMark = function getHighWaterMark(state, options, duplexKey, isDuplex) {
  const value = options.highWaterMark != null ? options.highWaterMark : isDuplex ? options[duplexKey] : null;
  if (value == null) return exports.getDefaultHighWaterMark(state.objectMode);
  if (!Number.isInteger(value) || value < 0) {
    const { ERR_INVALID_ARG_VALUE } = require('internal/errors').codes;
    throw new ERR_INVALID_ARG_VALUE(isDuplex ? `options.${duplexKey}` : 'options.highWaterMark', value);
  }
  return Math.floor(value);
};
