// The build of react-dom/server that the engine "react-node" uses, for versions whose build for Bun can't write to a stream.

export * from "react-dom/server.node";
export * from "react-dom/static.node";
