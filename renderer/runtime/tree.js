// The tree of a view, the same on the server and in the browser: the page in its layouts.

import { createElement } from "react";

/**
 * The element of a view. `view` has its kind, its component and its layouts, the outermost first; `boot` is what the server
 * loaded for it: { params, url, props, wrap }.
 */
export function tree(view, boot) {
  const { params, url, props } = boot;
  let element;
  if (view.kind === "app") element = createElement(view.page, { url, ...props });
  else element = createElement(view.page, { params, url, ...props });
  for (let i = view.layouts.length - 1; i >= 0; i--) {
    element = createElement(view.layouts[i], { params, url }, element);
  }
  // What does not render the document itself gets one.
  return boot.wrap ? createElement(Document, null, element) : element;
}

function Document({ children }) {
  return createElement(
    "html",
    { lang: "en" },
    createElement(
      "head",
      null,
      createElement("meta", { charSet: "utf-8" }),
      createElement("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    ),
    createElement("body", null, children),
  );
}
