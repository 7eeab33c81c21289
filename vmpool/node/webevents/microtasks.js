// queueMicrotask and reportError.

const { protect, throwNow } = binding;
const { then } = Promise.prototype;
const settled = Promise.resolve();

function queueMicrotask(callback) {
  if (typeof callback !== 'function') {
    const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
    throw new ERR_INVALID_ARG_TYPE('callback', 'function', callback);
  }
  then.call(settled, () => protect(callback));
}

// Node 20 has no reportError; in the HTML standard it does what an exception that nobody catches does.
function reportError(error) {
  if (arguments.length === 0) {
    const { codes: { ERR_MISSING_ARGS } } = require('internal/errors');
    throw new ERR_MISSING_ARGS('error');
  }
  throwNow(error);
}

exports.queueMicrotask = queueMicrotask;
exports.reportError = reportError;
