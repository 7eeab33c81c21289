// ES modules: https://nodejs.org/docs/latest-v20.x/api/esm.html
//
// A module's record is made and its static imports are followed (link) before anything is evaluated, so that what is missing is
// known first. The body of a module is a CommonJS function whose import statements call the require that is given to it: by then the
// dependencies have been evaluated, or are part of a cycle. Where a module of the graph uses top-level await, evaluation follows the
// order of the specification with promises; where none does, it happens in one go.

const { Module, dirname } = require('internal/modules/cjs');
const { codes: { ERR_REQUIRE_ASYNC_MODULE } } = require('internal/errors');

const records = new Map(); // by URL
const builtins = new Map(); // namespaces by name

class Record {
  constructor(url, file) {
    this.url = url;
    this.file = file;
    this.unit = undefined; // undefined for CommonJS and JSON, whose exports are `foreign`
    this.targets = { __proto__: null }; // what the specifiers of its imports lead to
    this.module = { exports: {} };
    this.status = 'new'; // linked, evaluating, evaluated, failed
    this.error = undefined;
    this.done = undefined; // promise of an asynchronous evaluation
    this.foreign = undefined;
    this.namespace = undefined;
    this.async = undefined; // whether the graph below uses top-level await
  }
}

function resolve(specifier, base) {
  const { url, file, builtin } = binding.resolveImport(`${specifier}`, base);
  return { url, file, builtin };
}

function recordOf(target) {
  let record = records.get(target.url);
  if (record === undefined) {
    record = new Record(target.url, target.file);
    records.set(target.url, record);
  }
  return record;
}

// link makes record and everything that it imports ready for evaluation.
function link(record, unit) {
  if (record.status !== 'new') return;
  const { file } = record;
  if (unit === undefined && !file.endsWith('.json') && !file.endsWith('.node') && Module._cache[file] === undefined) {
    unit = binding.compile(binding.read(file), file);
  }
  record.status = 'linked';
  if (unit === undefined || !unit.esm) {
    record.foreignUnit = unit;
    return;
  }
  record.unit = unit;
  try {
    const { imports } = unit;
    for (let i = 0; i < imports.length; i++) {
      const target = resolve(imports[i], file);
      if (target.builtin !== undefined) {
        record.targets[imports[i]] = target;
      } else {
        const next = recordOf(target);
        record.targets[imports[i]] = next;
        link(next);
      }
    }
  } catch (err) {
    record.status = 'new';
    records.delete(record.url);
    throw err;
  }
}

// isAsync reports whether record, or something that it imports, uses top-level await.
function isAsync(record, seen = new Set()) {
  if (record.async !== undefined) return record.async;
  if (record.unit === undefined) return false;
  if (record.unit.async) return record.async = true;
  if (seen.has(record)) return false;
  seen.add(record);
  for (const key in record.targets) {
    const target = record.targets[key];
    if (target instanceof Record && isAsync(target, seen)) return record.async = true;
  }
  if (seen.size === 1) record.async = false; // else part of a cycle, perhaps
  return false;
}

// run evaluates the body of record; imports that are not evaluated yet are, from inside.
function run(record) {
  switch (record.status) {
    case 'evaluated':
    case 'evaluating':
      return undefined;
    case 'failed':
      throw record.error;
  }
  record.status = 'evaluating';
  if (record.unit === undefined) {
    try {
      loadForeign(record);
    } catch (err) {
      record.status = 'new';
      records.delete(record.url);
      throw err;
    }
    record.status = 'evaluated';
    return undefined;
  }
  const { file, module } = record;
  try {
    const body = record.unit.make((specifier, options) => importModule(specifier, file, options), importMeta(record));
    const result = Reflect.apply(body, undefined, [
      module.exports, (specifier) => imported(record, specifier), module, file, dirname(file),
    ]);
    if (!record.unit.async) {
      record.status = 'evaluated';
      return undefined;
    }
    return result.then(
      () => { record.status = 'evaluated'; },
      (err) => {
        record.status = 'failed';
        record.error = err;
        throw err;
      });
  } catch (err) {
    record.status = 'failed';
    record.error = err;
    throw err;
  }
}

// loadForeign loads a CommonJS or JSON module for an import.
function loadForeign(record) {
  const { file } = record;
  let module = Module._cache[file];
  if (module === undefined) {
    module = new Module(file, undefined);
    if (mainURL === record.url) {
      process.mainModule = module;
      module.id = '.';
    }
    Module._cache[file] = module;
    let failed = true;
    try {
      module.load(file);
      failed = false;
    } finally {
      if (failed) delete Module._cache[file];
    }
  }
  record.foreign = interop(module.exports);
}

// interop is the namespace of a CommonJS module: `default` is module.exports, its properties are named exports.
function interop(exports) {
  const namespace = {};
  if (exports !== null && (typeof exports === 'object' || typeof exports === 'function')) {
    const keys = Object.keys(exports);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (key === 'default') continue;
      const d = Object.getOwnPropertyDescriptor(exports, key);
      if (d === undefined) continue;
      if (d.get !== undefined) Object.defineProperty(namespace, key, { get: () => exports[key], enumerable: true, configurable: true });
      else namespace[key] = exports[key];
    }
  }
  namespace.default = exports;
  Object.defineProperty(namespace, '__esModule', { value: true });
  return namespace;
}

function builtinNamespace(name) {
  let namespace = builtins.get(name);
  if (namespace === undefined) {
    const exports = binding.builtin(name);
    namespace = interop(exports);
    builtins.set(name, namespace);
  }
  return namespace;
}

// syncBuiltinESMExports renews the named exports of built-ins after somebody changed their properties.
function syncBuiltinESMExports() {
  for (const [name, namespace] of builtins) {
    const exports = binding.builtin(name);
    for (const key of Object.keys(namespace)) {
      if (key === 'default') continue;
      if (!(key in exports)) Object.defineProperty(namespace, key, { value: undefined, writable: true, enumerable: true, configurable: true });
    }
    const fresh = interop(exports);
    for (const key of Object.keys(fresh)) Object.defineProperty(namespace, key, Object.getOwnPropertyDescriptor(fresh, key));
  }
}

// imported is what an import statement of record gets: an object with the exports as properties, in every state of a cycle.
function imported(record, specifier) {
  let target = record.targets[specifier];
  if (target === undefined) {
    target = resolve(specifier, record.file);
    if (target.builtin === undefined) {
      target = recordOf(target);
      link(target);
    }
    record.targets[specifier] = target;
  }
  if (!(target instanceof Record)) return builtinNamespace(target.builtin);
  run(target);
  return target.unit === undefined ? target.foreign ?? interop(Module._cache[target.file]?.exports) : target.module.exports;
}

// evaluate evaluates a linked record; it returns a promise when that is not done at once.
function evaluate(record) {
  if (record.status === 'failed') throw record.error;
  if (record.status === 'evaluated') return undefined;
  if (record.done !== undefined) return record.done;
  if (!isAsync(record)) {
    run(record);
    return undefined;
  }
  return evaluateAsync(record);
}

// evaluateAsync starts the dependencies in their order and runs record when all of them are done.
function evaluateAsync(record) {
  if (record.status === 'evaluated') return undefined;
  if (record.done !== undefined) return record.done;
  if (record.status !== 'linked') return undefined; // part of a cycle
  let settle;
  record.done = new Promise((resolve) => { settle = resolve; });
  const waits = [];
  pending.add(record);
  try {
    for (const key in record.targets) {
      const target = record.targets[key];
      if (!(target instanceof Record)) continue;
      if (isAsync(target)) {
        const wait = pending.has(target) ? undefined : evaluateAsync(target);
        if (wait !== undefined) waits.push(wait);
      } else {
        run(target);
      }
    }
    settle(waits.length === 0 ? run(record) : Promise.all(waits).then(() => run(record)));
  } catch (err) {
    record.status = 'failed';
    record.error = err;
    settle(binding.reject(err));
  }
  pending.delete(record);
  return record.done;
}

const pending = new Set(); // records whose dependencies are being started: a dependency in it is part of a cycle

// namespaceOf is the namespace object that import() gives.
function namespaceOf(record) {
  if (record.namespace !== undefined) return record.namespace;
  const namespace = makeNamespace(record.unit === undefined ? record.foreign : record.module.exports);
  if (record.status === 'evaluated') record.namespace = namespace;
  return namespace;
}

function makeNamespace(exports) {
  const namespace = Object.create(null);
  const keys = Object.keys(exports).sort();
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    Object.defineProperty(namespace, key, { get: () => exports[key], set: undefined, enumerable: true, configurable: false });
  }
  Object.defineProperty(namespace, Symbol.toStringTag, { value: 'Module' });
  return Object.preventExtensions(namespace);
}

const builtinObjects = new Map();

// importModule is import() in the file base.
async function importModule(specifier, base, options) {
  specifier = `${specifier}`;
  if (options !== undefined && (options === null || typeof options !== 'object')) {
    throw new TypeError('The second argument of import() must be an object');
  }
  const target = resolve(specifier, base);
  if (target.builtin !== undefined) {
    let namespace = builtinObjects.get(target.builtin);
    if (namespace === undefined) {
      namespace = makeNamespace(builtinNamespace(target.builtin));
      builtinObjects.set(target.builtin, namespace);
    }
    return namespace;
  }
  if (!records.has(target.url)) await binding.turn(); // Node reads the file first
  const record = recordOf(target);
  link(record);
  const wait = evaluate(record);
  if (wait !== undefined) await wait;
  return namespaceOf(record);
}

// requireModule is require() of an ES module.
function requireModule(file, unit) {
  const record = recordOf({ url: binding.url(file), file });
  link(record, unit);
  if (isAsync(record)) throw new ERR_REQUIRE_ASYNC_MODULE();
  run(record);
  const namespace = namespaceOf(record);
  return Object.hasOwn(namespace, 'module.exports') ? namespace['module.exports'] : namespace;
}

function importMeta(record) {
  const meta = Object.create(null);
  meta.dirname = dirname(record.file);
  meta.filename = record.file;
  meta.resolve = function resolve(specifier) {
    specifier = `${specifier}`;
    // A path is not looked up.
    if (/^(?:\.{0,2}\/|\.{1,2}$|file:)/.test(specifier)) return new (require('url').URL)(specifier, record.url).href;
    return binding.resolveImport(specifier, record.file).url;
  };
  meta.url = record.url;
  return meta;
}

let mainURL;

// runMain evaluates the program's main module and returns the promise of its end.
async function runMain(file, unit) {
  const record = recordOf({ url: binding.url(file), file });
  mainURL = record.url;
  link(record, unit);
  const wait = evaluate(record);
  if (wait !== undefined) await wait;
}

module.exports = { importModule, requireModule, runMain, syncBuiltinESMExports };
