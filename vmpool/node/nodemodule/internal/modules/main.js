// The start of a program: node FILE.

const { Module } = require('internal/modules/cjs');

const main = { run, done: false };
module.exports = main;

function run(file) {
  const filename = Module._resolveFilename(file, null, true);
  if (filename.endsWith('.json') || filename.endsWith('.node')) {
    Module._load(filename, null, true);
    main.done = true;
    return;
  }
  const unit = binding.compile(binding.read(filename), filename);
  process.argv[1] = filename;
  if (!unit.esm) {
    const module = new Module(filename, null);
    process.mainModule = module;
    module.id = '.';
    module.filename = filename;
    module.paths = Module._nodeModulePaths(module.path);
    Module._cache[filename] = module;
    main.done = true; // nothing to wait for
    require('internal/modules/cjs').runCommonJS(module, unit, filename);
    module.loaded = true;
    return;
  }
  // The body runs as a microtask, as everything that an ES module's evaluation starts does.
  Promise.resolve().then(() => require('internal/modules/esm').runMain(filename, unit)).then(() => { main.done = true; });
}
