// The engine "react": the app's own react-dom.

/** Starts to render. The result has pipe(destination) and abort(reason), as that of renderToPipeableStream. */
export { renderToPipeableStream as render } from "ssr:react-dom/build";

/** Whether a rendering recurses through many frames of JavaScript, so that room on the stack pays. */
export const deep = true;
