// The engine "native": React's server rendering in Go.

/** Starts to render. The result has pipe(destination) and abort(reason), as that of renderToPipeableStream. */
export { renderToPipeableStream as render } from "ssr:react-dom/server";

/** Whether a rendering recurses through many frames of JavaScript, so that room on the stack pays. */
export const deep = false;
