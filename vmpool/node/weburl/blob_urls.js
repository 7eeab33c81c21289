// The blob URL store: what URL.createObjectURL made, while the VM lives.

const store = new Map();

exports.createObjectURL = (blob) => {
  const { isBlob } = require('internal/blob');
  if (!isBlob(blob)) {
    const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
    throw new ERR_INVALID_ARG_TYPE('obj', 'Blob', blob);
  }
  const url = `blob:nodedata:${require('crypto').randomUUID()}`;
  store.set(url, blob);
  return url;
};

exports.revokeObjectURL = (url) => { store.delete(url.split('#')[0]); };

// resolve returns the Blob of a URL, or undefined.
exports.resolve = (url) => store.get(url.split('#')[0]);
