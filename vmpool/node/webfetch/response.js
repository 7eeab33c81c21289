// Response (Fetch, section 5.5). Its inner state: {type, status, statusText, headers: HeaderList, body, urls, shown: Headers}.

const { enumerable, tag, isObject, ByteString, USVString, integer } = require('internal/webidl');
const { HeaderList, headersOf, fill, illegal } = require('internal/fetch/headers');
const { extract, mixin } = require('internal/fetch/body');

const customInspect = Symbol.for('nodejs.util.inspect.custom');
const redirects = [301, 302, 303, 307, 308];
const nullBodies = [101, 103, 204, 205, 304];

let stateOf, responseOf;

class Response {
  #state;
  #headers = undefined;
  #immutable = false;
  static {
    stateOf = (v) => (isObject(v) ? ((#state in v) ? v.#state : undefined) : undefined);
    responseOf = (state, immutable) => {
      const response = new Response(null);
      response.#state = state;
      response.#immutable = immutable;
      response.#headers = undefined;
      return response;
    };
  }

  constructor(body = null, init = undefined) {
    this.#state = { type: 'default', status: 200, statusText: '', headers: new HeaderList(), body: null, urls: [] };
    if (body === null && init === undefined) return;
    initialize(this, body, init);
  }

  static error() {
    return responseOf({ type: 'error', status: 0, statusText: '', headers: new HeaderList(), body: null, urls: [] }, true);
  }

  static json(data, init = undefined) {
    if (arguments.length === 0) throw new TypeError('Response.json: 1 argument required, but 0 found.');
    const text = JSON.stringify(data);
    if (text === undefined) throw new TypeError('Value is not JSON serializable');
    const response = new Response(null);
    initialize(response, text, init, 'application/json');
    return response;
  }

  static redirect(url, status = 302) {
    if (arguments.length === 0) throw new TypeError('Response.redirect: 1 argument required, but 0 found.');
    const text = USVString(url);
    status = integer(status, 16, false);
    let parsed;
    try {
      parsed = new (require('internal/url').URL)(text);
    } catch (cause) {
      throw new TypeError(`Failed to parse URL from ${text}`, { cause });
    }
    if (!redirects.includes(status)) throw new RangeError(`Invalid status code ${status}`);
    const state = { type: 'default', status, statusText: '', headers: new HeaderList(), body: null, urls: [] };
    state.headers.append('location', parsed.href);
    return responseOf(state, true);
  }

  get type() { return inner(this).type; }
  get url() {
    const { urls } = inner(this);
    return urls.length === 0 ? '' : urls[urls.length - 1].split('#')[0];
  }
  get redirected() { return inner(this).urls.length > 1; }
  get status() { return inner(this).status; }
  get ok() { const { status } = inner(this); return status >= 200 && status <= 299; }
  get statusText() { return inner(this).statusText; }
  get headers() {
    const state = inner(this);
    if (this.#headers === undefined) this.#headers = headersOf(state.headers, this.#immutable);
    return this.#headers;
  }

  clone() {
    const state = inner(this);
    if (state.body !== null && state.body.unusable) throw new TypeError('Response.clone: Body has already been consumed.');
    const copy = { ...state, headers: state.headers.copy(), body: state.body === null ? null : state.body.clone() };
    return responseOf(copy, this.#immutable);
  }

  [customInspect](depth, options) {
    const { inspect } = require('util');
    const view = {
      status: this.status, statusText: this.statusText, headers: this.headers, body: this.body, bodyUsed: this.bodyUsed, ok: this.ok,
      redirected: this.redirected, type: this.type, url: this.url,
    };
    return `Response ${inspect(view, { ...options, depth: options.depth ?? 2 })}`;
  }
}

const inner = (response) => {
  const state = stateOf(response);
  if (state === undefined) throw illegal();
  return state;
};

const initialize = (response, body, init, type = undefined) => {
  const state = inner(response);
  if (init !== undefined && init !== null) {
    if (!isObject(init)) throw new TypeError("Response constructor: Expected init (\"Argument 2\") to be one of: Null, Undefined, Object.");
    if (init.headers !== undefined) fillList(state, init.headers);
    if (init.status !== undefined) {
      const status = integer(init.status, 16, false);
      if (status < 200 || status > 599) throw new RangeError('init["status"] must be in the range of 200 to 599, inclusive.');
      state.status = status;
    }
    if (init.statusText !== undefined) {
      const text = ByteString(init.statusText);
      if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(text)) throw new TypeError('Invalid statusText');
      state.statusText = text;
    }
  }
  if (body === null || body === undefined) return;
  if (nullBodies.includes(state.status)) throw new TypeError(`Response constructor: Invalid response status code ${state.status}`);
  const extracted = extract(body);
  state.body = extracted.body;
  const contentType = type ?? extracted.type;
  if (contentType !== null && !state.headers.has('content-type')) state.headers.append('content-type', contentType);
};

const fillList = (state, init) => fill(headersOf(state.headers, false), init);

Object.defineProperty(Response, 'length', { value: 0, configurable: true });
Object.defineProperty(Response.redirect, 'length', { value: 1, configurable: true });
Object.defineProperty(Response.json, 'length', { value: 1, configurable: true });
mixin(Response, 'Response', stateOf);
enumerable(Response, ['error', 'json', 'redirect']);
enumerable(Response.prototype, ['type', 'url', 'redirected', 'status', 'ok', 'statusText', 'headers', 'clone']);
tag(Response, 'Response');

exports.Response = Response;
exports.responseOf = responseOf;
exports.redirects = redirects;
exports.nullBodies = nullBodies;
