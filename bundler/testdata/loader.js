globalThis.__import = (specifier, options) => Promise.resolve({ imported: specifier, options });
globalThis.__import_meta = { url: "file:///app/script.js" };
globalThis.namespace = (name) => {
	if (name === "./esm.js") return { __esModule: true, default: "esm default", named: "esm named" };
	const cjs = load(name);
	return { ...cjs, default: cjs, __esModule: true };
};

// call calls the wrapper of a script and evaluates the expression over its exports.
globalThis.call = async () => {
	const module = { exports: {} };
	await wrapper.call(module.exports, module.exports, require, module, "/app/script.js", "/app", __import, __import_meta);
	return new Function("exports", "return (" + expression + ")")(module.exports);
};
