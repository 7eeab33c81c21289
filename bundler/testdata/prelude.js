Object.defineProperty(Symbol, "asyncIterator", { value: Symbol("asyncIterator") });
globalThis.log = [];
globalThis.console = { log: (...args) => { log.push(["console", ...args]); } };
globalThis.process = { env: { SECRET: "from the VM", PUBLIC_LATE: "late" } };
const loaded = {};
globalThis.load = function (name) {
	if (globalThis.chunks?.[name] !== undefined) {
		if (loaded[name] === undefined) {
			const module = { exports: Object.defineProperty({}, "__esModule", { value: true }) };
			(0, eval)(chunks[name])(module.exports, load, module, name, "/");
			loaded[name] = module.exports;
		}
		return loaded[name];
	}
	log.push("require " + name);
	switch (name.replace("node:", "")) {
	case "fs": return { readFileSync: (file) => "contents of " + file, writeFileSync() {} };
	case "crypto": case "fs/promises": return {};
	case "path": return { sep: "/", join: (...parts) => parts.join("/") };
	}
	const error = new Error("Cannot find module '" + name + "'");
	error.code = "MODULE_NOT_FOUND";
	throw error;
};
globalThis.start = async function (wrapper) {
	const module = { exports: {} };
	await wrapper.call(module.exports, module.exports, load, module, "/server.js", "/");
	return module.exports;
};

// What client entries in the cases call.
globalThis.hydrate = (page) => console.log("hydrate", typeof page, Object.keys(page).sort());
globalThis.use = (...values) => console.log("use", values.map((value) => typeof value === "object" ? Object.keys(value).sort() : typeof value));
globalThis.cache = { get: (name) => name };
globalThis.make = (name) => name;
