// util.inspect: any value as text, as Node prints it. This file decides what to print of a value; containers.js prints what
// is inside, errors.js errors, layout.js puts entries on lines, and format.js has the printf-like functions.
//
// ctx is the state of one inspection: the options, and
//   seen          the objects that are being printed, outermost first
//   circular      numbers of the objects that were met again inside themselves
//   indentationLvl  columns that the current value is indented by
//   currentDepth  the depth of the object that was printed last, see layout.js

const { customInspectSymbol } = require('internal/util');
const { kind: kindOf } = require('internal/util/types');

const { hasOwn, keys: objectKeys } = Object;
const isEnumerable = Object.prototype.propertyIsEnumerable;

const inspectDefaultOptions = Object.seal({
  showHidden: false,
  depth: 2,
  colors: false,
  customInspect: true,
  showProxy: false,
  maxArrayLength: 100,
  maxStringLength: 10000,
  breakLength: 80,
  compact: 3,
  sorted: false,
  getters: false,
  numericSeparator: false,
});

const kObject = 0;
const kArray = 1;

const kMinLineLength = 16;

let containers, errors, layout;
function load() {
  containers = require('internal/util/inspect/containers');
  errors = require('internal/util/inspect/errors');
  layout = require('internal/util/inspect/layout');
}

function inspect(value, opts) {
  const d = inspectDefaultOptions;
  const ctx = {
    budget: undefined,
    indentationLvl: 0,
    seen: [],
    currentDepth: 0,
    circular: undefined,
    userOptions: undefined,
    stylize: plainStyle,
    showHidden: d.showHidden,
    depth: d.depth,
    colors: d.colors,
    customInspect: d.customInspect,
    showProxy: d.showProxy,
    maxArrayLength: d.maxArrayLength,
    maxStringLength: d.maxStringLength,
    breakLength: d.breakLength,
    compact: d.compact,
    sorted: d.sorted,
    getters: d.getters,
    numericSeparator: d.numericSeparator,
  };
  if (arguments.length > 1) {
    // The old signature: value, showHidden, depth, colors.
    if (arguments.length > 2 && arguments[2] !== undefined) ctx.depth = arguments[2];
    if (arguments.length > 3 && arguments[3] !== undefined) ctx.colors = arguments[3];
    if (typeof opts === 'boolean') ctx.showHidden = opts;
    else if (opts) readOptions(ctx, opts);
  }
  if (ctx.colors) ctx.stylize = colorStyle;
  if (ctx.maxArrayLength === null) ctx.maxArrayLength = Infinity;
  if (ctx.maxStringLength === null) ctx.maxStringLength = Infinity;
  return formatValue(ctx, value, 0, false);
}

function readOptions(ctx, opts) {
  const keys = objectKeys(opts);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (hasOwn(inspectDefaultOptions, key) || key === 'stylize') ctx[key] = opts[key];
    // Options of the user's own are handed on to custom inspection functions.
    else ctx.userOptions ??= opts;
  }
}

inspect.custom = customInspectSymbol;

Object.defineProperty(inspect, 'defaultOptions', {
  __proto__: null,
  get() {
    return inspectDefaultOptions;
  },
  set(options) {
    require('internal/validators').validateObject(options, 'options');
    return Object.assign(inspectDefaultOptions, options);
  },
});

// Colours are pairs of codes: set, reset.
inspect.colors = { __proto__: null };
const colorTable = 'reset 0 0 bold 1 22 dim 2 22 italic 3 23 underline 4 24 blink 5 25 inverse 7 27 hidden 8 28 strikethrough 9 29 ' +
  'doubleunderline 21 24 black 30 39 red 31 39 green 32 39 yellow 33 39 blue 34 39 magenta 35 39 cyan 36 39 white 37 39 ' +
  'bgBlack 40 49 bgRed 41 49 bgGreen 42 49 bgYellow 43 49 bgBlue 44 49 bgMagenta 45 49 bgCyan 46 49 bgWhite 47 49 framed 51 54 ' +
  'overlined 53 55 gray 90 39 redBright 91 39 greenBright 92 39 yellowBright 93 39 blueBright 94 39 magentaBright 95 39 ' +
  'cyanBright 96 39 whiteBright 97 39 bgGray 100 49 bgRedBright 101 49 bgGreenBright 102 49 bgYellowBright 103 49 ' +
  'bgBlueBright 104 49 bgMagentaBright 105 49 bgCyanBright 106 49 bgWhiteBright 107 49';
const colorFields = colorTable.split(' ');
for (let i = 0; i < colorFields.length; i += 3) {
  inspect.colors[colorFields[i]] = [Number(colorFields[i + 1]), Number(colorFields[i + 2])];
}
const colorAliases = 'gray grey gray blackBright bgGray bgGrey bgGray bgBlackBright dim faint strikethrough crossedout ' +
  'strikethrough strikeThrough strikethrough crossedOut hidden conceal inverse swapColors inverse swapcolors ' +
  'doubleunderline doubleUnderline';
const aliasFields = colorAliases.split(' ');
for (let i = 0; i < aliasFields.length; i += 2) {
  const target = aliasFields[i];
  Object.defineProperty(inspect.colors, aliasFields[i + 1], {
    __proto__: null,
    get() {
      return this[target];
    },
    set(value) {
      this[target] = value;
    },
    configurable: true,
    enumerable: false,
  });
}

inspect.styles = Object.assign({ __proto__: null }, {
  special: 'cyan',
  number: 'yellow',
  bigint: 'yellow',
  boolean: 'yellow',
  undefined: 'grey',
  null: 'bold',
  string: 'green',
  symbol: 'green',
  date: 'magenta',
  regexp: 'red',
  module: 'underline',
});

function colorStyle(text, styleType) {
  const style = inspect.styles[styleType];
  const color = style === undefined ? undefined : inspect.colors[style];
  return color === undefined ? text : `\u001b[${color[0]}m${text}\u001b[${color[1]}m`;
}

function plainStyle(text) {
  return text;
}

// formatValue prints a value at a depth. inTypedArray: it is the buffer of a typed array, whose bytes have been printed already.
function formatValue(ctx, value, depth, inTypedArray) {
  if (value === null) return ctx.stylize('null', 'null');
  if (typeof value !== 'object' && typeof value !== 'function') return formatPrimitive(ctx.stylize, value, ctx);

  // Proxies are looked through on the Go side: printing must not run their handlers.
  const context = value;
  const proxy = binding.proxy(value);
  if (proxy !== undefined) {
    if (proxy[0] === null) return ctx.stylize('<Revoked Proxy>', 'special');
    if (ctx.showProxy) return formatProxy(ctx, proxy, depth);
    value = proxyTarget(proxy);
    if (value === null) return ctx.stylize('<Revoked Proxy>', 'special');
  }

  if (ctx.customInspect) {
    const custom = value[customInspectSymbol];
    // A prototype object whose instances have a custom inspection is printed plainly.
    if (typeof custom === 'function' && custom !== inspect && value.constructor?.prototype !== value) {
      const result = Reflect.apply(custom, context, [
        ctx.depth === null ? null : ctx.depth - depth,
        optionsFor(ctx, proxy !== undefined || !(context instanceof Object)),
        inspect,
      ]);
      if (result !== context) {
        if (typeof result !== 'string') return formatValue(ctx, result, depth);
        return result.replaceAll('\n', `\n${' '.repeat(ctx.indentationLvl)}`);
      }
    }
  }

  if (ctx.seen.includes(value)) {
    ctx.circular ??= new Map();
    let number = ctx.circular.get(value);
    if (number === undefined) {
      number = ctx.circular.size + 1;
      ctx.circular.set(value, number);
    }
    return ctx.stylize(`[Circular *${number}]`, 'special');
  }
  return formatObject(ctx, value, depth, inTypedArray);
}

// proxyTarget follows proxies of proxies.
function proxyTarget(proxy) {
  let target = proxy[0];
  for (;;) {
    const inner = target === null ? undefined : binding.proxy(target);
    if (inner === undefined) return target;
    target = inner[0];
  }
}

function formatProxy(ctx, proxy, depth) {
  if (depth > ctx.depth && ctx.depth !== null) return ctx.stylize('Proxy [Array]', 'special');
  if (layout === undefined) load();
  ctx.indentationLvl += 2;
  const output = [formatValue(ctx, proxy[0], depth + 1), formatValue(ctx, proxy[1], depth + 1)];
  ctx.indentationLvl -= 2;
  return layout.join(ctx, output, '', ['Proxy [', ']'], true, depth + 1);
}

// optionsFor is what a custom inspection function gets as its options. For objects of other realms nothing of ours that isn't
// primitive is handed over.
function optionsFor(ctx, foreign) {
  const options = {
    stylize: ctx.stylize,
    showHidden: ctx.showHidden,
    depth: ctx.depth,
    colors: ctx.colors,
    customInspect: ctx.customInspect,
    showProxy: ctx.showProxy,
    maxArrayLength: ctx.maxArrayLength,
    maxStringLength: ctx.maxStringLength,
    breakLength: ctx.breakLength,
    compact: ctx.compact,
    sorted: ctx.sorted,
    getters: ctx.getters,
    numericSeparator: ctx.numericSeparator,
    ...ctx.userOptions,
  };
  if (foreign) {
    Object.setPrototypeOf(options, null);
    const keys = objectKeys(options);
    for (let i = 0; i < keys.length; i++) {
      const v = options[keys[i]];
      if ((typeof v === 'object' && v !== null) || typeof v === 'function') delete options[keys[i]];
    }
    options.stylize = Object.setPrototypeOf((value, flavour) => {
      let styled;
      try {
        styled = `${ctx.stylize(value, flavour)}`;
      } catch {
        // The value stays as it is.
      }
      return typeof styled === 'string' ? styled : value;
    }, null);
  }
  return options;
}

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
    if (protoProps !== undefined && !builtIn) containers.prototypeProperties(ctx, value, first || value, depth, protoProps);
    return name;
  }
  first = Object.getPrototypeOf(value);
  if (first === null) return null;
  const own = slotName(value);
  if (depth > ctx.depth && ctx.depth !== null) return `${own} <Complex prototype>`;
  const inherited = constructorName(first, ctx, depth + 1, protoProps);
  if (inherited === null) {
    return `${own} <${inspect(first, { ...ctx, customInspect: false, depth: -1 })}>`;
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

// keysOf lists the properties to print: enumerable ones, all with showHidden.
function keysOf(value, showHidden) {
  const keys = showHidden ? Object.getOwnPropertyNames(value) : objectKeys(value);
  return addSymbols(keys, value, showHidden);
}

function addSymbols(keys, value, showHidden) {
  const symbols = Object.getOwnPropertySymbols(value);
  for (let i = 0; i < symbols.length; i++) {
    if (showHidden || Reflect.apply(isEnumerable, value, [symbols[i]])) keys.push(symbols[i]);
  }
  return keys;
}

function extraKeys(value, showHidden) {
  return addSymbols(binding.extraKeys(value, showHidden), value, showHidden);
}

function tagOf(value, ctx) {
  const tag = value[Symbol.toStringTag];
  if (typeof tag !== 'string') return '';
  // A tag that is printed as a property anyway isn't repeated.
  if (tag !== '' && (ctx.showHidden ? hasOwn(value, Symbol.toStringTag) :
    Reflect.apply(isEnumerable, value, [Symbol.toStringTag]))) return '';
  return tag;
}

// A shape says how an object is printed: keys, braces, base (what stands before the braces), fill (prints what is inside),
// array (entries may be grouped in columns), or whole, when the text is complete.
function formatObject(ctx, value, depth, inTypedArray) {
  if (layout === undefined) load();
  let protoProps;
  if (ctx.showHidden && (depth <= ctx.depth || ctx.depth === null)) protoProps = [];
  const constructor = constructorName(value, ctx, depth, protoProps);
  if (protoProps !== undefined && protoProps.length === 0) protoProps = undefined;
  const tag = tagOf(value, ctx);
  const shape = { keys: undefined, braces: undefined, base: '', fill: undefined, array: false, whole: undefined };
  const kind = kindOf(value);
  if (!((constructor === null || Symbol.iterator in value) && shapeIterable(shape, ctx, value, kind, constructor, tag, protoProps))) {
    shapeOther(shape, ctx, value, kind, depth, constructor, tag, protoProps, inTypedArray);
  }
  if (shape.whole !== undefined) return shape.whole;
  if (depth > ctx.depth && ctx.depth !== null) {
    const name = plainPrefix(value, constructor, tag).slice(0, -1);
    return ctx.stylize(constructor === null ? name : `[${name}]`, 'special');
  }
  return formatEntries(ctx, value, depth + 1, shape, protoProps);
}

function formatEntries(ctx, value, depth, shape, protoProps) {
  const { keys, braces } = shape;
  ctx.seen.push(value);
  ctx.currentDepth = depth;
  let output = shape.fill === undefined ? [] : shape.fill(ctx, value, depth);
  for (let i = 0; i < keys.length; i++) {
    output.push(formatProperty(ctx, value, depth, keys[i], shape.array ? 2 : kObject));
  }
  if (protoProps !== undefined) output = output.concat(protoProps);
  let base = shape.base;
  if (ctx.circular !== undefined) {
    const number = ctx.circular.get(value);
    if (number !== undefined) {
      const reference = ctx.stylize(`<ref *${number}>`, 'special');
      if (ctx.compact === true) braces[0] = `${reference} ${braces[0]}`;
      else base = base === '' ? reference : `${reference} ${base}`;
    }
  }
  ctx.seen.pop();
  if (ctx.sorted) output = sortEntries(ctx, output, keys.length, shape.array);
  const text = layout.join(ctx, output, base, braces, shape.array, depth, value);
  // A huge object must not block the process: past 128 MB of text on a level nothing more is entered.
  ctx.budget ??= {};
  const length = (ctx.budget[ctx.indentationLvl] || 0) + text.length;
  ctx.budget[ctx.indentationLvl] = length;
  if (length > 2 ** 27) ctx.depth = -1;
  return text;
}

// sortEntries sorts properties; the items of arrays keep their order.
function sortEntries(ctx, output, properties, isArray) {
  const comparator = ctx.sorted === true ? undefined : ctx.sorted;
  if (!isArray) return output.sort(comparator);
  if (properties < 2) return output;
  const items = output.slice(0, output.length - properties);
  return items.concat(output.slice(output.length - properties).sort(comparator));
}

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

function withSeparators(digits) {
  const first = digits[0] === '-' ? 1 : 0;
  let end = digits.length;
  let out = '';
  for (; end >= first + 4; end -= 3) out = `_${digits.slice(end - 3, end)}${out}`;
  return digits.slice(0, end) + out;
}

function withFractionSeparators(digits) {
  let out = '';
  let i = 0;
  for (; i < digits.length - 3; i += 3) out += `${digits.slice(i, i + 3)}_`;
  return out + digits.slice(i);
}

function formatNumber(stylize, number, numericSeparator) {
  if (!numericSeparator) return stylize(Object.is(number, -0) ? '-0' : `${number}`, 'number');
  const integer = Math.trunc(number);
  const text = String(integer);
  if (integer === number) {
    return stylize(Number.isFinite(number) && !text.includes('e') ? withSeparators(text) : text, 'number');
  }
  if (Number.isNaN(number)) return stylize(text, 'number');
  return stylize(`${withSeparators(text)}.${withFractionSeparators(String(number).slice(text.length + 1))}`, 'number');
}

function formatBigInt(stylize, bigint, numericSeparator) {
  const text = String(bigint);
  return stylize(`${numericSeparator ? withSeparators(text) : text}n`, 'bigint');
}

function formatString(stylize, value, ctx) {
  let trailer = '';
  if (value.length > ctx.maxStringLength) {
    const remaining = value.length - ctx.maxStringLength;
    value = value.slice(0, ctx.maxStringLength);
    trailer = `... ${remaining} more character${remaining > 1 ? 's' : ''}`;
  }
  // A long text is broken where its own lines end.
  if (ctx.compact !== true && value.length > kMinLineLength && value.length > ctx.breakLength - ctx.indentationLvl - 4) {
    const lines = value.split('\n');
    const parts = [];
    for (let i = 0; i < lines.length; i++) {
      const line = i === lines.length - 1 ? lines[i] : `${lines[i]}\n`;
      if (line !== '' || lines.length === 1) parts.push(stylize(binding.quote(line), 'string'));
    }
    return parts.join(` +\n${' '.repeat(ctx.indentationLvl + 2)}`) + trailer;
  }
  return stylize(binding.quote(value), 'string') + trailer;
}

function formatPrimitive(stylize, value, ctx) {
  switch (typeof value) {
    case 'string':
      return formatString(stylize, value, ctx);
    case 'number':
      return formatNumber(stylize, value, ctx.numericSeparator);
    case 'bigint':
      return formatBigInt(stylize, value, ctx.numericSeparator);
    case 'boolean':
      return stylize(`${value}`, 'boolean');
    case 'undefined':
      return stylize('undefined', 'undefined');
    default:
      return stylize(Symbol.prototype.toString.call(value), 'symbol');
  }
}

// formatProperty prints "key: value"; only the value for kind kArray. desc and original are given for properties of prototypes.
function formatProperty(ctx, value, depth, key, kind, desc, original = value) {
  desc ??= Object.getOwnPropertyDescriptor(value, key) ?? { value: value[key], enumerable: true };
  let gap = ' ';
  let text;
  if (desc.value !== undefined) {
    const indent = ctx.compact !== true || kind !== kObject ? 2 : 3;
    ctx.indentationLvl += indent;
    text = formatValue(ctx, desc.value, depth);
    if (indent === 3 && ctx.breakLength < layout.widthOf(ctx, text)) gap = `\n${' '.repeat(ctx.indentationLvl)}`;
    ctx.indentationLvl -= indent;
  } else if (desc.get !== undefined) {
    text = formatGetter(ctx, desc, original, depth);
  } else if (desc.set !== undefined) {
    text = ctx.stylize('[Setter]', 'special');
  } else {
    text = ctx.stylize('undefined', 'undefined');
  }
  if (kind === kArray) return text;
  return `${formatKey(ctx, key, desc.enumerable)}:${gap}${text}`;
}

function formatKey(ctx, key, enumerable) {
  if (typeof key === 'symbol') return `[${ctx.stylize(binding.escape(Symbol.prototype.toString.call(key)), 'symbol')}]`;
  if (key === '__proto__') return "['__proto__']";
  if (enumerable === false) return `[${binding.escape(key)}]`;
  if (/^[a-zA-Z_][a-zA-Z_0-9]*$/.test(key)) return ctx.stylize(key, 'name');
  return ctx.stylize(binding.quote(key), 'string');
}

function formatGetter(ctx, desc, original, depth) {
  const label = desc.set !== undefined ? 'Getter/Setter' : 'Getter';
  const s = ctx.stylize;
  const wanted = ctx.getters === true || (ctx.getters === 'get' && desc.set === undefined) ||
    (ctx.getters === 'set' && desc.set !== undefined);
  if (!wanted) return s(`[${label}]`, 'special');
  try {
    const value = Reflect.apply(desc.get, original, []);
    if (typeof value === 'object' && value !== null) {
      ctx.indentationLvl += 2;
      const text = `${s(`[${label}]`, 'special')} ${formatValue(ctx, value, depth)}`;
      ctx.indentationLvl -= 2;
      return text;
    }
    ctx.indentationLvl += 2;
    const text = value === null ? s('null', 'null') : formatPrimitive(s, value, ctx);
    ctx.indentationLvl -= 2;
    return `${s(`[${label}:`, 'special')} ${text}${s(']', 'special')}`;
  } catch (err) {
    return `${s(`[${label}:`, 'special')} <Inspection threw (${err.message})>${s(']', 'special')}`;
  }
}

// stripVTControlCharacters removes escape sequences (ECMA-48 control sequences, operating system commands).
function stripVTControlCharacters(str) {
  require('internal/validators').validateString(str, 'str');
  return stripEscapes(str);
}

function stripEscapes(str) {
  if (!str.includes('\u001b') && !str.includes('\u009b')) return str;
  const command = '(?:(?:;[-a-zA-Z\\d/#&.:=?%@~_]+)*|[a-zA-Z\\d]+(?:;[-a-zA-Z\\d/#&.:=?%@~_]*)*)?(?:\\u0007|\\u001b\\\\|\\u009c)';
  const sequence = '(?:\\d{1,4}(?:;\\d{0,4})*)?[\\dA-PR-TZcf-nq-uy=><~]';
  return str.replace(new RegExp(`[\\u001b\\u009b][[\\]()#;?]*(?:${command}|${sequence})`, 'g'), '');
}

// getStringWidth is the number of terminal columns of a string.
function getStringWidth(str, removeControlChars = true) {
  return binding.width(removeControlChars ? stripEscapes(str) : str);
}

module.exports = {
  native: binding,
  constructorName,
  extraKeys,
  format(...args) {
    return require('internal/util/inspect/format').formatArguments(undefined, args);
  },
  formatBigInt,
  formatNumber,
  formatPrimitive,
  formatProperty,
  formatValue,
  formatWithOptions(inspectOptions, ...args) {
    require('internal/validators').validateObject(inspectOptions, 'inspectOptions',
                                                  require('internal/validators').kValidateObjectAllowArray);
    return require('internal/util/inspect/format').formatArguments(inspectOptions, args);
  },
  getStringWidth,
  inspect,
  inspectDefaultOptions,
  isBuiltInName,
  kArray,
  plainStyle,
  prefixOf,
  proxyTarget,
  stripVTControlCharacters,
};
