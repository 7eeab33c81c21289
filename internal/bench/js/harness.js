// What is timed: the same code under Node and in this module's VMs. `host.write` takes a string or bytes and makes bytes of them, as a
// server would; `host.sink`, where there is one, takes the bytes of the native engine; `host.grow` makes room on the VM's stack.

import { createElement } from "react";
import { renderToPipeableStream, renderToString } from "react-dom/server";

export function harness(page, request) {
  const options = page.onError ? { onError: page.onError } : {};
  let props;

  function stream(host) {
    return new Promise((resolve, reject) => {
      const rendering = renderToPipeableStream(createElement(page.default, props), {
        ...options,
        onShellError: reject,
        onAllReady: () => rendering.pipe({ sink: host.sink, write: host.write, end: resolve, destroy: reject, on() {} }),
      });
    });
  }

  /** Loads the props. */
  async function load() {
    props = { ...page.props, ...(await page.loader?.()) };
  }

  return {
    load,
    /** Renders the page `count` times, one after the other; with its loader each time when whole requests are timed. */
    async run(api, count, host) {
      for (let i = 0; i < count; i++) {
        if (request) await load();
        host.grow?.();
        if (api === "stream") await stream(host);
        else host.write(renderToString(createElement(page.default, props), options));
      }
    },
  };
}
