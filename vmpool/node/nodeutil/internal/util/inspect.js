// util.inspect: any value as text, as Node prints it. Here are the options and the recursion; the folder inspect has the parts: names.js
// what an object is called, shapes.js how its kind is printed, containers.js what is inside, errors.js, primitives.js, layout.js lines.
// format.js has the printf-like functions.
//
// ctx is the state of one inspection: the options, and
//   seen          the objects that are being printed, outermost first
//   circular      numbers of the objects that were met again inside themselves
//   indentationLvl  columns that the current value is indented by
//   currentDepth  the depth of the object that was printed last, see layout.js

const { customInspectSymbol } = require('internal/util');
const { constructorName, isBuiltInName, plainPrefix, prefixOf } = require('internal/util/inspect/names');
const {
  formatBigInt,
  formatNumber,
  formatPrimitive,
  getStringWidth,
  native,
  stripVTControlCharacters,
} = require('internal/util/inspect/primitives');
const { colors, styles } = require('internal/util/inspect/styles');
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

const kMaxNesting = 250;

let layout, shapes;
function load() {
  layout = require('internal/util/inspect/layout');
  shapes = require('internal/util/inspect/shapes');
}

function inspect(value, opts) {
  const d = inspectDefaultOptions;
  const ctx = {
    budget: 0,
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
inspect.colors = colors;
inspect.styles = styles;

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
  const proxy = native.proxy(value);
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
    const inner = target === null ? undefined : native.proxy(target);
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
  return addSymbols(native.extraKeys(value, showHidden), value, showHidden);
}

function tagOf(value, ctx) {
  const tag = value[Symbol.toStringTag];
  if (typeof tag !== 'string') return '';
  // A tag that is printed as a property anyway isn't repeated.
  if (tag !== '' && (ctx.showHidden ? hasOwn(value, Symbol.toStringTag) :
    Reflect.apply(isEnumerable, value, [Symbol.toStringTag]))) return '';
  return tag;
}

function formatObject(ctx, value, depth, inTypedArray) {
  if (layout === undefined) load();
  let protoProps;
  if (ctx.showHidden && (depth <= ctx.depth || ctx.depth === null)) protoProps = [];
  const constructor = constructorName(value, ctx, depth, protoProps);
  if (protoProps !== undefined && protoProps.length === 0) protoProps = undefined;
  const tag = tagOf(value, ctx);
  const shape = { keys: undefined, braces: undefined, base: '', fill: undefined, array: false, whole: undefined };
  const kind = kindOf(value);
  if (!((constructor === null || Symbol.iterator in value) && shapes.shapeIterable(shape, ctx, value, kind, constructor, tag, protoProps))) {
    shapes.shapeOther(shape, ctx, value, kind, depth, constructor, tag, protoProps, inTypedArray);
  }
  if (shape.whole !== undefined) return shape.whole;
  if (depth > ctx.depth && ctx.depth !== null) {
    const name = plainPrefix(value, constructor, tag).slice(0, -1);
    return ctx.stylize(constructor === null ? name : `[${name}]`, 'special');
  }
  // A stack overflow can't be caught in this engine, so it is foreseen.
  if (ctx.seen.length >= kMaxNesting) {
    const name = plainPrefix(value, constructor, tag).slice(0, -1);
    return ctx.stylize(`[${name}: Inspection interrupted prematurely. Maximum call stack size exceeded.]`, 'special');
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
  // A huge object must not block the process: texts are copied on every level, and past 32 MB nothing more is entered.
  ctx.budget += text.length;
  if (ctx.budget > 2 ** 25) ctx.depth = -1;
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
  if (typeof key === 'symbol') return `[${ctx.stylize(native.escape(Symbol.prototype.toString.call(key)), 'symbol')}]`;
  if (key === '__proto__') return "['__proto__']";
  if (enumerable === false) return `[${native.escape(key)}]`;
  if (/^[a-zA-Z_][a-zA-Z_0-9]*$/.test(key)) return ctx.stylize(key, 'name');
  return ctx.stylize(native.quote(key), 'string');
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

module.exports = {
  native,
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
  keysOf,
  plainStyle,
  prefixOf,
  proxyTarget,
  stripVTControlCharacters,
};
