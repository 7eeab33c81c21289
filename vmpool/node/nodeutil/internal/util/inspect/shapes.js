// How the kinds of objects are printed. A shape says it: keys, braces, base (what stands before the braces), fill (prints what is
// inside), array (entries may be grouped in columns), or whole, when the text is complete.

const containers = require('internal/util/inspect/containers');
const errors = require('internal/util/inspect/errors');
const { plainPrefix, prefixOf } = require('internal/util/inspect/names');
const { formatNumber, formatPrimitive } = require('internal/util/inspect/primitives');
const { extraKeys, keysOf, plainStyle } = require('internal/util/inspect');

const { hasOwn } = Object;

// shapeIterable shapes arrays, collections and iterators; false for other values.
function shapeIterable(shape, ctx, value, kind, constructor, tag, protoProps) {
  if (Array.isArray(value)) {
    const prefix = constructor !== 'Array' || tag !== '' ? prefixOf(constructor, tag, 'Array', `(${value.length})`) : '';
    shape.keys = extraKeys(value, ctx.showHidden);
    shape.braces = [`${prefix}[`, ']'];
    shape.fill = containers.arrayItems;
    shape.array = true;
    if (value.length === 0 && shape.keys.length === 0 && protoProps === undefined) shape.whole = `${prefix}[]`;
    return true;
  }
  switch (kind) {
    case 'Set':
    case 'Map': {
      const size = containers.sizeOf(value, kind);
      const prefix = prefixOf(constructor, tag, kind, `(${size})`);
      shape.keys = keysOf(value, ctx.showHidden);
      shape.braces = [`${prefix}{`, '}'];
      shape.fill = kind === 'Set' ? containers.setItems : containers.mapItems;
      if (size === 0 && shape.keys.length === 0 && protoProps === undefined) shape.whole = `${prefix}{}`;
      return true;
    }
    case 'Map Iterator':
    case 'Set Iterator': {
      shape.keys = keysOf(value, ctx.showHidden);
      const label = tag !== kind && tag !== '' ? `${tag}] [${kind}` : kind;
      shape.braces = [`[${label}] {`, '}'];
      shape.fill = (c, v, d) => containers.iteratorItems(c, v, d, shape.braces);
      return true;
    }
    default:
      if (!ArrayBuffer.isView(value) || kind === 'DataView') return false;
  }
  const size = containers.typedLength(value);
  const prefix = prefixOf(constructor, tag, constructor === null ? kind : '', `(${size})`);
  shape.keys = extraKeys(value, ctx.showHidden);
  shape.braces = [`${prefix}[`, ']'];
  shape.array = true;
  shape.fill = containers.typedArrayItems;
  if (size === 0 && shape.keys.length === 0 && !ctx.showHidden) shape.whole = `${prefix}[]`;
  return true;
}

const boxed = { __proto__: null, Number: Number.prototype, String: String.prototype, Boolean: Boolean.prototype,
  BigInt: BigInt.prototype, Symbol: Symbol.prototype };

function shapeOther(shape, ctx, value, kind, depth, constructor, tag, protoProps, inTypedArray) {
  const keys = keysOf(value, ctx.showHidden);
  shape.keys = keys;
  shape.braces = ['{', '}'];
  const bare = () => keys.length === 0 && protoProps === undefined;
  const prefix = (fallback) => prefixOf(constructor, tag, fallback);
  if (typeof value === 'function') {
    shape.base = functionBase(value, kind, constructor, tag);
    if (bare()) shape.whole = ctx.stylize(shape.base, 'special');
    return;
  }
  if (kind === 'Arguments' && constructor === 'Object') {
    shape.braces[0] = '[Arguments] {';
    if (bare()) shape.whole = '[Arguments] {}';
    return;
  }
  if (constructor === 'Object' && (kind === 'Object' || kind === 'Arguments') && !errors.isError(value)) {
    if (tag !== '') shape.braces[0] = `${prefix('Object')}{`;
    if (bare()) shape.whole = `${shape.braces[0]}}`;
    return;
  }
  switch (kind) {
    case 'RegExp': {
      const text = RegExp.prototype.toString.call(constructor === null ? new RegExp(value) : value);
      shape.base = prefix('RegExp') === 'RegExp ' ? text : `${prefix('RegExp')}${text}`;
      if (bare() || (depth > ctx.depth && ctx.depth !== null)) shape.whole = ctx.stylize(shape.base, 'regexp');
      return;
    }
    case 'Date': {
      const time = Date.prototype.getTime.call(value);
      const text = Number.isNaN(time) ? 'Invalid Date' : Date.prototype.toISOString.call(value);
      shape.base = prefix('Date') === 'Date ' ? text : `${prefix('Date')}${text}`;
      if (bare()) shape.whole = ctx.stylize(shape.base, 'date');
      return;
    }
    case 'Error':
      shape.base = errors.formatError(value, constructor, tag, ctx, keys);
      if (bare()) shape.whole = shape.base;
      return;
    case 'ArrayBuffer':
      if (inTypedArray !== true) {
        shape.fill = containers.bufferContents;
      } else if (bare()) {
        shape.whole = `${prefix(kind)}{ byteLength: ${formatNumber(ctx.stylize, value.byteLength, false)} }`;
        return;
      }
      shape.braces[0] = `${prefix(kind)}{`;
      keys.unshift('byteLength');
      return;
    case 'DataView':
      shape.braces[0] = `${prefix(kind)}{`;
      keys.unshift('byteLength', 'byteOffset', 'buffer');
      return;
    case 'Promise':
      shape.braces[0] = `${prefix(kind)}{`;
      shape.fill = containers.promiseState;
      return;
    case 'Number':
    case 'String':
    case 'Boolean':
    case 'BigInt':
    case 'Symbol':
      shape.base = boxedBase(value, kind, ctx, keys, constructor, tag);
      if (bare()) shape.whole = shape.base;
      return;
    default:
  }
  shapeRest(shape, ctx, value, constructor, tag, bare);
}

function shapeRest(shape, ctx, value, constructor, tag, bare) {
  if (errors.isError(value)) {
    shape.base = errors.formatError(value, constructor, tag, ctx, shape.keys);
    if (bare()) shape.whole = shape.base;
    return;
  }
  const weak = containers.weakKind(value, constructor, tag);
  if (weak !== undefined) {
    shape.braces[0] = `${prefixOf(constructor, tag, weak)}{`;
    shape.fill = containers.unknownItems;
    return;
  }
  const prefix = plainPrefix(value, constructor, tag);
  shape.braces[0] = `${prefix}{`;
  if (bare()) shape.whole = `${prefix}{}`;
}

function functionBase(value, kind, constructor, tag) {
  if (kind === 'Class') return classBase(value, constructor, tag);
  const type = kind === 'AsyncFunction' || kind === 'GeneratorFunction' ? kind : 'Function';
  let base = `[${type}`;
  if (constructor === null) base += ' (null prototype)';
  base += value.name === '' ? ' (anonymous)]' : `: ${value.name}]`;
  if (constructor !== type && constructor !== null) base += ` ${constructor}`;
  if (tag !== '' && constructor !== tag) base += ` [${tag}]`;
  return base;
}

function classBase(value, constructor, tag) {
  let base = `class ${(hasOwn(value, 'name') && value.name) || '(anonymous)'}`;
  if (constructor !== 'Function' && constructor !== null) base += ` [${constructor}]`;
  if (tag !== '' && constructor !== tag) base += ` [${tag}]`;
  if (constructor === null) return `[${base} extends [null prototype]]`;
  const parent = Object.getPrototypeOf(value).name;
  return parent ? `[${base} extends ${parent}]` : `[${base}]`;
}

function boxedBase(value, kind, ctx, keys, constructor, tag) {
  // The characters of a String are its index properties.
  if (kind === 'String') keys.splice(0, value.length);
  let base = `[${kind}`;
  if (kind !== constructor) base += constructor === null ? ' (null prototype)' : ` (${constructor})`;
  base += `: ${formatPrimitive(plainStyle, Reflect.apply(boxed[kind].valueOf, value, []), ctx)}]`;
  if (tag !== '' && tag !== constructor) base += ` [${tag}]`;
  if (keys.length !== 0 || ctx.stylize === plainStyle) return base;
  return ctx.stylize(base, kind.toLowerCase());
}

module.exports = { shapeIterable, shapeOther };
