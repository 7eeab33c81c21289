// Renders ./page.tsx under Node and prints the HTML: node record.cjs MODE OPTIONS. See html_test.go.

import * as page from "./page.tsx";
import { createElement } from "react";
import { renderToPipeableStream, renderToStaticMarkup, renderToString } from "react-dom/server";
import { prerenderToNodeStream } from "react-dom/static";

const [mode, json] = process.argv.slice(2);
const options = { ...(json ? JSON.parse(json) : {}), ...(page.onError && { onError: page.onError }) };

async function main() {
  const element = createElement(page.default, { ...page.props, ...(await page.loader?.()) });
  if (mode === "string") return process.stdout.write(renderToString(element, options));
  if (mode === "static") return process.stdout.write(renderToStaticMarkup(element, options));
  if (mode === "prerender") return (await prerenderToNodeStream(element, options)).prelude.pipe(process.stdout);
  await new Promise((resolve, reject) => {
    const pipe = () => stream.pipe(process.stdout);
    process.stdout.on("finish", resolve);
    const stream = renderToPipeableStream(element, { ...options, onShellError: reject, [mode === "shell" ? "onShellReady" : "onAllReady"]: pipe });
  });
}

main().catch((error) => process.stdout.write(`error: ${error}`));
