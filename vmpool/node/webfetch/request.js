// Request (Fetch, section 5.4). Its inner state: {method, url: URL, headers: HeaderList, body, source, signal, redirect, …}.

const { enumerable, tag, isObject, USVString, ByteString, DOMString } = require('internal/webidl');
const { HeaderList, headersOf, fill, illegal, isToken } = require('internal/fetch/headers');
const { extract, mixin, Body } = require('internal/fetch/body');
const { isAbortSignal, createAbortSignal, abortSignal, followAbort } = require('internal/abort');

const customInspect = Symbol.for('nodejs.util.inspect.custom');
const normalized = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH'];
const forbidden = ['CONNECT', 'TRACE', 'TRACK'];

const choices = {
  referrerPolicy: ['', 'no-referrer', 'no-referrer-when-downgrade', 'same-origin', 'origin', 'strict-origin', 'origin-when-cross-origin',
    'strict-origin-when-cross-origin', 'unsafe-url'],
  mode: ['cors', 'no-cors', 'navigate', 'same-origin'],
  credentials: ['omit', 'same-origin', 'include'],
  cache: ['default', 'no-store', 'reload', 'no-cache', 'force-cache', 'only-if-cached'],
  redirect: ['follow', 'manual', 'error'],
};

let stateOf;

class Request {
  #state;
  #headers = undefined;
  static { stateOf = (v) => (isObject(v) ? ((#state in v) ? v.#state : undefined) : undefined); }

  constructor(input, init = undefined) {
    if (arguments.length === 0) throw new TypeError('Request constructor: 1 argument required, but 0 found.');
    this.#state = makeState(input, init);
  }

  get method() { return inner(this).method; }
  get url() { return inner(this).url.href; }
  get headers() {
    const state = inner(this);
    if (this.#headers === undefined) this.#headers = headersOf(state.headers, false);
    return this.#headers;
  }
  get destination() { inner(this); return ''; }
  get referrer() { return inner(this).referrer; }
  get referrerPolicy() { return inner(this).referrerPolicy; }
  get mode() { return inner(this).mode; }
  get credentials() { return inner(this).credentials; }
  get cache() { return inner(this).cache; }
  get redirect() { return inner(this).redirect; }
  get integrity() { return inner(this).integrity; }
  get keepalive() { return inner(this).keepalive; }
  get isReloadNavigation() { inner(this); return false; }
  get isHistoryNavigation() { inner(this); return false; }
  get signal() { return inner(this).signal; }
  get duplex() { inner(this); return 'half'; }

  clone() {
    const state = inner(this);
    if (state.body !== null && state.body.unusable) throw new TypeError('unusable');
    const copy = new Request('about:blank');
    const body = state.body === null ? null : state.body.clone();
    copy.#state = follow({ ...state, headers: state.headers.copy(), body }, state.signal);
    return copy;
  }

  [customInspect](depth, options) {
    const { inspect } = require('util');
    const view = {
      method: this.method, url: this.url, headers: this.headers, destination: this.destination, referrer: this.referrer,
      referrerPolicy: this.referrerPolicy, mode: this.mode, credentials: this.credentials, cache: this.cache, redirect: this.redirect,
      integrity: this.integrity, keepalive: this.keepalive, isReloadNavigation: this.isReloadNavigation,
      isHistoryNavigation: this.isHistoryNavigation, signal: this.signal,
    };
    return `Request ${inspect(view, { ...options, depth: options.depth ?? 2 })}`;
  }
}

const inner = (request) => {
  const state = stateOf(request);
  if (state === undefined) throw illegal();
  return state;
};

// follow gives state a new signal that is aborted with the given one, until unfollow is called.
const follow = (state, signal) => {
  const own = createAbortSignal();
  state.signal = own;
  state.unfollow = signal === undefined ? () => {} : followAbort(signal, () => abortSignal(own, signal.reason));
  return state;
};

const choose = (state, init, key) => {
  if (init[key] === undefined) return;
  const value = DOMString(init[key]);
  if (!choices[key].includes(value)) {
    throw new TypeError(`Request constructor: ${value} is not an accepted type. Expected one of ${choices[key].join(', ')}.`);
  }
  state[key] = value;
};

const parseURL = (input) => {
  let url;
  try {
    url = new (require('internal/url').URL)(input);
  } catch (cause) {
    throw new TypeError(`Failed to parse URL from ${input}`, { cause });
  }
  if (url.username !== '' || url.password !== '') {
    throw new TypeError(`Request cannot be constructed from a URL that includes credentials: ${input}`);
  }
  return url;
};

const methodOf = (value) => {
  const method = ByteString(value);
  if (!isToken(method)) throw new TypeError(`'${method}' is not a valid HTTP method.`);
  const upper = method.toUpperCase();
  if (forbidden.includes(upper)) throw new TypeError(`'${method}' HTTP method is unsupported.`);
  // PATCH is not normalized by the standard; Node does it since "patch" is never what was meant.
  return normalized.includes(upper) ? upper : method;
};

const makeState = (input, options) => {
  if (options !== undefined && options !== null && !isObject(options)) {
    throw new TypeError('Request constructor: Expected init ("Argument 2") to be one of: Null, Undefined, Object.');
  }
  const init = options ?? {};
  const from = stateOf(input);
  let state;
  if (from === undefined) {
    state = {
      method: 'GET', url: parseURL(USVString(input)), headers: new HeaderList(), body: null, source: null, signal: undefined, referrer: 'about:client',
      referrerPolicy: '', mode: 'cors', credentials: 'same-origin', cache: 'default', redirect: 'follow', integrity: '', keepalive: false,
    };
  } else {
    state = { ...from, headers: from.headers.copy(), body: null, source: null };
  }
  if (init.window !== undefined && init.window !== null) throw new TypeError("'window' option 'client' must be null");
  if (init.referrer !== undefined) state.referrer = referrerOf(USVString(init.referrer));
  choose(state, init, 'referrerPolicy');
  if (init.mode !== undefined && `${init.mode}` === 'navigate') throw new TypeError('Request constructor: invalid request mode navigate.');
  choose(state, init, 'mode');
  choose(state, init, 'credentials');
  choose(state, init, 'cache');
  if (state.cache === 'only-if-cached' && state.mode !== 'same-origin') {
    throw new TypeError("'only-if-cached' can be set only with 'same-origin' mode");
  }
  choose(state, init, 'redirect');
  if (init.integrity !== undefined && init.integrity !== null) state.integrity = String(init.integrity);
  if (init.keepalive !== undefined) state.keepalive = Boolean(init.keepalive);
  if (init.method !== undefined) state.method = methodOf(init.method);
  let signal = from?.signal;
  if (init.signal !== undefined) {
    signal = init.signal === null ? undefined : init.signal;
    if (signal !== undefined && !isAbortSignal(signal)) {
      throw new TypeError("Failed to construct 'Request': member signal is not of type AbortSignal.");
    }
  }
  follow(state, signal);
  if (init.headers !== undefined) {
    state.headers = new HeaderList();
    fill(headersOf(state.headers, false), init.headers);
  }
  const inputBody = from === undefined ? null : from.body;
  const hasBody = init.body !== undefined && init.body !== null;
  if ((hasBody || inputBody !== null) && (state.method === 'GET' || state.method === 'HEAD')) {
    throw new TypeError('Request with GET/HEAD method cannot have body.');
  }
  if (hasBody) {
    const extracted = extract(init.body, state.keepalive);
    state.body = extracted.body;
    state.source = extracted.source;
    if (extracted.type !== null && !state.headers.has('content-type')) state.headers.append('content-type', extracted.type);
    if (extracted.source === null && init.duplex === undefined) {
      throw new TypeError('RequestInit: duplex option is required when sending a body.');
    }
  }
  if (!hasBody && inputBody !== null) {
    if (inputBody.unusable) throw new TypeError('Cannot construct a Request with a Request object that has already been used.');
    // The body moves to the new request; the old one counts as used.
    state.body = new Body({ bytes: inputBody.bytes, incoming: inputBody.incoming, stream: inputBody.given });
    state.source = from.source;
    if (inputBody.given !== undefined) {
      const { TransformStream } = require('internal/webstreams/transform');
      const identity = new TransformStream();
      inputBody.given.pipeThrough(identity);
      state.body = new Body({ stream: identity.readable });
    }
    inputBody.used = true;
  }
  return state;
};

const referrerOf = (referrer) => {
  if (referrer === '') return 'no-referrer';
  let url;
  try {
    url = new (require('internal/url').URL)(referrer);
  } catch (cause) {
    throw new TypeError(`Referrer "${referrer}" is not a valid URL.`, { cause });
  }
  if (url.protocol === 'about:' && url.hostname === 'client') return 'about:client';
  return url.href;
};

Object.defineProperty(Request, 'length', { value: 1, configurable: true });
mixin(Request, 'Request', stateOf);
enumerable(Request.prototype, [
  'method', 'url', 'headers', 'destination', 'referrer', 'referrerPolicy', 'mode', 'credentials', 'cache', 'redirect', 'integrity',
  'keepalive', 'isReloadNavigation', 'isHistoryNavigation', 'signal', 'duplex', 'clone',
]);
tag(Request, 'Request');

exports.Request = Request;
exports.requestState = stateOf;
