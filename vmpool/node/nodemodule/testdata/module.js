const Module = require('node:module');
const path = require('path');
const short = (v) => (typeof v === 'string' ? v.replaceAll(__dirname, '') : v);

console.log(Module === Module.Module, typeof Module, Module.name, Module.length);
for (const name of ['builtinModules', 'createRequire', 'isBuiltin', 'syncBuiltinESMExports', 'register', 'findSourceMap', 'SourceMap', '_cache', '_pathCache', '_extensions', 'globalPaths',
  '_debug', '_findPath', '_nodeModulePaths', '_resolveLookupPaths', '_load', '_resolveFilename', '_initPaths', '_preloadModules', 'wrap', 'wrapper', '_stat']) {
  console.log(name, typeof Module[name], typeof Module[name] === 'function' ? Module[name].length : '');
}
console.log(Object.isFrozen(Module.builtinModules), ['fs', 'path', 'fs/promises', 'node:fs', 'test', 'nope'].map((n) => Module.builtinModules.includes(n)).join());
console.log(['fs', 'node:fs', 'path/posix', 'test', 'node:test', 'nope', 'node:nope', '', 5, null].map(Module.isBuiltin).join());
console.log(Module.wrapper, Module.wrap('x'));
console.log(Object.keys(Module._extensions).slice(0, 3));

const require2 = Module.createRequire(path.join(__dirname, '_files/x.js'));
console.log(require2('./a').name, require2('pkg'), require2('pkg/lib/deep'), require2('./a') === require2('./a.js'));
console.log(short(require2.resolve('pkg')), require2.resolve('fs'), require2.resolve.paths('./x').map(short), require2.resolve.paths('fs'));
console.log(Module.createRequire(require('url').pathToFileURL(path.join(__dirname, '_files/')))('./a').name, Module.createRequire(path.join(__dirname, '_files') + '/')('./a').name);
for (const wrong of [5, '', './x', 'nope', {}]) {
  try { Module.createRequire(wrong); console.log('accepted'); } catch (err) { console.log(err.code, err.message); }
}
for (const id of ['./nope', 'pkg/hidden', 'pkg/lib/../secret']) {
  try { require2(id); console.log('loaded'); } catch (err) { console.log(err.code, short(err.message).split('\n')[0]); }
}
console.log(Module._nodeModulePaths('/a/node_modules/b/c'), Module._nodeModulePaths('/'));
console.log(Module._resolveLookupPaths('./x', null), Module._resolveLookupPaths('fs'), short(Module._findPath(path.join(__dirname, '_files/a'))), Module._findPath('/no/such'));
console.log(Module._stat(__dirname), Module._stat(__filename), Module._stat('/no/such') < 0);
const m = new Module('/made/up.js', null);
console.log(m.id, m.path, m.exports, m.filename, m.loaded, m.children, m.parent);
m.paths = [];
m.filename = '/made/up.js';
m._compile('exports.x = [__filename, __dirname, module === this_module(), typeof require]; function this_module() { return module; }', '/made/up.js');
console.log(m.exports.x);
Module._extensions['.custom'] = (module, filename) => { module.exports = `custom ${path.basename(filename)}`; };
console.log(require2('./file.custom'), require2('./file'));
delete Module._extensions['.custom'];
const load = Module._load;
Module._load = function(request, ...rest) { return request === 'virtual' ? 'a virtual module' : Reflect.apply(load, this, [request, ...rest]); };
console.log(require2('virtual'));
Module._load = load;
