// What the globals and the built-in modules export, as JSON: for "globalThis", each module and each object of functions in one
// (path.win32, util.types) the names, and behind each name what it is. Node's answer is recorded in testdata/exports.json.
'use strict';

const { builtinModules } = require('module');
const vm = require('vm');

// everywhere are the names that every function has.
const everywhere = new Set(['length', 'name', 'prototype', 'caller', 'arguments', 'constructor']);

const absent = /^[^{]*\{\s*(const [^;]*;\s*)?throw new [^;]*ERR_METHOD_NOT_IMPLEMENTED/;

// names lists an object's properties but those that begin with "_", which are Node's own business.
function names(object) {
  return Object.getOwnPropertyNames(object).filter((name) => /^[A-Za-z$]\w*$/.test(name)).sort();
}

// members lists a class's static names as ".x" and those of its prototype as "#x"; functions have none.
function members(f) {
  const list = (object, mark) => names(object).filter((name) => !everywhere.has(name)).map((name) => mark + name);
  const methods = f.prototype ? list(f.prototype, '#') : [];
  return methods.length > 0 ? [...list(f, '.'), ...methods] : [];
}

// describe gives [type, …members] for each export; the type of a function that only throws that it is not implemented is "absent".
function describe(object) {
  const out = {};
  for (const name of names(object)) {
    if (everywhere.has(name) && typeof object === 'function') continue;
    let value;
    try {
      value = object[name];
    } catch (err) {
      value = err;
    }
    const type = value === null ? 'null' : typeof value;
    if (type !== 'function') out[name] = [type];
    else if (absent.test(Function.prototype.toString.call(value))) out[name] = ['absent'];
    else out[name] = [type, ...members(value)];
  }
  return out;
}

const data = new Set(['constants', 'promises', 'codes', 'env', 'globalAgent', 'default', 'stdin', 'stdout', 'stderr', 'config', 'strict', 'prototype']);

const result = { globalThis: describe(globalThis), language: {} };
// Under "language" are the globals of a new context: ECMAScript's, not the platform's.
for (const name of vm.runInNewContext('Object.getOwnPropertyNames(globalThis)')) {
  result.language[name] = [];
  delete result.globalThis[name];
}
for (const name of builtinModules) {
  if (name.startsWith('_')) continue;
  const exported = require(name);
  result[name] = describe(exported);
  for (const inner of names(exported)) {
    const value = exported[inner];
    if (value === null || typeof value !== 'object' || Array.isArray(value) || value === exported || data.has(inner)) continue;
    if (names(value).some((n) => typeof value[n] === 'function')) result[`${name}.${inner}`] = describe(value);
  }
}
console.log(JSON.stringify(result, null, 1));
