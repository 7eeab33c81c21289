// What is inside arrays, collections, buffers, promises: each function prints the entries of a value into a list.

const {
  native,
  formatBigInt,
  formatNumber,
  formatProperty,
  formatValue,
  isBuiltInName,
  kArray,
} = require('internal/util/inspect');
const { isWeakMap, isWeakSet } = require('internal/util/types');

const { keys: objectKeys } = Object;
const typedArrayPrototype = Object.getPrototypeOf(Uint8Array.prototype);
const typedLengthGetter = Object.getOwnPropertyDescriptor(typedArrayPrototype, 'length').get;
const mapSizeGetter = Object.getOwnPropertyDescriptor(Map.prototype, 'size').get;
const setSizeGetter = Object.getOwnPropertyDescriptor(Set.prototype, 'size').get;
const { forEach: mapForEach } = Map.prototype;
const { forEach: setForEach } = Set.prototype;

function typedLength(value) {
  return Reflect.apply(typedLengthGetter, value, []);
}

function sizeOf(value, kind) {
  return Reflect.apply(kind === 'Map' ? mapSizeGetter : setSizeGetter, value, []);
}

function remainingText(remaining) {
  return `... ${remaining} more item${remaining > 1 ? 's' : ''}`;
}

function limit(ctx, length) {
  return Math.min(Math.max(0, ctx.maxArrayLength), length);
}

function arrayItems(ctx, value, depth) {
  const count = limit(ctx, value.length);
  const output = [];
  for (let i = 0; i < count; i++) {
    if (!Object.hasOwn(value, i)) return sparseItems(ctx, value, depth, count, output, i);
    output.push(formatProperty(ctx, value, depth, i, kArray));
  }
  if (value.length > count) output.push(remainingText(value.length - count));
  return output;
}

// sparseItems goes on where an array has its first hole.
function sparseItems(ctx, value, depth, max, output, from) {
  const keys = objectKeys(value);
  let index = from;
  for (let i = from; i < keys.length && output.length < max; i++) {
    const key = keys[i];
    const at = Number(key);
    if (at > 2 ** 32 - 2 || !/^(?:0|[1-9][0-9]*)$/.test(key)) break;
    if (at !== index) {
      output.push(emptyItems(ctx, at - index));
      index = at;
      if (output.length === max) break;
    }
    output.push(formatProperty(ctx, value, depth, key, kArray));
    index++;
  }
  const remaining = value.length - index;
  if (remaining > 0) output.push(output.length === max ? remainingText(remaining) : emptyItems(ctx, remaining));
  return output;
}

function emptyItems(ctx, count) {
  return ctx.stylize(`<${count} empty item${count > 1 ? 's' : ''}>`, 'undefined');
}

function typedArrayItems(ctx, value, depth) {
  const length = typedLength(value);
  const count = limit(ctx, length);
  const format = length > 0 && typeof value[0] === 'bigint' ? formatBigInt : formatNumber;
  const output = [];
  for (let i = 0; i < count; i++) output.push(format(ctx.stylize, value[i], ctx.numericSeparator));
  if (length > count) output.push(remainingText(length - count));
  if (ctx.showHidden) {
    ctx.indentationLvl += 2;
    const names = ['BYTES_PER_ELEMENT', 'length', 'byteLength', 'byteOffset', 'buffer'];
    for (let i = 0; i < names.length; i++) {
      output.push(`[${names[i]}]: ${formatValue(ctx, value[names[i]], depth, true)}`);
    }
    ctx.indentationLvl -= 2;
  }
  return output;
}

function bufferContents(ctx, value) {
  const hex = native.hex(value, Math.max(0, Math.min(ctx.maxArrayLength, value.byteLength)));
  if (hex === undefined) return [ctx.stylize('(detached)', 'special')];
  const remaining = value.byteLength - ctx.maxArrayLength;
  const more = remaining > 0 ? ` ... ${remaining} more byte${remaining > 1 ? 's' : ''}` : '';
  return [`${ctx.stylize('[Uint8Contents]', 'special')}: <${hex}${more}>`];
}

function setItems(ctx, value, depth) {
  const size = Reflect.apply(setSizeGetter, value, []);
  const count = limit(ctx, size);
  const output = [];
  ctx.indentationLvl += 2;
  Reflect.apply(setForEach, value, [(item) => {
    if (output.length < count) output.push(formatValue(ctx, item, depth));
  }]);
  if (size > count) output.push(remainingText(size - count));
  ctx.indentationLvl -= 2;
  return output;
}

function mapItems(ctx, value, depth) {
  const size = Reflect.apply(mapSizeGetter, value, []);
  const count = limit(ctx, size);
  const output = [];
  ctx.indentationLvl += 2;
  Reflect.apply(mapForEach, value, [(item, key) => {
    if (output.length < count) output.push(`${formatValue(ctx, key, depth)} => ${formatValue(ctx, item, depth)}`);
  }]);
  if (size > count) output.push(remainingText(size - count));
  ctx.indentationLvl -= 2;
  return output;
}

// iteratorItems prints what a Map or Set iterator has still to give; braces is the shape's pair, which tells entries.
function iteratorItems(ctx, value, depth, braces) {
  const preview = native.entries(value);
  const items = preview[0];
  const output = [];
  ctx.indentationLvl += 2;
  let length = items.length;
  if (preview[1]) {
    braces[0] = braces[0].replace(/ Iterator\] \{$/, ' Entries] {');
    const layout = require('internal/util/inspect/layout');
    length /= 2;
    const count = limit(ctx, length);
    for (let i = 0; i < count; i++) {
      const pair = [formatValue(ctx, items[2 * i], depth), formatValue(ctx, items[2 * i + 1], depth)];
      output.push(layout.join(ctx, pair, '', ['[', ']'], true, depth));
    }
  } else {
    const count = limit(ctx, length);
    for (let i = 0; i < count; i++) output.push(formatValue(ctx, items[i], depth));
  }
  ctx.indentationLvl -= 2;
  if (length > output.length) output.push(remainingText(length - output.length));
  return output;
}

const kPending = 0;
const kFulfilled = 1;

function promiseState(ctx, value, depth) {
  const details = native.promise(value);
  if (details[0] === kPending) return [ctx.stylize('<pending>', 'special')];
  ctx.indentationLvl += 2;
  const text = formatValue(ctx, details[1], depth);
  ctx.indentationLvl -= 2;
  return [details[0] === kFulfilled ? text : `${ctx.stylize('<rejected>', 'special')} ${text}`];
}

// weakKind is "WeakSet" or "WeakMap" for a weak collection, undefined for all else.
function weakKind(value, constructor, tag) {
  if (tag === 'WeakSet' || constructor === 'WeakSet') return isWeakSet(value) ? 'WeakSet' : undefined;
  if (tag === 'WeakMap' || constructor === 'WeakMap') return isWeakMap(value) ? 'WeakMap' : undefined;
  return undefined;
}

function unknownItems(ctx) {
  return [ctx.stylize('<items unknown>', 'special')];
}

// prototypeProperties prints, for showHidden, the properties of up to three user-defined prototypes of main into output.
function prototypeProperties(ctx, main, object, depth, output) {
  let seen;
  let keys;
  for (let level = 0; level < 3; level++) {
    if (level !== 0 || main === object) {
      object = Object.getPrototypeOf(object);
      if (object === null) return;
      const desc = Object.getOwnPropertyDescriptor(object, 'constructor');
      if (desc !== undefined && typeof desc.value === 'function' && isBuiltInName(desc.value.name)) return;
    }
    seen = level === 0 ? new Set() : addAll(seen, keys);
    keys = Reflect.ownKeys(object);
    ctx.seen.push(main);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (key === 'constructor' || Object.hasOwn(main, key) || (level !== 0 && seen.has(key))) continue;
      const desc = Object.getOwnPropertyDescriptor(object, key);
      if (typeof desc.value === 'function') continue;
      const text = formatProperty(ctx, object, depth, key, 0, desc, main);
      output.push(ctx.colors ? `\u001b[2m${text}\u001b[22m` : text);
    }
    ctx.seen.pop();
  }
}

function addAll(set, keys) {
  for (let i = 0; i < keys.length; i++) set.add(keys[i]);
  return set;
}

module.exports = {
  arrayItems,
  bufferContents,
  iteratorItems,
  mapItems,
  promiseState,
  prototypeProperties,
  setItems,
  sizeOf,
  typedArrayItems,
  typedLength,
  unknownItems,
  weakKind,
};
