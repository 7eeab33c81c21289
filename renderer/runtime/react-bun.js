// The build of react-dom/server that the engine "react" uses: the one for Bun, which hands chunks on as strings, so that they
// reach Go without a copy in JavaScript.

export * from "react-dom/server.bun";
