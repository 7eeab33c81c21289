// One request on the server: the page's module, its action and loader, the element, and the engine.
//
// `job` is what Go wants (session.go): view, params, url, href, method, headers, body, data, context, nonce, prefix, buffered, status,
// failure, assets, wrap. `host` are the functions that Go gives: see the calls below. Go calls host.abort.

import { createElement } from "react";
import { preinit, preloadModule } from "react-dom";
import { deep, render as renderElement } from "ssr:engine";
import { tree } from "ssr:tree";

const tag = Symbol.for("ssr.answer");

/** Makes the exports of the server entry of `app`: { modules: {file: () => import(file)}, views: {id: {kind, file, layouts}} }. */
export function serve(app) {
  return { render: (job, host) => respond(app, job, host) };
}

async function respond(app, job, host) {
  const lifetime = new Lifetime(host);
  let phase = "loader";
  try {
    const view = await load(app, job.view);
    const props = job.data === undefined ? {} : JSON.parse(job.data);
    if (view.kind === "error") {
      Object.assign(props, job.failure);
    } else {
      const { action, loader } = view.module;
      const args = new Arguments(job, lifetime);
      if (view.kind !== "not-found" && job.method !== "GET" && job.method !== "HEAD") {
        if (typeof action !== "function") return host.answer(405, { Allow: "GET, HEAD" });
        phase = "action";
        props.actionData = await action(args);
        phase = "loader";
      }
      if (loader !== undefined && !lifetime.over) merge(props, await loader(args), view);
    }
    if (lifetime.over) return;
    const { params, url } = job;
    if (job.assets.module) host.encode({ params, url, props });
    phase = "shell";
    page(view, { params, url, props, wrap: job.wrap }, job, host, lifetime);
  } catch (thrown) {
    end(phase, thrown, host, lifetime);
  }
}

/** Ends the request with what was thrown before the shell was ready. */
function end(phase, thrown, host, lifetime) {
  if (lifetime.over) return;
  lifetime.over = true;
  switch (thrown?.[tag]) {
    case "redirect":
      return host.answer(thrown.status, { Location: thrown.location });
    case "not-found":
      return host.notFound();
  }
  host.fail(phase, thrown);
}

/** Loads the modules of a view. */
async function load(app, id) {
  const { kind, file, layouts } = app.views[id];
  const [module, ...around] = await Promise.all([file, ...layouts].map((name) => app.modules[name]()));
  return { kind, file, module, page: component(module, file), layouts: around.map((layout, i) => component(layout, layouts[i])) };
}

function component(module, file) {
  const type = typeof module.default;
  if (type === "function" || (type === "object" && module.default !== null)) return module.default;
  throw new TypeError(`${file} has no component as its default export`);
}

function merge(props, result, view) {
  if (result === undefined || result === null) return;
  if (typeof result !== "object" || Array.isArray(result)) {
    throw new TypeError(`the loader of ${view.file} must return an object: its properties are the page's props`);
  }
  Object.assign(props, result);
}

/** What loaders and actions are called with. What costs something is made when it is asked for. */
class Arguments {
  #job;
  #request;
  #lifetime;

  constructor(job, lifetime) {
    this.#job = job;
    this.#lifetime = lifetime;
    this.params = job.params;
    this.context = job.context === undefined ? undefined : JSON.parse(job.context);
  }

  get signal() {
    return this.#lifetime.signal;
  }

  get request() {
    if (this.#request === undefined) {
      const { href, method, headers, body } = this.#job;
      this.#request = new Request(href, { method, headers, body, signal: this.signal });
    }
    return this.#request;
  }
}

/** How long a request lasts: `over` when nothing may be answered any more, and the signal that tells the app. */
class Lifetime {
  over = false;
  stream = null;
  #controller;

  constructor(host) {
    // Ends what is under way: for good when nobody waits for the answer any more, else React gives up what is not there yet.
    host.abort = (reason, final) => {
      if (final) this.over = true;
      this.#controller?.abort(reason);
      if (final) return;
      if (this.stream) this.stream.abort(reason);
      else end("loader", reason, host, this);
    };
  }

  get signal() {
    this.#controller ??= new AbortController();
    return this.#controller.signal;
  }
}

/** Renders the element of a view into the answer. */
function page(view, boot, job, host, lifetime) {
  let discarded = false;
  const options = {
    nonce: job.nonce,
    identifierPrefix: job.prefix,
    bootstrapModules: job.assets.module ? [job.assets.module] : undefined,
    onError(error, info) {
      if (!discarded && error?.[tag] === undefined) return host.report(error, info?.componentStack);
    },
    onShellError(error) {
      if (!discarded) end("shell", error, host, lifetime);
    },
    [job.buffered ? "onAllReady" : "onShellReady"]() {
      if (lifetime.over || discarded) return;
      const output = new Destination(host);
      host.begin(boot.wrap);
      stream.pipe(output);
      if (host.shell()) return;
      // The tree renders no document of its own: once more, inside one.
      discarded = true;
      output.discard();
      stream.abort();
      page(view, { ...boot, wrap: true }, job, host, lifetime);
    },
  };
  const { assets, nonce } = job;
  host.start(deep ? empty : undefined);
  const stream = renderElement(createElement(Resources, { assets, nonce }, tree(view, boot)), options);
  lifetime.stream = stream;
}

function empty() {}

/** Puts the view's style sheets and modules into the head, wherever the tree renders it. */
function Resources({ assets, nonce, children }) {
  for (let i = 0; i < assets.styles.length; i++) preinit(assets.styles[i], { as: "style", precedence: "ssr" });
  for (let i = 0; i < assets.preloads.length; i++) preloadModule(assets.preloads[i], { as: "script", nonce });
  return children;
}

/** The stream that React writes to. */
class Destination {
  #host;

  constructor(host) {
    this.#host = host;
    this.sink = host.sink; // the native engine writes its bytes there
    this.write = host.write;
    this.flush = host.flush;
    this.end = host.end;
  }

  destroy(error) {
    this.#host?.fail("stream", error);
  }

  on(event, handler) {
    if (event === "drain") this.#host.drain = handler;
  }

  discard() {
    this.#host = this.sink = undefined;
    this.write = this.flush = this.end = () => true;
  }
}
