// Stands for a native addon.
const error = new Error("Native addons can't be loaded: " + "FILE");
error.code = "ERR_DLOPEN_FAILED";
throw error;
