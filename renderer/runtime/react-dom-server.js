// What "react-dom/server" is on the server, whichever of its builds is imported.

import * as react from "ssr:react-dom/build";

export const version = react.version;
export const renderToString = react.renderToString;
export const renderToStaticMarkup = react.renderToStaticMarkup;
export const renderToPipeableStream = react.renderToPipeableStream;
export const resumeToPipeableStream = react.resumeToPipeableStream;
export const resume = react.resume;

/** As in react-dom: a promise, settled when the shell is ready or failed, of a byte stream with the property allReady. */
export function renderToReadableStream(children, options) {
  return new Promise((resolve, reject) => {
    const all = Promise.withResolvers();
    const pipeable = react.renderToPipeableStream(children, {
      ...options,
      onHeaders: options?.onHeaders && ((list) => options.onHeaders(new Headers(list))),
      onShellReady() {
        const stream = bytes(pipeable);
        stream.allReady = all.promise;
        resolve(stream);
      },
      onShellError(error) {
        all.promise.catch(() => {});
        reject(error);
        all.reject(error);
      },
      onAllReady: all.resolve,
    });
    const signal = options?.signal;
    if (!signal) return;
    const abort = () => pipeable.abort(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort, { once: true });
  });
}

/** A byte stream of what pipeable writes, which starts when it is read. */
function bytes(pipeable) {
  const encoder = new TextEncoder();
  let drain, failed;
  let text = [];
  return new ReadableStream(
    {
      type: "bytes",
      pull(controller) {
        if (drain) return drain();
        const send = () => {
          if (text.length > 0) controller.enqueue(encoder.encode(text.join("")));
          text = [];
        };
        const handlers = {};
        pipeable.pipe({
          write(chunk) {
            if (typeof chunk === "string") text.push(chunk);
            else controller.enqueue(new Uint8Array(chunk)); // a copy: the stream takes the buffer, which React goes on using
            return true;
          },
          flush: send,
          end() {
            send();
            controller.close();
            controller.byobRequest?.respond(0);
          },
          destroy(error) {
            failed = true;
            controller.error(error);
          },
          on(event, handler) {
            handlers[event] = handler;
          },
        });
        drain = () => {
          if (!failed) handlers.drain();
        };
      },
      cancel(reason) {
        pipeable.abort(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
