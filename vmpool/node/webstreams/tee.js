// ReadableStreamTee (section 4.9.1). Every value goes to both branches; those of a byte stream are copied for the second.

const { deferred, chain, microtask, noop } = require('internal/webstreams/base');
const readable = require('internal/webstreams/readable');

const { createReadable, acquireReader, releaseReader, readInto, cancelStream } = readable;

// cancellation collects the reasons of both branches and cancels the stream when it has both.
const cancellation = (stream) => {
  const done = deferred();
  const reasons = [undefined, undefined];
  const canceled = [false, false];
  const cancel = (i) => (reason) => {
    canceled[i] = true;
    reasons[i] = reason;
    if (canceled[1 - i]) done.resolve(cancelStream(stream, [reasons[0], reasons[1]]));
    return done.promise;
  };
  return { done, canceled, cancel };
};

const tee = (stream, cloneForBranch2) => {
  if (stream.controller.kind === 'byte controller') return teeBytes(stream);
  const reader = acquireReader(stream);
  const { done, canceled, cancel } = cancellation(stream);
  let reading = false;
  let readAgain = false;
  const branches = [];
  const pull = () => {
    if (reading) {
      readAgain = true;
      return undefined;
    }
    reading = true;
    readInto(reader, {
      chunk(value) {
        microtask(() => {
          readAgain = false;
          let second = value;
          if (!canceled[1] && cloneForBranch2) {
            try {
              second = require('internal/clone').structuredClone(value);
            } catch (err) {
              branches[0].controller.error(err);
              branches[1].controller.error(err);
              done.resolve(cancelStream(stream, err));
              return;
            }
          }
          if (!canceled[0]) branches[0].controller.enqueue(value);
          if (!canceled[1]) branches[1].controller.enqueue(second);
          reading = false;
          if (readAgain) pull();
        });
      },
      close() {
        reading = false;
        if (!canceled[0]) branches[0].controller.close();
        if (!canceled[1]) branches[1].controller.close();
        if (!canceled[0] || !canceled[1]) done.resolve(undefined);
      },
      error() { reading = false; },
    });
    return undefined;
  };
  branches[0] = createReadable({ __proto__: null, pull, cancel: cancel(0) });
  branches[1] = createReadable({ __proto__: null, pull, cancel: cancel(1) });
  chain(reader.closed.promise, undefined, (reason) => {
    branches[0].controller.error(reason);
    branches[1].controller.error(reason);
    if (!canceled[0] || !canceled[1]) done.resolve(undefined);
  });
  return { branch1: branches[0], branch2: branches[1] };
};

const teeBytes = (stream) => {
  const { createReadableBytes, readBYOB, releaseBYOBReader, ReadableStreamBYOBReader } = require('internal/webstreams/bytes');
  const { kState } = require('internal/webstreams/base');
  let reader = acquireReader(stream);
  const { done, canceled, cancel } = cancellation(stream);
  let reading = false;
  const readAgain = [false, false];
  const branches = [];

  const forwardErrors = (thisReader) => {
    chain(thisReader.closed.promise, noop, (reason) => {
      if (thisReader !== reader) return;
      branches[0].controller.error(reason);
      branches[1].controller.error(reason);
      if (!canceled[0] || !canceled[1]) done.resolve(undefined);
    });
  };

  const copyOf = (chunk) => {
    const { buffer, byteOffset, byteLength } = chunk;
    return new Uint8Array(ArrayBuffer.prototype.slice.call(buffer, byteOffset, byteOffset + byteLength));
  };

  const fail = (err) => {
    branches[0].controller.error(err);
    branches[1].controller.error(err);
    done.resolve(cancelStream(stream, err));
  };

  const again = () => {
    reading = false;
    if (readAgain[0]) pulls[0]();
    else if (readAgain[1]) pulls[1]();
  };

  const pullDefault = () => {
    if (reader.byob) {
      releaseBYOBReader(reader);
      reader = acquireReader(stream);
      forwardErrors(reader);
    }
    readInto(reader, {
      chunk(chunk) {
        microtask(() => {
          readAgain[0] = readAgain[1] = false;
          let second = chunk;
          if (!canceled[0] && !canceled[1]) {
            try {
              second = copyOf(chunk);
            } catch (err) {
              fail(err);
              return;
            }
          }
          if (!canceled[0]) branches[0].controller.enqueue(chunk);
          if (!canceled[1]) branches[1].controller.enqueue(second);
          again();
        });
      },
      close() {
        reading = false;
        for (let i = 0; i < 2; i++) if (!canceled[i]) branches[i].controller.close();
        for (let i = 0; i < 2; i++) if (branches[i].controller.pending.length > 0) branches[i].controller.respond(0);
        if (!canceled[0] || !canceled[1]) done.resolve(undefined);
      },
      error() { reading = false; },
    });
  };

  const pullBYOB = (view, i) => {
    if (!reader.byob) {
      releaseReader(reader);
      reader = new ReadableStreamBYOBReader(stream.self)[kState];
      forwardErrors(reader);
    }
    const byob = branches[i];
    const other = branches[1 - i];
    readBYOB(reader, view, 1, {
      chunk(chunk) {
        microtask(() => {
          readAgain[0] = readAgain[1] = false;
          const byobCanceled = canceled[i];
          const otherCanceled = canceled[1 - i];
          if (!otherCanceled) {
            let copy;
            try {
              copy = copyOf(chunk);
            } catch (err) {
              fail(err);
              return;
            }
            if (!byobCanceled) byob.controller.respondWithNewView(chunk);
            other.controller.enqueue(copy);
          } else if (!byobCanceled) {
            byob.controller.respondWithNewView(chunk);
          }
          again();
        });
      },
      close(chunk) {
        reading = false;
        const byobCanceled = canceled[i];
        const otherCanceled = canceled[1 - i];
        if (!byobCanceled) byob.controller.close();
        if (!otherCanceled) other.controller.close();
        if (chunk !== undefined) {
          if (!byobCanceled) byob.controller.respondWithNewView(chunk);
          if (!otherCanceled && other.controller.pending.length > 0) other.controller.respond(0);
        }
        if (!byobCanceled || !otherCanceled) done.resolve(undefined);
      },
      error() { reading = false; },
    });
  };

  const pulls = [0, 1].map((i) => () => {
    if (reading) {
      readAgain[i] = true;
      return;
    }
    reading = true;
    const request = branches[i].controller.byobRequest();
    if (request === null) pullDefault();
    else pullBYOB(request[kState].view, i);
  });

  branches[0] = createReadableBytes({ __proto__: null, pull: () => { pulls[0](); }, cancel: cancel(0) });
  branches[1] = createReadableBytes({ __proto__: null, pull: () => { pulls[1](); }, cancel: cancel(1) });
  forwardErrors(reader);
  return { branch1: branches[0], branch2: branches[1] };
};

exports.tee = tee;
