// util.MIMEType and util.MIMEParams (https://mimesniff.spec.whatwg.org/#parsing-a-mime-type).

const { codes } = require('internal/errors');

const notToken = /[^!#$%&'*+\-.^_`|~A-Za-z0-9]/;
const notQuotedString = /[^\t\u0020-~\u0080-\u00FF]/;

function asciiLower(text) {
  return text.replace(/[A-Z]+/g, (upper) => upper.toLowerCase());
}

function trimEnd(text) {
  return text.replace(/[\r\n\t ]+$/, '');
}

function trimStart(text) {
  return text.replace(/^[\r\n\t ]+/, '');
}

// token checks a part of a MIME type and returns it in lower case.
function token(production, value, source) {
  const invalid = value.search(notToken);
  if (value === '' || invalid !== -1) throw new codes.ERR_INVALID_MIME_SYNTAX(production, source, invalid);
  return asciiLower(value);
}

// parse splits a MIME type into type, subtype and the text of the parameters.
function parse(source) {
  const text = trimStart(source);
  const slash = text.indexOf('/');
  const rawType = slash === -1 ? text : text.slice(0, slash);
  if (slash === -1) throw new codes.ERR_INVALID_MIME_SYNTAX('type', source, rawType.search(notToken));
  const type = token('type', rawType, source);
  const semicolon = text.indexOf(';', slash);
  const rawSubtype = semicolon === -1 ? text.slice(slash + 1) : text.slice(slash + 1, semicolon);
  return { type, subtype: token('subtype', trimEnd(rawSubtype), source), rest: semicolon === -1 ? '' : text.slice(semicolon + 1) };
}

// readQuoted reads a quoted string that begins at from, past the quote; it ends at the text's end when the quote is missing.
function readQuoted(text, from) {
  let value = '';
  let i = from;
  for (; i < text.length && text[i] !== '"'; i++) {
    if (text[i] === '\\' && i + 1 < text.length) i++;
    value += text[i];
  }
  return { value, end: i + 1 };
}

function readParams(text, data) {
  text = trimEnd(text);
  for (let i = 0; i < text.length;) {
    while (/[\r\n\t ]/.test(text[i])) i++;
    let end = i;
    while (end < text.length && text[end] !== ';' && text[end] !== '=') end++;
    const name = asciiLower(text.slice(i, end));
    i = end + 1;
    if (text[end] === ';') continue;
    if (i >= text.length) return;
    let value;
    if (text[i] === '"') {
      const quoted = readQuoted(text, i + 1);
      value = quoted.value;
      i = quoted.end;
      while (i < text.length && text[i] !== ';') i++;
    } else {
      const semicolon = text.indexOf(';', i);
      const raw = semicolon === -1 ? text.slice(i) : text.slice(i, semicolon);
      i += raw.length;
      value = trimEnd(raw);
      if (value === '') {
        i++;
        continue;
      }
    }
    i++;
    if (name !== '' && !notToken.test(name) && !notQuotedString.test(value) && !data.has(name)) data.set(name, value);
  }
}

function encode(value) {
  if (value.length === 0) return '""';
  return notToken.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : value;
}

let fromText;

class MIMEParams {
  #data = new Map();
  #text = null; // parsed when it is first needed

  static {
    fromText = (text) => {
      const params = new MIMEParams();
      params.#text = text;
      return params;
    };
  }

  #parsed() {
    if (this.#text !== null) {
      const text = this.#text;
      this.#text = null;
      readParams(text, this.#data);
    }
    return this.#data;
  }

  delete(name) {
    this.#parsed().delete(name);
  }

  get(name) {
    const data = this.#parsed();
    return data.has(name) ? data.get(name) : null;
  }

  has(name) {
    return this.#parsed().has(name);
  }

  set(name, value) {
    const data = this.#parsed();
    name = `${name}`;
    value = `${value}`;
    const badName = name.search(notToken);
    if (name.length === 0 || badName !== -1) throw new codes.ERR_INVALID_MIME_SYNTAX('parameter name', name, badName);
    const badValue = value.search(notQuotedString);
    if (badValue !== -1) throw new codes.ERR_INVALID_MIME_SYNTAX('parameter value', value, badValue);
    data.set(name, value);
  }

  *entries() {
    yield* this.#parsed().entries();
  }

  *keys() {
    yield* this.#parsed().keys();
  }

  *values() {
    yield* this.#parsed().values();
  }

  toString() {
    const parts = [];
    this.#parsed().forEach((value, key) => parts.push(`${key}=${encode(value)}`));
    return parts.join(';');
  }
}

const paramsText = MIMEParams.prototype.toString;

class MIMEType {
  #type;
  #subtype;
  #params;

  constructor(string) {
    const parts = parse(`${string}`);
    this.#type = parts.type;
    this.#subtype = parts.subtype;
    this.#params = fromText(parts.rest);
  }

  get type() {
    return this.#type;
  }

  set type(v) {
    this.#type = token('type', `${v}`, `${v}`);
  }

  get subtype() {
    return this.#subtype;
  }

  set subtype(v) {
    this.#subtype = token('subtype', `${v}`, `${v}`);
  }

  get essence() {
    return `${this.#type}/${this.#subtype}`;
  }

  get params() {
    return this.#params;
  }

  toString() {
    const params = Reflect.apply(paramsText, this.#params, []);
    return params === '' ? this.essence : `${this.#type}/${this.#subtype};${params}`;
  }
}

function method(target, name, value) {
  Object.defineProperty(target, name, { __proto__: null, configurable: true, value, writable: true });
}
method(MIMEParams.prototype, Symbol.iterator, MIMEParams.prototype.entries);
method(MIMEParams.prototype, 'toJSON', paramsText);
method(MIMEType.prototype, 'toJSON', MIMEType.prototype.toString);

module.exports = { MIMEParams, MIMEType };
