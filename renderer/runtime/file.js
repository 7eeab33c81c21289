// One file rendered by itself, for `ssr render`.

import { createElement } from "react";
import { renderToPipeableStream, renderToStaticMarkup, renderToString } from "react-dom/server";
import { prerenderToNodeStream } from "react-dom/static";

/**
 * Renders the default export of the module `page`. `job` has api, pipe, props and options; the HTML goes to host.write. The
 * promise is settled when all of it has been written, or the page has failed.
 */
export async function renderFile(page, job, host) {
  await null; // the loader runs in a microtask, as it does under Node in a program that has imported the page
  const props = { ...page.props, ...job.props, ...(await page.loader?.()) };
  if (typeof page.default !== "function" && (typeof page.default !== "object" || page.default === null)) {
    throw new TypeError("the file has no component as its default export");
  }
  const element = createElement(page.default, props);
  const options = { ...job.options };
  if (page.onError) options.onError = page.onError;
  host.grow(empty);
  switch (job.api) {
    case "string":
      return void host.write(renderToString(element, options));
    case "static":
      return void host.write(renderToStaticMarkup(element, options));
    case "stream":
      return stream(element, options, job.pipe, host);
    case "prerender":
      return prerender(element, options, host);
  }
  throw new TypeError(`there is no API ${job.api}`);
}

function empty() {}

function stream(element, options, when, host) {
  return new Promise((resolve, reject) => {
    const pipe = () => pipeable.pipe({ write: host.write, end: resolve, destroy: reject, on() {} });
    options.onShellError = reject;
    options[when === "shell" ? "onShellReady" : "onAllReady"] = pipe;
    const pipeable = renderToPipeableStream(element, options);
  });
}

async function prerender(element, options, host) {
  const { prelude } = await prerenderToNodeStream(element, options);
  prelude.setEncoding("utf8");
  await new Promise((resolve, reject) => {
    prelude.on("data", host.write);
    prelude.on("end", resolve);
    prelude.on("error", reject);
  });
}
