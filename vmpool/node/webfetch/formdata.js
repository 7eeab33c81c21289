// FormData (XMLHttpRequest, section 4) and its two serializations.

const { enumerable, tag, isObject, USVString } = require('internal/webidl');
const { iterable, illegal } = require('internal/fetch/headers');

const customInspect = Symbol.for('nodejs.util.inspect.custom');

const need = (method, count, args) => {
  if (args < count) {
    throw new TypeError(`FormData.${method}: ${count} argument${count === 1 ? '' : 's'} required, but${args === 1 ? ' only' : ''} ${args} found.`);
  }
};

let isFormData, entriesOf, formDataOf;

class FormData {
  #entries = []; // [name, string or File]
  static {
    isFormData = (v) => isObject(v) ? (#entries in v) : false;
    entriesOf = (form) => form.#entries;
    formDataOf = (entries) => {
      const form = new FormData();
      form.#entries = entries;
      return form;
    };
  }

  constructor(form = undefined) {
    if (form !== undefined) throw new TypeError('FormData constructor: Argument 1 could not be converted to: undefined.');
  }

  append(name, value, filename = undefined) {
    if (!isFormData(this)) throw illegal();
    need('append', 2, arguments.length);
    this.#entries.push(entry('append', name, value, filename, arguments.length));
  }

  delete(name) {
    if (!isFormData(this)) throw illegal();
    need('delete', 1, arguments.length);
    name = USVString(name);
    this.#entries = this.#entries.filter((e) => e[0] !== name);
  }

  get(name) {
    if (!isFormData(this)) throw illegal();
    need('get', 1, arguments.length);
    name = USVString(name);
    const found = this.#entries.find((e) => e[0] === name);
    return found === undefined ? null : found[1];
  }

  getAll(name) {
    if (!isFormData(this)) throw illegal();
    need('getAll', 1, arguments.length);
    name = USVString(name);
    return this.#entries.filter((e) => e[0] === name).map((e) => e[1]);
  }

  has(name) {
    if (!isFormData(this)) throw illegal();
    need('has', 1, arguments.length);
    name = USVString(name);
    return this.#entries.some((e) => e[0] === name);
  }

  set(name, value, filename = undefined) {
    if (!isFormData(this)) throw illegal();
    need('set', 2, arguments.length);
    const fresh = entry('set', name, value, filename, arguments.length);
    const at = this.#entries.findIndex((e) => e[0] === fresh[0]);
    if (at < 0) this.#entries.push(fresh);
    else this.#entries = this.#entries.filter((e, i) => i <= at || e[0] !== fresh[0]).map((e, i) => (i === at ? fresh : e));
  }

  [customInspect](depth, options) {
    const { inspect } = require('util');
    const view = {};
    for (let i = 0; i < this.#entries.length; i++) {
      const name = this.#entries[i][0];
      const value = this.#entries[i][1];
      if (!Object.hasOwn(view, name)) view[name] = value;
      else if (Array.isArray(view[name])) view[name].push(value);
      else view[name] = [view[name], value];
    }
    return `FormData ${inspect(view, { ...options, depth: options.depth ?? depth })}`;
  }
}

const entry = (method, name, value, filename, args) => {
  const { isBlob, isFile, renamed } = require('internal/blob');
  if (args > 2 && !isBlob(value)) {
    throw new TypeError(`Failed to execute '${method}' on 'FormData': parameter 2 is not of type 'Blob'`);
  }
  name = USVString(name);
  if (!isBlob(value)) return [name, USVString(value)];
  if (filename !== undefined) return [name, renamed(value, USVString(filename))];
  return [name, isFile(value) ? value : renamed(value, 'blob')];
};

for (const name of ['append', 'set']) Object.defineProperty(FormData.prototype[name], 'length', { value: 2, configurable: true });
Object.defineProperty(FormData, 'length', { value: 1, configurable: true });
enumerable(FormData.prototype, ['append', 'delete', 'get', 'getAll', 'has', 'set']);
iterable(FormData, 'FormData', (form) => entriesOf(form), isFormData);
tag(FormData, 'FormData');

const escapeName = (name) => name.replace(/\r\n|\r|\n/g, (c) => ({ '\r\n': '%0D%0A', '\r': '%0D', '\n': '%0A' })[c]).replace(/"/g, '%22');
const lines = (text) => text.replace(/\r\n|\r|\n/g, '\r\n');

// encodeMultipart returns {bytes, type}.
const encodeMultipart = (form) => {
  const { bytesOf, concat } = require('internal/blob');
  const { encodeUTF8 } = require('internal/fetch/native');
  const boundary = `----formdata-undici-0${String(Math.floor(Math.random() * 1e11)).padStart(11, '0')}`;
  const parts = [];
  let length = 0;
  const push = (bytes) => {
    parts.push(bytes);
    length += bytes.byteLength;
  };
  const entries = entriesOf(form);
  for (let i = 0; i < entries.length; i++) {
    const name = escapeName(lines(entries[i][0]));
    const value = entries[i][1];
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${name}"`;
    if (typeof value === 'string') {
      push(encodeUTF8(`${head}\r\n\r\n${lines(value)}\r\n`));
    } else {
      const file = value.name === undefined ? '' : `; filename="${escapeName(value.name)}"`;
      push(encodeUTF8(`${head}${file}\r\nContent-Type: ${value.type || 'application/octet-stream'}\r\n\r\n`));
      push(bytesOf(value));
      push(encodeUTF8('\r\n'));
    }
  }
  push(encodeUTF8(`--${boundary}--\r\n`));
  return { bytes: concat(parts, length), type: `multipart/form-data; boundary=${boundary}` };
};

// decodeForm parses a body of a Content-Type; it throws a TypeError when it is no form.
const decodeForm = (bytes, contentType) => {
  const { parseMultipart, decodeUTF8 } = require('internal/fetch/native');
  const { fileOf } = require('internal/blob');
  const essence = contentType === null ? '' : contentType.split(';')[0].trim().toLowerCase();
  if (essence === 'multipart/form-data') {
    const parts = parseMultipart(bytes, contentType);
    if (parts === undefined) throw new TypeError('Failed to parse body as FormData.');
    const entries = [];
    for (let i = 0; i < parts.length; i += 4) { // name, file name or null, type, bytes
      const name = parts[i];
      entries.push([name, parts[i + 1] === null ? decodeUTF8(parts[i + 3], true) : fileOf(parts[i + 3], parts[i + 2], parts[i + 1])]);
    }
    return formDataOf(entries);
  }
  if (essence === 'application/x-www-form-urlencoded') {
    const { URLSearchParams, entriesOf: pairs } = require('internal/url');
    // The parser of a body, unlike the constructor, keeps a leading question mark.
    const flat = pairs(new URLSearchParams(`?${decodeUTF8(bytes, true)}`));
    const entries = [];
    for (let i = 0; i < flat.length; i += 2) entries.push([flat[i], flat[i + 1]]);
    return formDataOf(entries);
  }
  throw new TypeError('Content-Type was not one of "multipart/form-data" or "application/x-www-form-urlencoded".');
};

exports.FormData = FormData;
exports.isFormData = isFormData;
exports.encodeMultipart = encodeMultipart;
exports.decodeForm = decodeForm;
