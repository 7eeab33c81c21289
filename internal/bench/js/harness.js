// What is timed: the same code under Node and in this module's VMs. `host.write` takes a string or bytes and makes bytes of them, as a
// server would; `host.sink`, where there is one, takes the bytes of the native engine; `host.grow` makes room on the VM's stack.

import { createElement } from "react";
import { renderToPipeableStream, renderToString } from "react-dom/server";

export function harness(page) {
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

  return {
    /** Loads the props, once: the loader is not timed. */
    async load() {
      props = { ...page.props, ...(await page.loader?.()) };
    },
    /** Renders the page `count` times, one after the other. */
    async run(api, count, host) {
      for (let i = 0; i < count; i++) {
        host.grow?.();
        if (api === "stream") await stream(host);
        else host.write(renderToString(createElement(page.default, props), options));
      }
    },
  };
}
