// The engine "react": the app's own react-dom. Its build for Bun hands chunks on as strings, which the destination takes
// without a copy in JavaScript.

import { renderToPipeableStream } from "react-dom/server.bun";

/** Starts to render. The result has pipe(destination) and abort(reason), as that of renderToPipeableStream. */
export const render = renderToPipeableStream;
