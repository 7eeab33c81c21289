// ReadableStreamPipeTo (section 4.9.1).

const { deferred, chain, react, microtask, noop, typeError } = require('internal/webstreams/base');
const { acquireReader, releaseReader, readInto, cancelStream } = require('internal/webstreams/readable');
const {
  acquireWriter, releaseWriter, closeWithErrorPropagation, closeQueuedOrInFlight, abortStream, writeChunk,
} = require('internal/webstreams/writable');

const pipeTo = (source, dest, { preventClose, preventAbort, preventCancel, signal }) => {
  const reader = acquireReader(source);
  const writer = acquireWriter(dest);
  source.disturbed = true;
  const done = deferred();
  let shuttingDown = false;
  let currentWrite = Promise.resolve(undefined);
  let forget = noop;

  const finalize = (failed, error) => {
    releaseWriter(writer);
    releaseReader(reader);
    forget();
    if (failed) done.reject(error);
    else done.resolve(undefined);
  };

  // afterWrites calls f when all chunks that have been read are written.
  const afterWrites = (f) => {
    const write = currentWrite;
    react(write, () => (write === currentWrite ? f() : afterWrites(f)));
  };

  const shutdown = (failed, error, action) => {
    if (shuttingDown) return;
    shuttingDown = true;
    const act = () => {
      if (action === undefined) {
        finalize(failed, error);
        return;
      }
      react(action(), () => finalize(failed, error), (reason) => finalize(true, reason));
    };
    if (dest.status === 'writable' && !closeQueuedOrInFlight(dest)) afterWrites(act);
    else act();
  };

  const request = {
    chunk(value) {
      microtask(() => {
        currentWrite = chain(writeChunk(writer, value), undefined, noop);
        step();
      });
    },
    close() {},
    error() {},
  };
  const next = () => {
    if (!shuttingDown) readInto(reader, request);
  };
  const step = () => {
    if (shuttingDown) return;
    const { ready } = writer;
    if (ready.status === 1) microtask(next);
    else chain(ready.promise, next, noop);
  };

  if (signal !== undefined) {
    const { followAbort } = require('internal/abort');
    const abort = () => {
      const error = signal.reason;
      const actions = [];
      if (!preventAbort) actions.push(() => (dest.status === 'writable' ? abortStream(dest, error) : Promise.resolve(undefined)));
      if (!preventCancel) actions.push(() => (source.status === 'readable' ? cancelStream(source, error) : Promise.resolve(undefined)));
      shutdown(true, error, () => Promise.all(actions.map((action) => action())));
    };
    const aborted = signal.aborted;
    forget = followAbort(signal, abort);
    if (aborted) return done.promise;
  }

  // Errors and closing, forward and backward, in the standard's order.
  const sourceErrored = (error) => {
    if (preventAbort) shutdown(true, error);
    else shutdown(true, error, () => abortStream(dest, error));
  };
  const destErrored = (error) => {
    if (preventCancel) shutdown(true, error);
    else shutdown(true, error, () => cancelStream(source, error));
  };
  const sourceClosed = () => {
    if (preventClose) shutdown(false);
    else shutdown(false, undefined, () => closeWithErrorPropagation(writer));
  };
  if (source.status === 'errored') sourceErrored(source.error);
  else chain(reader.closed.promise, undefined, sourceErrored);
  if (dest.status === 'errored') destErrored(dest.error);
  else chain(writer.closed.promise, undefined, destErrored);
  if (source.status === 'closed') sourceClosed();
  else chain(reader.closed.promise, sourceClosed, noop);
  if (closeQueuedOrInFlight(dest) || dest.status === 'closed') {
    const error = typeError('Destination WritableStream is closed');
    if (preventCancel) shutdown(true, error);
    else shutdown(true, error, () => cancelStream(source, error));
  }
  step();
  return done.promise;
};

exports.pipeTo = pipeTo;
