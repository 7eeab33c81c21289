// addAbortSignal destroys a stream when a signal is aborted.

const { isNodeStream, isWebStream, kControllerErrorFunction } = require('internal/streams/utils');

function addAbortSignal(signal, stream) {
  require('internal/validators').validateAbortSignal(signal, 'signal');
  if (!isNodeStream(stream) && !isWebStream(stream)) {
    const { ERR_INVALID_ARG_TYPE } = require('internal/errors').codes;
    throw new ERR_INVALID_ARG_TYPE('stream', ['ReadableStream', 'WritableStream', 'Stream'], stream);
  }
  return addAbortSignalNoValidate(signal, stream);
}

function addAbortSignalNoValidate(signal, stream) {
  if (typeof signal !== 'object' || !('aborted' in signal)) return stream;
  const { AbortError } = require('internal/errors');
  const onAbort = isNodeStream(stream) ?
    () => { stream.destroy(new AbortError(undefined, { cause: signal.reason })); } :
    () => { stream[kControllerErrorFunction](new AbortError(undefined, { cause: signal.reason })); };
  if (signal.aborted) {
    onAbort();
  } else {
    const off = onAborted(signal, onAbort);
    require('internal/streams/finished').eos(stream, off);
  }
  return stream;
}

// onAborted calls f when signal is aborted, and returns a function that forgets f.
function onAborted(signal, f) {
  signal.addEventListener('abort', f, { once: true });
  return () => { signal.removeEventListener('abort', f); };
}

module.exports = { addAbortSignal, addAbortSignalNoValidate, onAborted };
