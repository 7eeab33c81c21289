// What "react-dom/static" is for the engine "native".

export { prerender, prerenderToNodeStream, resumeAndPrerender, resumeAndPrerenderToNodeStream, version } from "ssr:react-dom/server";
