// What "react-dom/static" is on the server, whichever of its builds is imported.

export { prerender, prerenderToNodeStream, resumeAndPrerender, resumeAndPrerenderToNodeStream, version } from "react-dom/server.bun";
