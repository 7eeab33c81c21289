// util.format: printf-like texts.

const {
  native,
  formatBigInt,
  formatNumber,
  inspect,
  inspectDefaultOptions,
  isBuiltInName,
  plainStyle,
  proxyTarget,
} = require('internal/util/inspect');

// usesOwnToString reports whether String(value) would call code of the user's rather than a built-in toString.
function usesOwnToString(value) {
  const proxy = native.proxy(value);
  if (proxy !== undefined) {
    value = proxyTarget(proxy);
    if (value === null) return false;
  }
  const key = typeof value[Symbol.toPrimitive] === 'function' ? Symbol.toPrimitive : 'toString';
  if (typeof value[key] !== 'function') return false;
  if (Object.hasOwn(value, key)) return true;
  let object = value;
  do {
    object = Object.getPrototypeOf(object);
  } while (!Object.hasOwn(object, key));
  const desc = Object.getOwnPropertyDescriptor(object, 'constructor');
  return desc === undefined || typeof desc.value !== 'function' || !isBuiltInName(desc.value.name);
}

function toJSON(value) {
  try {
    return JSON.stringify(value);
  } catch (err) {
    if (err.name === 'TypeError' && /circular/i.test(err.message)) return '[Circular]';
    throw err;
  }
}

function numberText(number, options) {
  return formatNumber(plainStyle, number, options?.numericSeparator ?? inspectDefaultOptions.numericSeparator);
}

function bigintText(bigint, options) {
  return formatBigInt(plainStyle, bigint, options?.numericSeparator ?? inspectDefaultOptions.numericSeparator);
}

function stringText(value, options) {
  if (typeof value === 'number') return numberText(value, options);
  if (typeof value === 'bigint') return bigintText(value, options);
  if (typeof value !== 'object' || value === null || usesOwnToString(value)) return String(value);
  return inspect(value, { ...options, compact: 3, colors: false, depth: 0 });
}

// integerPart keeps the sign of zero, which this engine's parseInt loses.
function integerPart(value) {
  const n = Number.parseInt(value);
  return n === 0 && /^\s*-/.test(String(value)) ? -0 : n;
}

function numeric(value, options, convert) {
  if (typeof value === 'symbol') return 'NaN';
  if (typeof value === 'bigint' && convert !== Number.parseFloat) return bigintText(value, options);
  return numberText(convert(value), options);
}

// directive is the text of a placeholder, undefined for a letter that is none.
function directive(letter, value, options) {
  switch (letter) {
    case 's':
      return stringText(value, options);
    case 'j':
      return `${toJSON(value)}`;
    case 'd':
      return numeric(value, options, Number);
    case 'i':
      return numeric(value, options, integerPart);
    case 'f':
      return numeric(value, options, Number.parseFloat);
    case 'O':
      return inspect(value, options);
    case 'o':
      return inspect(value, { ...options, showHidden: true, showProxy: true, depth: 4 });
    case 'c':
      return '';
    default:
      return undefined;
  }
}

// formatArguments is util.format of an array of arguments.
function formatArguments(options, args) {
  const first = args[0];
  if (args.length === 0) return '';
  if (args.length === 1) return typeof first === 'string' ? first : inspect(first, options);
  if (!options?.colors && !options?.numericSeparator && !inspectDefaultOptions.numericSeparator && !inspectDefaultOptions.colors) {
    const plain = native.format(args);
    if (plain !== undefined) return plain;
  }
  let used = 0;
  let out = '';
  let separator = '';
  if (typeof first === 'string') {
    let from = 0;
    for (let at = first.indexOf('%'); at !== -1 && at < first.length - 1; at = first.indexOf('%', at)) {
      const letter = first[at + 1];
      at += 2;
      if (letter === '%') {
        out += first.slice(from, at - 1);
        from = at;
      } else if (used + 1 < args.length) {
        const text = directive(letter, args[used + 1], options);
        if (text === undefined) {
          continue;
        }
        used++;
        out += first.slice(from, at - 2) + text;
        from = at;
      }
    }
    if (from !== 0) {
      used++;
      separator = ' ';
      out += first.slice(from);
    }
  }
  for (; used < args.length; used++) {
    const value = args[used];
    out += separator + (typeof value === 'string' ? value : inspect(value, options));
    separator = ' ';
  }
  return out;
}

module.exports = { formatArguments };
