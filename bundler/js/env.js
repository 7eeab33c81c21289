// What is left of import.meta.env and process.env in the browser, for names that are computed.
export const meta = "ENV";
export const process = "PROCESS";
