// querystring. The texts are taken apart by native string functions.

const { codes } = require('internal/errors');

function unescapeBuffer(s, decodeSpaces) {
  const { Buffer } = require('buffer');
  const out = Buffer.allocUnsafe(s.length);
  let n = 0;
  for (let i = 0; i < s.length; i++) {
    let c = s.charCodeAt(i);
    if (c === 43 /* + */ && decodeSpaces) {
      c = 32;
    } else if (c === 37 /* % */ && i < s.length - 2 && /^[0-9a-fA-F]{2}$/.test(s.slice(i + 1, i + 3))) {
      c = Number.parseInt(s.slice(i + 1, i + 3), 16);
      i += 2;
    }
    out[n++] = c;
  }
  return n < out.length ? out.slice(0, n) : out;
}

function qsUnescape(s, decodeSpaces) {
  try {
    return decodeURIComponent(s);
  } catch {
    return QueryString.unescapeBuffer(s, decodeSpaces).toString();
  }
}

function qsEscape(str) {
  if (typeof str !== 'string') str = typeof str === 'object' ? String(str) : `${str}`;
  return encode(str);
}

function encode(str) {
  try {
    return encodeURIComponent(str);
  } catch {
    return encodeUnits(str);
  }
}

// encodeUnits takes any two units of which the first is a surrogate for a pair, as Node does.
function encodeUnits(str) {
  let out = '';
  for (let i = 0; i < str.length; i++) {
    const c = str.charCodeAt(i);
    if (c < 0xd800 || c >= 0xe000) {
      out += encodeURIComponent(str[i]);
      continue;
    }
    i++;
    if (i >= str.length) throw new codes.ERR_INVALID_URI();
    const point = 0x10000 + (((c & 0x3ff) << 10) | (str.charCodeAt(i) & 0x3ff));
    out += encodeURIComponent(String.fromCodePoint(point));
  }
  return out;
}

function primitiveText(v) {
  switch (typeof v) {
    case 'string':
      return v;
    case 'number':
      return Number.isFinite(v) ? `${v}` : '';
    case 'bigint':
    case 'boolean':
      return `${v}`;
    default:
      return '';
  }
}

function stringify(obj, sep, eq, options) {
  sep ||= '&';
  eq ||= '=';
  let escape = QueryString.escape;
  if (options && typeof options.encodeURIComponent === 'function') escape = options.encodeURIComponent;
  const encoded = escape === qsEscape ? (v) => encode(primitiveText(v)) : (v) => escape(primitiveText(v));
  if (obj === null || typeof obj !== 'object') return '';
  const keys = Object.keys(obj);
  const fields = [];
  for (let i = 0; i < keys.length; i++) {
    const value = obj[keys[i]];
    const key = encoded(keys[i]) + eq;
    if (Array.isArray(value)) {
      for (let j = 0; j < value.length; j++) fields.push(key + encoded(value[j]));
    } else {
      fields.push(key + encoded(value));
    }
  }
  return fields.join(sep);
}

function decodeWith(decode, text) {
  try {
    return decode(text);
  } catch {
    return QueryString.unescape(text, true);
  }
}

const escaped = /%[0-9a-fA-F]{2}/;

function parse(qs, sep, eq, options) {
  const result = { __proto__: null };
  if (typeof qs !== 'string' || qs.length === 0) return result;
  sep = sep ? `${sep}` : '&';
  eq = eq ? `${eq}` : '=';
  const max = options && typeof options.maxKeys === 'number' ? options.maxKeys : 1000;
  let decode = QueryString.unescape;
  if (options && typeof options.decodeURIComponent === 'function') decode = options.decodeURIComponent;
  const custom = decode !== qsUnescape;
  const plain = (text) => {
    if (text.includes('+')) text = text.replaceAll('+', custom ? '%20' : ' ');
    return text.length > 0 && (custom || escaped.test(text)) ? decodeWith(decode, text) : text;
  };
  const fields = qs.split(sep);
  let count = 0;
  for (let i = 0; i < fields.length; i++) {
    const field = fields[i];
    if (field === '') { // it counts where something follows
      count++;
      if (max > 0 && count >= max) break;
      continue;
    }
    const at = field.indexOf(eq);
    const key = plain(at === -1 ? field : field.slice(0, at));
    const value = at === -1 ? '' : plain(field.slice(at + eq.length));
    const before = result[key];
    if (!(key in result)) result[key] = value;
    else if (Array.isArray(before)) before.push(value);
    else result[key] = [before, value];
    count++;
    if (max > 0 && count >= max) break;
  }
  return result;
}

const QueryString = module.exports = {
  unescapeBuffer,
  unescape: qsUnescape,
  escape: qsEscape,
  stringify,
  encode: stringify,
  parse,
  decode: parse,
};
