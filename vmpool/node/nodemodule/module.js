// https://nodejs.org/docs/latest-v20.x/api/module.html

const { Module, createRequire, isBuiltin } = require('internal/modules/cjs');
const { codes: { ERR_METHOD_NOT_IMPLEMENTED } } = require('internal/errors');

Module.builtinModules = makeList();
Module.createRequire = createRequire;
Module.isBuiltin = isBuiltin;
Module.syncBuiltinESMExports = function syncBuiltinESMExports() {
  require('internal/modules/esm').syncBuiltinESMExports();
};

// Node lists what can be required without "node:".
function makeList() {
  const onlyWithScheme = ['sea', 'sqlite', 'test', 'test/reporters'];
  return Object.freeze(require('internal/modules/cjs').builtins.filter((name) => !onlyWithScheme.includes(name)));
}

for (const name of ['register', 'findSourceMap']) {
  Module[name] = { [name](what) { throw new ERR_METHOD_NOT_IMPLEMENTED(`module.${name}()`); } }[name];
}

// Compiled programs are kept in memory by the host; there is no cache on disk.
Module.enableCompileCache = function enableCompileCache() {
  return { status: Module.constants.compileCacheStatus.DISABLED };
};
Module.getCompileCacheDir = function getCompileCacheDir() {
  return undefined;
};
Module.flushCompileCache = function flushCompileCache() {};
Module.constants = Object.freeze({
  __proto__: null,
  compileCacheStatus: Object.freeze({ __proto__: null, FAILED: 0, ENABLED: 1, ALREADY_ENABLED: 2, DISABLED: 3 }),
});

Module.runMain = function executeUserEntryPoint(main = process.argv[1]) { Module._load(main, null, true); };

Module.SourceMap = class SourceMap {
  constructor(payload) { throw new ERR_METHOD_NOT_IMPLEMENTED('module.SourceMap'); }
};

module.exports = Module;
