// WebSocket and CloseEvent.

const { codes } = require('internal/errors');
const { enumerable, tag, isObject, invalidThis, USVString, DOMString, integer } = require('internal/webidl');
const { Event, EventTarget, defineEventHandler, fire, kTrustEvent } = require('internal/event_target');
const { DOMException } = require('internal/dom_exception');

const native = binding;
const CONNECTING = 0;
const OPEN = 1;
const CLOSING = 2;
const CLOSED = 3;

let isCloseEvent;
class CloseEvent extends Event {
  #wasClean;
  #code;
  #reason;
  static { isCloseEvent = (v) => isObject(v) ? (#code in v) : false; }

  constructor(type, init = undefined) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('type');
    super(type, init);
    this.#wasClean = Boolean(init?.wasClean);
    this.#code = init?.code === undefined ? 0 : integer(init.code, 16, false);
    this.#reason = init?.reason === undefined ? '' : USVString(init.reason);
  }
  get wasClean() { checkEvent(this); return this.#wasClean; }
  get code() { checkEvent(this); return this.#code; }
  get reason() { checkEvent(this); return this.#reason; }
}
const checkEvent = (v) => { if (!isCloseEvent(v)) throw invalidThis('CloseEvent'); };
enumerable(CloseEvent.prototype, ['wasClean', 'code', 'reason']);
tag(CloseEvent, 'CloseEvent');

const parseURL = (url) => {
  let parsed;
  try {
    parsed = new (require('internal/url').URL)(url);
  } catch (cause) {
    throw new DOMException(`${cause.message}`, 'SyntaxError');
  }
  if (parsed.protocol === 'http:') parsed.protocol = 'ws:';
  else if (parsed.protocol === 'https:') parsed.protocol = 'wss:';
  if (parsed.protocol !== 'ws:' && parsed.protocol !== 'wss:') {
    throw new DOMException(`Expected a ws: or wss: protocol, got ${parsed.protocol}`, 'SyntaxError');
  }
  if (parsed.hash !== '' || parsed.href.endsWith('#')) throw new DOMException('Got fragment', 'SyntaxError');
  return parsed;
};

const protocolsOf = (protocols) => {
  const list = isObject(protocols) ? Array.from(protocols, DOMString) : [DOMString(protocols)];
  const seen = new Set();
  for (let i = 0; i < list.length; i++) {
    const lower = list[i].toLowerCase();
    if (!require('internal/fetch/native').isToken(list[i]) || seen.has(lower)) {
      throw new DOMException('Invalid Sec-WebSocket-Protocol value', 'SyntaxError');
    }
    seen.add(lower);
  }
  return list;
};

let isWebSocket;
class WebSocket extends EventTarget {
  #url;
  #socket;
  #state = CONNECTING;
  #protocol = '';
  #binaryType = 'blob';
  #buffered = 0;
  #sending = Promise.resolve();
  static { isWebSocket = (v) => isObject(v) ? (#socket in v) : false; }

  constructor(url, protocols = []) {
    if (arguments.length === 0) throw new TypeError('WebSocket constructor: 1 argument required, but 0 found.');
    super();
    const parsed = parseURL(USVString(url));
    const list = protocolsOf(protocols);
    this.#url = parsed.href;
    this.#socket = native.connect(parsed.href, list,
      (protocol) => this.#opened(protocol), (data) => this.#received(data),
      (code, reason, clean, failed) => this.#ended(code, reason, clean, failed));
  }

  #opened(protocol) {
    if (this.#state !== CONNECTING) {
      native.close(this.#socket, 1000, '');
      return;
    }
    this.#state = OPEN;
    this.#protocol = protocol;
    fire(this, new Event('open', { [kTrustEvent]: true }));
  }

  #received(data) {
    if (this.#state !== OPEN) return;
    let value = data;
    if (typeof data !== 'string') {
      value = this.#binaryType === 'blob' ? require('internal/blob').blobOf(data, '') : data.buffer;
    }
    const { MessageEvent } = require('internal/messaging');
    const { origin } = new (require('internal/url').URL)(this.#url);
    fire(this, new MessageEvent('message', { data: value, origin, [kTrustEvent]: true }));
  }

  #ended(code, reason, wasClean, failed) {
    this.#state = CLOSED;
    if (failed) fire(this, new Event('error', { [kTrustEvent]: true }));
    fire(this, new CloseEvent('close', { wasClean, code, reason, [kTrustEvent]: true }));
  }

  get url() { check(this); return this.#url; }
  get readyState() { check(this); return this.#state; }
  get bufferedAmount() { check(this); return this.#buffered; }
  get extensions() { check(this); return ''; }
  get protocol() { check(this); return this.#protocol; }
  get binaryType() { check(this); return this.#binaryType; }
  set binaryType(type) { check(this); if (type === 'blob' || type === 'arraybuffer') this.#binaryType = type; }

  close(code = undefined, reason = undefined) {
    check(this);
    if (code !== undefined) code = integer(code, 16, false, 'clamp');
    reason = reason === undefined ? '' : USVString(reason);
    if (code !== undefined && code !== 1000 && (code < 3000 || code > 4999)) {
      throw new DOMException('invalid code', 'InvalidAccessError');
    }
    if (require('internal/fetch/native').encodeUTF8(reason).length > 123) {
      throw new DOMException('Reason must be less than 123 bytes; received more', 'SyntaxError');
    }
    if (this.#state === CLOSING || this.#state === CLOSED) return;
    const open = this.#state === OPEN;
    this.#state = CLOSING;
    // What was sent goes out before the closing handshake.
    if (open) this.#sending.then(() => native.close(this.#socket, code ?? 1000, reason));
    else native.close(this.#socket, code ?? 1000, reason);
  }

  send(data) {
    check(this);
    if (arguments.length === 0) throw new TypeError('WebSocket.send: 1 argument required, but 0 found.');
    if (this.#state === CONNECTING) throw new DOMException('Sent before connected.', 'InvalidStateError');
    const { isBlob, bytesOf, copyOf } = require('internal/blob');
    let payload;
    if (ArrayBuffer.isView(data)) payload = copyOf(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    else if (isBlob(data)) payload = bytesOf(data);
    else if (isObject(data) && require('internal/util/types').isAnyArrayBuffer(data)) payload = copyOf(new Uint8Array(data));
    else payload = USVString(data);
    const size = typeof payload === 'string' ? require('internal/fetch/native').encodeUTF8(payload).length : payload.byteLength;
    this.#buffered += size;
    if (this.#state !== OPEN) return; // it is closing: the data is counted and dropped
    this.#sending = this.#sending.then(() => native.send(this.#socket, payload)).then(() => { this.#buffered -= size; }, () => {});
  }
}
const check = (v) => { if (!isWebSocket(v)) throw invalidThis('WebSocket'); };

const states = { CONNECTING, OPEN, CLOSING, CLOSED };
for (const name of Object.keys(states)) {
  const desc = { value: states[name], writable: false, enumerable: true, configurable: false };
  Object.defineProperty(WebSocket, name, desc);
  Object.defineProperty(WebSocket.prototype, name, desc);
}
Object.defineProperty(WebSocket.prototype.close, 'length', { value: 0, configurable: true });
Object.defineProperty(WebSocket, 'length', { value: 1, configurable: true });
enumerable(WebSocket.prototype, ['url', 'readyState', 'bufferedAmount', 'extensions', 'protocol', 'binaryType', 'close', 'send']);
tag(WebSocket, 'WebSocket');
for (const name of ['open', 'error', 'close', 'message']) defineEventHandler(WebSocket.prototype, name);

exports.WebSocket = WebSocket;
exports.CloseEvent = CloseEvent;
