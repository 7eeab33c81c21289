// CommonJS modules: https://nodejs.org/docs/latest-v20.x/api/modules.html

const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { validateString } = require('internal/validators');

const parents = new WeakMap(); // of modules

const dirname = (file) => {
  const i = file.lastIndexOf('/');
  return i < 0 ? '.' : i === 0 ? '/' : file.slice(0, i);
};

function Module(id = '', parent) {
  this.id = id;
  this.path = dirname(id);
  Object.defineProperty(this, 'exports', { __proto__: null, value: {}, writable: true, enumerable: true, configurable: true });
  parents.set(this, parent);
  addChild(parent, this, false);
  this.filename = null;
  this.loaded = false;
  this.children = [];
}

function addChild(parent, child, scan) {
  const children = parent?.children;
  if (children && !(scan && children.includes(child))) children.push(child);
}

Module._cache = { __proto__: null };
Module._pathCache = { __proto__: null };
Module._extensions = { __proto__: null };
Module.globalPaths = [];
Module.Module = Module;

Object.defineProperty(Module.prototype, 'parent', {
  __proto__: null,
  get() { return parents.get(this); },
  set(value) { parents.set(this, value); },
  configurable: true,
});

let wrapper = [
  '(function (exports, require, module, __filename, __dirname) { ',
  '\n});',
];
Module.wrap = function(script) {
  return Module.wrapper[0] + script + Module.wrapper[1];
};
Object.defineProperty(Module, 'wrapper', {
  __proto__: null,
  get() { return wrapper; },
  set(value) { wrapper = value; },
  configurable: true,
});

Module._debug = function() {};
// _initPaths makes the list of folders that are looked into last.
Module._initPaths = function() {
  const { env } = process;
  Module.globalPaths = binding.splitPaths(env.NODE_PATH ?? '');
  const home = process.platform === 'win32' ? env.USERPROFILE : env.HOME;
  if (home) Module.globalPaths.push(`${home}/.node_modules`, `${home}/.node_libraries`);
  Module.globalPaths.push(`${dirname(dirname(process.execPath))}/lib/node`);
};
Module._initPaths();

// _stat is 0 for a file, 1 for a folder, negative for anything else.
Module._stat = function(filename) {
  return binding.stat(filename);
};
Module._preloadModules = function(requests) {
  if (Array.isArray(requests)) for (const request of requests) Module._load(request, null, false);
};

Module._nodeModulePaths = function(from) {
  return binding.nodeModulePaths(binding.absolute(from));
};

Module._resolveLookupPaths = function(request, parent) {
  if (request.startsWith('node:') || binding.isBuiltin(request)) return null;
  if (!isRelative(request)) {
    let paths = Module.globalPaths;
    if (parent?.paths?.length) paths = parent.paths.concat(paths);
    return paths.length > 0 ? paths : null;
  }
  if (!parent?.id || !parent.filename) return ['.'];
  return [dirname(parent.filename)];
};

function isRelative(request) {
  return request === '.' || request === '..' || request.startsWith('./') || request.startsWith('../');
}

// _findPath finds the file of a request that is absolute, or in one of paths; false when there is none.
Module._findPath = function(request, paths, isMain) {
  if (binding.isAbsolute(request)) paths = [''];
  else if (!paths || paths.length === 0) return false;
  const found = binding.resolve(request, undefined, paths.map((p) => (p === '' ? '' : binding.absolute(p))), extensions());
  return found === undefined ? false : found;
};

Module._resolveFilename = function(request, parent, isMain, options) {
  if (request.startsWith('node:') || binding.isBuiltin(request)) {
    const found = binding.resolve(request);
    return request.startsWith('node:') ? found : found.slice(5);
  }
  let paths;
  if (typeof options === 'object' && options !== null) {
    if (Array.isArray(options.paths)) {
      if (isRelative(request)) {
        paths = options.paths.map((p) => binding.absolute(p));
      } else {
        const fake = new Module('', null);
        paths = [];
        for (let i = 0; i < options.paths.length; i++) {
          fake.paths = Module._nodeModulePaths(options.paths[i]);
          for (const p of Module._resolveLookupPaths(request, fake) ?? []) {
            if (!paths.includes(p)) paths.push(p);
          }
        }
      }
    } else if (options.paths === undefined) {
      paths = Module._resolveLookupPaths(request, parent);
    } else {
      throw new ERR_INVALID_ARG_VALUE('options.paths', options.paths);
    }
  } else {
    paths = Module._resolveLookupPaths(request, parent);
  }
  if (isRelative(request)) paths = paths?.map((p) => binding.absolute(p));
  let found;
  if (Module._findPath !== findPath) found = Module._findPath(request, paths, isMain) || undefined;
  else found = binding.resolve(request, parent?.filename ?? undefined, paths ?? [], extensions());
  if (found !== undefined) return found;
  const requireStack = [];
  for (let cursor = parent; cursor; cursor = parents.get(cursor)) requireStack.push(cursor.filename || cursor.id);
  let message = `Cannot find module '${request}'`;
  if (requireStack.length > 0) message += '\nRequire stack:\n- ' + requireStack.join('\n- ');
  const err = new Error(message);
  err.code = 'MODULE_NOT_FOUND';
  err.requireStack = requireStack;
  throw err;
};

const findPath = Module._findPath;

function extensions() {
  return Object.keys(Module._extensions);
}

Module._load = function(request, parent, isMain) {
  if (request.startsWith('node:')) {
    const name = binding.resolve(request).slice(5);
    return binding.builtin(name);
  }
  const filename = Module._resolveFilename(request, parent, isMain);
  const cached = Module._cache[filename];
  if (cached !== undefined) {
    addChild(parent, cached, true);
    return cached.loaded ? cached.exports : unfinished(cached);
  }
  if (filename.startsWith('node:')) return binding.builtin(filename.slice(5));
  if (binding.isBuiltin(filename)) return binding.builtin(filename);
  const module = new Module(filename, parent);
  if (isMain) {
    process.mainModule = module;
    module.id = '.';
  }
  Module._cache[filename] = module;
  let failed = true;
  try {
    module.load(filename);
    failed = false;
  } finally {
    if (failed) {
      delete Module._cache[filename];
      const i = parent?.children?.indexOf(module) ?? -1;
      if (i >= 0) parent.children.splice(i, 1);
    } else {
      finished(module);
    }
  }
  return module.exports;
};

// While a module is part of a cycle, reading a property that its exports do not have yet is worth a warning.
const cyclePrototype = new Proxy({}, {
  get(target, prop) {
    if (prop in target || prop === '__esModule') return target[prop];
    warnOfCycle(prop);
    return undefined;
  },
  getOwnPropertyDescriptor(target, prop) {
    if (Object.hasOwn(target, prop) || prop === '__esModule') return Object.getOwnPropertyDescriptor(target, prop);
    warnOfCycle(prop);
    return undefined;
  },
});

function warnOfCycle(prop) {
  process.emitWarning(`Accessing non-existent property '${String(prop)}' of module exports inside circular dependency`);
}

const warned = new WeakSet(); // modules whose exports have the prototype above

function unfinished(module) {
  const { exports } = module;
  if (exports !== null && typeof exports === 'object' && !require('internal/util/types').isProxy(exports) &&
      Object.getPrototypeOf(exports) === Object.prototype && !exports.__esModule) {
    Object.setPrototypeOf(exports, cyclePrototype);
    warned.add(module);
  }
  return exports;
}

function finished(module) {
  if (!warned.has(module)) return;
  const { exports } = module;
  if (exports !== null && !require('internal/util/types').isProxy(exports) && typeof exports === 'object' && Object.getPrototypeOf(exports) === cyclePrototype) {
    Object.setPrototypeOf(exports, Object.prototype);
  }
}

// extensionOf is the longest extension of filename that has a loader.
function extensionOf(filename) {
  const name = filename.slice(filename.lastIndexOf('/') + 1);
  for (let i = name.indexOf('.', 1); i > 0; i = name.indexOf('.', i + 1)) {
    const ext = name.slice(i);
    if (Module._extensions[ext]) return ext;
  }
  return '.js';
}

Module.prototype.load = function(filename) {
  this.filename = filename;
  this.paths = Module._nodeModulePaths(dirname(filename));
  Module._extensions[extensionOf(filename)](this, filename);
  this.loaded = true;
};

Module.prototype.require = function(id) {
  validateString(id, 'id');
  if (id === '') throw new ERR_INVALID_ARG_VALUE('id', id, 'must be a non-empty string');
  return Module._load(id, this, false);
};

Module.prototype._compile = function(content, filename, format) {
  const unit = binding.compile(content, filename, format);
  if (unit.esm) {
    this.exports = require('internal/modules/esm').requireModule(filename, unit);
    return undefined;
  }
  return runCommonJS(this, unit, filename);
};

function runCommonJS(module, unit, filename) {
  const { exports } = module;
  // The ES module loader is loaded when the module first calls import().
  const importModule = (specifier, options) => require('internal/modules/esm').importModule(specifier, filename, options);
  return Reflect.apply(unit.make(importModule, undefined), exports, [exports, makeRequire(module), module, filename, dirname(filename)]);
}

Module._extensions['.js'] = function(module, filename) {
  module._compile(binding.read(filename), filename);
};

Module._extensions['.json'] = function(module, filename) {
  const content = binding.read(filename);
  try {
    module.exports = JSON.parse(content);
  } catch (err) {
    err.message = filename + ': ' + err.message;
    throw err;
  }
};

Module._extensions['.node'] = function(module, filename) {
  return process.dlopen(module, filename);
};

// Languages that the host's Transform knows; not enumerable, but tried after the others when a name has no extension.
for (const ext of ['.ts', '.tsx', '.jsx', '.mts', '.cts']) Module._extensions[ext] = Module._extensions['.js'];

function makeRequire(module) {
  function require(path) {
    return module.require(path);
  }
  function resolve(request, options) {
    validateString(request, 'request');
    return Module._resolveFilename(request, module, false, options);
  }
  function paths(request) {
    validateString(request, 'request');
    return Module._resolveLookupPaths(request, module);
  }
  resolve.paths = paths;
  require.resolve = resolve;
  Object.defineProperty(require, 'main', { __proto__: null, value: process.mainModule, writable: true, enumerable: true, configurable: true });
  require.extensions = Module._extensions;
  require.cache = Module._cache;
  return require;
}

function createRequire(filename) {
  const { URL, fileURLToPath } = require('url');
  let file;
  if (filename instanceof URL || (typeof filename === 'string' && !binding.isAbsolute(filename))) {
    try {
      file = fileURLToPath(filename);
    } catch {
      throw new ERR_INVALID_ARG_VALUE('filename', filename, 'must be a file URL object, file URL string, or absolute path string');
    }
  } else if (typeof filename !== 'string') {
    throw new ERR_INVALID_ARG_VALUE('filename', filename, 'must be a file URL object, file URL string, or absolute path string');
  } else {
    file = filename;
  }
  return createRequireFromPath(file);
}

function createRequireFromPath(file) {
  const proxy = file.endsWith('/') ? file + 'noop.js' : file;
  const module = new Module(proxy);
  module.filename = proxy;
  module.paths = Module._nodeModulePaths(dirname(proxy));
  return makeRequire(module);
}

function isBuiltin(id) {
  if (typeof id !== 'string') return false;
  return binding.isBuiltin(id);
}

module.exports = { Module, builtins: binding.builtins, runCommonJS, makeRequire, createRequire, createRequireFromPath, isBuiltin, dirname, parents };
