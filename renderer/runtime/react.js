// The engine "react": the app's own react-dom.

/** Starts to render. The result has pipe(destination) and abort(reason), as that of renderToPipeableStream. */
export { renderToPipeableStream as render } from "ssr:react-dom/build";
