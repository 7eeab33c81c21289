// What an object is called: the name of its constructor, of its internal slots, and its tag.

const { kind: kindOf } = require('internal/util/types');

let builtInNames;
// isBuiltInName tells the names of the language's and platform's own classes.
function isBuiltInName(name) {
  if (builtInNames === undefined) {
    builtInNames = new Set();
    const names = Object.getOwnPropertyNames(globalThis);
    for (let i = 0; i < names.length; i++) {
      if (/^[A-Z][a-zA-Z0-9]+$/.test(names[i])) builtInNames.add(names[i]);
    }
  }
  return builtInNames.has(name);
}

function isInstance(object, constructor) {
  try {
    return object instanceof constructor;
  } catch {
    return false;
  }
}

// ownConstructor is the function in an object's own "constructor" property, if there is one with a name.
function ownConstructor(object) {
  const desc = Object.getOwnPropertyDescriptor(object, 'constructor');
  return desc !== undefined && typeof desc.value === 'function' && desc.value.name !== '' ? desc.value : undefined;
}

// constructorName is the name of what made an object, null when its prototype is null. With protoProps, the properties
// of user-defined prototypes are printed into it.
function constructorName(value, ctx, depth, protoProps) {
  let first;
  for (let object = value; object !== null; object = Object.getPrototypeOf(object)) {
    if (object !== value && first === undefined) first = object;
    let name;
    let builtIn = false;
    if (object === Object.prototype && value !== object) {
      name = 'Object';
      builtIn = first === object;
    } else if (object === Function.prototype && value !== object && typeof value === 'function') {
      name = 'Function';
      builtIn = first === object;
    } else {
      const constructor = ownConstructor(object);
      if (constructor === undefined || !isInstance(value, constructor)) continue;
      name = String(constructor.name);
      builtIn = first === object && isBuiltInName(name);
    }
    if (protoProps !== undefined && !builtIn) require('internal/util/inspect/containers').prototypeProperties(ctx, value, first || value, depth, protoProps);
    return name;
  }
  first = Object.getPrototypeOf(value);
  if (first === null) return null;
  const own = slotName(value);
  if (depth > ctx.depth && ctx.depth !== null) return `${own} <Complex prototype>`;
  const inherited = constructorName(first, ctx, depth + 1, protoProps);
  if (inherited === null) {
    return `${own} <${require('internal/util/inspect').inspect(first, { ...ctx, customInspect: false, depth: -1 })}>`;
  }
  return `${own} <${inherited}>`;
}

// slotName names an object by its internal slots.
function slotName(value) {
  const kind = kindOf(value);
  switch (kind) {
    case 'Class':
    case 'AsyncFunction':
    case 'GeneratorFunction':
      return 'Function';
    case 'Arguments':
      return 'Object';
    default:
      return kind;
  }
}

// prefixOf is "Name [tag] " in its variants.
function prefixOf(constructor, tag, fallback, size = '') {
  if (constructor === null) {
    if (tag !== '' && fallback !== tag) return `[${fallback}${size}: null prototype] [${tag}] `;
    return `[${fallback}${size}: null prototype] `;
  }
  if (tag !== '' && constructor !== tag) return `${constructor}${size} [${tag}] `;
  return `${constructor}${size} `;
}

function plainPrefix(value, constructor, tag) {
  let fallback = '';
  if (constructor === null) {
    fallback = slotName(value);
    if (fallback === tag) fallback = 'Object';
  }
  return prefixOf(constructor, tag, fallback);
}

module.exports = { constructorName, isBuiltInName, plainPrefix, prefixOf, slotName };
