// What import.meta of one file is on the server.
export const url = "URL";
export const filename = "FILENAME";
export const dirname = "DIRNAME";
export const env = "ENV";
