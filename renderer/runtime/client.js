// One page in the browser: takes what the server sent with it, and hydrates the document.
//
// The scripts in the page push what they have to self.__ssr: [0, data, wrap, prefix] for the page, [id, data] when the deferred
// value id has come, [id, null, error] when it has failed. They may run before this module or after it.

import { hydrateRoot } from "react-dom/client";
import { decode } from "ssr:data";
import { tree } from "ssr:tree";

/** Hydrates the document as soon as the page's data is there. `view` is { kind, page, layouts }. */
export function hydrate(view) {
  const deferred = new Map();

  function promise(id) {
    return settle(id).promise;
  }

  function settle(id) {
    let entry = deferred.get(id);
    if (entry === undefined) {
      deferred.set(id, (entry = withResolvers()));
      entry.promise.catch(() => {}); // it may fail before a component asks for it
    }
    return entry;
  }

  function receive([id, data, ...rest]) {
    if (id === 0) start(view, decode(data, promise), rest[0], rest[1]);
    else if (data === null) settle(id).reject(Object.assign(new Error(rest[0].message), { digest: rest[0].digest }));
    else settle(id).resolve(decode(data, promise));
  }

  const queue = (self.__ssr ??= []);
  const waiting = queue.splice(0);
  queue.push = receive;
  waiting.forEach(receive);
}

function withResolvers() {
  const result = {};
  result.promise = new Promise((resolve, reject) => Object.assign(result, { resolve, reject }));
  return result;
}

function start(view, data, wrap, identifierPrefix) {
  hydrateRoot(document, tree(view, { ...data, wrap }), { identifierPrefix, onRecoverableError });
}

/** What React could mend. A part that failed on the server, and was rendered here instead, has been reported there. */
function onRecoverableError(error, info) {
  const original = error?.cause ?? error;
  if (original?.digest !== undefined) return;
  if (typeof reportError === "function") reportError(error);
  else console.error(error, info.componentStack);
}
