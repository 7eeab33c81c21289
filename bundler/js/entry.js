// The entry of a server bundle with top-level await.
import * as entry from "SPECIFIER";
module.exports = entry;
export {};
