// What "react-dom/static" is on the server, whichever of its builds is imported.

import * as react from "ssr:react-dom/build";

export const version = react.version;
export const prerender = react.prerender;
export const prerenderToNodeStream = react.prerenderToNodeStream;
export const resumeAndPrerender = react.resumeAndPrerender;
export const resumeAndPrerenderToNodeStream = react.resumeAndPrerenderToNodeStream;
