// What "react-dom/server" is for the engine "native": the APIs of react-dom/server over the renderer in Go (package native).

import { AsyncLocalStorage } from "node:async_hooks";
import React from "react";
import ReactDOM from "react-dom";

const storage = new AsyncLocalStorage();
const { createRequest, createResume } = require("ssr:native").install({
  React,
  ReactDOM,
  queueMicrotask,
  setImmediate,
  stored: () => storage.getStore(),
  store: (request, work) => storage.run(request, work),
  logError: (error) => console.error(error),
});

export const version = React.version;

/** As in react-dom. */
export function renderToString(children, options) {
  return toString(children, options, "string", "renderToString");
}

/** As in react-dom. */
export function renderToStaticMarkup(children, options) {
  return toString(children, options, "static", "renderToStaticMarkup");
}

function toString(children, options, kind, name) {
  const { identifierPrefix } = options ?? {};
  return createRequest(children, { identifierPrefix }, kind).toString(
    new Error(
      `The server used "${name}" which does not support Suspense. If you intended for this Suspense boundary to render the fallback content on the server consider throwing an Error somewhere within the Suspense boundary. If you intended to have the server wait for the suspended component please switch to "renderToPipeableStream" which supports Suspense on the server`,
    ),
  );
}

/** As in react-dom. */
export function renderToPipeableStream(children, options) {
  return pipeable(createRequest(children, options, "stream"));
}

/** As in react-dom: goes on where a prerender was aborted. */
export function resumeToPipeableStream(children, postponedState, options) {
  return pipeable(createResume(children, postponedState, options, "stream"));
}

function pipeable(request) {
  let flowing = false;
  request.start();
  return {
    pipe(destination) {
      if (flowing) throw new Error("React currently only supports piping to one writable stream.");
      flowing = true;
      request.emitHeaders();
      request.flow(destination);
      destination.on("drain", () => request.flow(destination));
      const cancel = (reason) => () => {
        request.stop();
        request.abort(new Error(reason));
      };
      destination.on("error", cancel("The destination stream errored while writing data."));
      destination.on("close", cancel("The destination stream closed early."));
      return destination;
    },
    abort(reason) {
      request.abort(reason);
    },
  };
}

/** As in react-dom: a promise, settled when the shell is ready or failed, of a byte stream with the property allReady. */
export function renderToReadableStream(children, options) {
  return readable(options, (own) => createRequest(children, { ...options, onHeaders: webHeaders(options), ...own }, "stream"));
}

/** As in react-dom: goes on where a prerender was aborted. */
export function resume(children, postponedState, options) {
  return readable(options, (own) => createResume(children, postponedState, { ...options, ...own }, "stream"));
}

function readable(options, create) {
  return new Promise((resolve, reject) => {
    const all = Promise.withResolvers();
    let release;
    const request = create({
      onAllReady: all.resolve,
      onShellReady() {
        const stream = bytes(request);
        stream.allReady = all.promise;
        resolve(stream);
      },
      onShellError(error) {
        all.promise.catch(() => {});
        reject(error);
      },
      onFatalError: all.reject,
      onEnd: () => release?.(),
    });
    release = follow(options?.signal, request);
    request.start();
  });
}

/** As in react-dom: `postponed` is what `resume` goes on from, null when nothing is missing. */
export function prerender(children, options) {
  return prerenderTo(options, (own) => createRequest(children, { ...options, onHeaders: webHeaders(options), ...own }, "prerender"), bytes);
}

/** As in react-dom. */
export function prerenderToNodeStream(children, options) {
  return prerenderTo(options, (own) => createRequest(children, { ...options, ...own }, "prerender"), nodeStream);
}

/** As in react-dom: prerenders what an earlier prerender has left. */
export function resumeAndPrerender(children, postponedState, options) {
  return prerenderTo(options, (own) => createResume(children, postponedState, { ...options, ...own }, "prerender"), bytes);
}

/** As in react-dom. */
export function resumeAndPrerenderToNodeStream(children, postponedState, options) {
  return prerenderTo(options, (own) => createResume(children, postponedState, { ...options, ...own }, "prerender"), nodeStream);
}

function nodeStream(request) {
  const { Readable } = require("stream");
  const readable = new Readable({
    read() {
      request.flow({
        write: (chunk) => readable.push(chunk),
        end: () => readable.push(null),
        destroy: (error) => readable.destroy(error),
      });
    },
  });
  return readable;
}

function prerenderTo(options, create, makeStream) {
  return new Promise((resolve, reject) => {
    let release;
    const request = create({
      nonce: undefined, // what is prerendered is sent more than once
      onShellReady: undefined,
      onShellError: undefined,
      onAllReady: () => resolve({ postponed: request.postponed(), prelude: makeStream(request) }),
      onFatalError: reject,
      onEnd: () => release?.(),
    });
    release = follow(options?.signal, request);
    request.start();
  });
}

function webHeaders(options) {
  return options?.onHeaders && ((list) => options.onHeaders(new Headers(list)));
}

/** Aborts the request with the signal; the result stops that. */
function follow(signal, request) {
  if (!signal) return undefined;
  const abort = () => request.abort(signal.reason);
  if (signal.aborted) {
    abort();
    return undefined;
  }
  signal.addEventListener("abort", abort);
  return () => signal.removeEventListener("abort", abort);
}

/** A byte stream of what the request writes, which starts when it is read. */
function bytes(request) {
  const encoder = new TextEncoder();
  return new ReadableStream(
    {
      type: "bytes",
      pull(controller) {
        request.flow({
          write(chunk) {
            controller.enqueue(encoder.encode(chunk));
            return true;
          },
          end() {
            controller.close();
            controller.byobRequest?.respond(0);
          },
          destroy: (error) => controller.error(error),
        });
      },
      cancel(reason) {
        request.stop();
        request.abort(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
