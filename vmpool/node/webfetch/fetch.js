// fetch (Fetch, sections 4 and 5.6). One exchange is native; redirects, schemes and aborting are here.

const { Request, requestState } = require('internal/fetch/request');
const { responseOf, redirects, nullBodies } = require('internal/fetch/response');
const { HeaderList } = require('internal/fetch/headers');
const { Body } = require('internal/fetch/body');
const { followAbort } = require('internal/abort');
const { URL } = require('internal/url');
const native = require('internal/fetch/native');

const maxRedirects = 20;
const badPorts = new Set([
  1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110, 111, 113, 115, 117, 119,
  123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990,
  993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
]);

const failed = (cause) => new TypeError('fetch failed', { cause: typeof cause === 'string' ? new Error(cause) : cause });

function fetch(input, init = undefined) {
  let request;
  try {
    request = requestState(new Request(input, init));
  } catch (err) {
    return Promise.reject(err);
  }
  if (request.signal.aborted) {
    if (request.body !== null && request.body.given !== undefined && !request.body.locked) request.body.given.cancel(request.signal.reason).catch(() => {});
    return Promise.reject(request.signal.reason);
  }
  return new Promise((resolve, reject) => { new Fetch(request, resolve, reject).run(); });
}
Object.defineProperty(fetch, 'length', { value: 0, configurable: true });

// A Fetch is one call of fetch, over all its redirects.
class Fetch {
  constructor(request, resolve, reject) {
    this.request = request;
    this.method = request.method;
    this.url = request.url;
    this.headers = request.headers.copy();
    this.body = request.body;
    this.source = request.source;
    this.urls = [request.url.href];
    this.exchange = undefined;
    this.incoming = undefined;
    this.over = false;
    this.resolve = resolve;
    this.reject = reject;
    this.forget = () => {};
  }

  run() {
    const stop = followAbort(this.request.signal, (reason) => this.abort(reason));
    this.forget = () => { // the caller's signal may live long
      stop();
      this.request.unfollow();
    };
    this.main().then((response) => {
      if (this.incoming === undefined) this.forget();
      if (!this.over) this.resolve(response);
    }, (err) => {
      this.forget();
      if (!this.over) this.reject(err);
    });
  }

  abort(reason) {
    this.over = true;
    if (this.exchange !== undefined) native.abort(this.exchange);
    this.reject(reason);
    const { body } = this.request;
    if (body !== null && body.given !== undefined) {
      if (this.pumping !== undefined) this.pumping.cancel(reason).catch(() => {});
      else if (!body.locked) body.given.cancel(reason).catch(() => {});
    }
    if (this.incoming !== undefined) this.incoming.fail(reason);
  }

  async main() {
    switch (this.url.protocol) {
      case 'http:': case 'https:':
        return this.http();
      case 'data:':
        return dataResponse(this.url);
      case 'blob:':
        return blobResponse(this.url, this.method);
      case 'about:':
        throw failed('about scheme is not supported');
      case 'file:':
        throw failed('not implemented... yet...');
      default:
        throw failed('unknown scheme');
    }
  }

  async http() {
    for (let count = 0; ; count++) {
      if (this.url.port !== '' && badPorts.has(Number(this.url.port))) throw failed('bad port');
      const answer = await this.exchangeOnce();
      const location = answer.headers.get('location');
      if (!redirects.includes(answer.status) || this.request.redirect === 'manual') return this.respond(answer);
      if (this.request.redirect === 'error') {
        native.abort(this.exchange);
        throw failed('unexpected redirect');
      }
      if (location === null) return this.respond(answer);
      native.discard(this.exchange);
      if (count === maxRedirects) throw failed('redirect count exceeded');
      this.redirect(answer.status, location);
    }
  }

  redirect(status, location) {
    const { url: from } = this;
    let to;
    try {
      to = new URL(location, from);
    } catch (err) {
      throw failed(err);
    }
    if (to.hash === '') to.hash = from.hash;
    if (to.protocol !== 'http:' && to.protocol !== 'https:') throw failed('URL scheme must be a HTTP(S) scheme');
    if (to.origin !== from.origin && (to.username !== '' || to.password !== '') && this.request.mode === 'cors') {
      throw failed('cross origin not allowed for request mode "cors"');
    }
    if (status !== 303 && this.body !== null && this.source === null) throw failed('');
    const toGet = (status === 301 || status === 302) ? this.method === 'POST' : status === 303 && this.method !== 'GET' && this.method !== 'HEAD';
    if (toGet) {
      this.method = 'GET';
      this.body = null;
      this.source = null;
      for (const name of ['content-encoding', 'content-language', 'content-location', 'content-type', 'content-length']) this.headers.delete(name);
    }
    if (to.origin !== from.origin) {
      for (const name of ['authorization', 'proxy-authorization', 'cookie', 'host']) this.headers.delete(name);
    }
    this.url = to;
    this.urls.push(to.href);
  }

  // exchangeOnce sends the request to the current URL and returns {status, statusText, headers}.
  async exchangeOnce() {
    const { headers } = this;
    const defaults = (name, value) => { if (!headers.has(name)) headers.append(name, value); };
    defaults('accept', '*/*');
    defaults('accept-language', '*');
    defaults('sec-fetch-mode', this.request.mode);
    defaults('user-agent', 'node');
    if (!headers.has('accept-encoding')) headers.append('accept-encoding', this.url.protocol === 'https:' ? 'br, gzip, deflate' : 'gzip, deflate');
    let bytes;
    let streaming = false;
    if (this.body !== null) {
      if (this.source !== null) {
        bytes = this.source;
        this.body.used = true;
      } else if (this.body.bytes !== undefined) {
        bytes = this.body.bytes;
        this.body.used = true;
      } else {
        streaming = true;
      }
    } else if (this.method === 'POST' || this.method === 'PUT' || this.method === 'PATCH') {
      bytes = new Uint8Array(0);
    }
    const url = new URL(this.url.href);
    url.hash = '';
    this.exchange = native.open(this.method, url.href, headers.flat(), bytes, streaming);
    const answered = native.send(this.exchange);
    if (streaming) this.pump(this.body.stream.getReader());
    let answer;
    try {
      answer = await answered;
    } catch (err) {
      throw this.pumpError ?? failed(err);
    }
    const list = new HeaderList();
    const flat = answer.headers;
    for (let i = 0; i < flat.length; i += 2) list.append(flat[i], flat[i + 1]);
    return { status: answer.status, statusText: answer.statusText, headers: list };
  }

  // pump sends a streamed body.
  async pump(reader) {
    this.pumping = reader;
    const { exchange } = this;
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        if (!require('internal/util/types').isUint8Array(value)) throw new TypeError('Received non-Uint8Array chunk');
        await native.write(exchange, value);
      }
      native.finish(exchange);
    } catch (err) {
      this.pumpError ??= err;
      native.abort(exchange);
      reader.cancel(err).catch(() => {});
    }
  }

  respond(answer) {
    const state = {
      type: 'basic', status: answer.status, statusText: answer.statusText, headers: answer.headers, body: null, urls: this.urls,
    };
    if (nullBodies.includes(answer.status) || this.method === 'HEAD' || this.method === 'CONNECT') {
      native.discard(this.exchange);
      this.forget();
    } else {
      this.incoming = new Incoming(this.exchange, this.forget);
      state.body = new Body({ incoming: this.incoming });
    }
    return responseOf(state, true);
  }
}

// An Incoming is the body of a native response.
class Incoming {
  constructor(exchange, forget) {
    this.exchange = exchange;
    this.forget = forget;
    this.reason = undefined;
    this.failedWith = false;
    this.onError = undefined;
    this.rejectRead = undefined;
  }

  read() { return this.guard(native.read(this.exchange)); }
  readAll() { return this.guard(native.readAll(this.exchange)); }

  // guard makes an abort the error of a read that is under way.
  guard(promise) {
    if (this.failedWith) {
      promise.catch(() => {});
      return Promise.reject(this.reason);
    }
    return new Promise((resolve, reject) => {
      this.rejectRead = reject;
      promise.then((value) => {
        if (value === null) this.forget();
        resolve(value);
      }, (err) => {
        this.forget();
        reject(this.failedWith ? this.reason : new TypeError('terminated', { cause: err }));
      });
    });
  }

  fail(reason) {
    this.failedWith = true;
    this.reason = reason;
    if (this.rejectRead !== undefined) this.rejectRead(reason);
    if (this.onError !== undefined) this.onError(reason);
  }

  cancel() {
    this.forget();
    native.abort(this.exchange);
  }
}

const dataResponse = (url) => {
  const data = native.dataURL(url.href.split('#')[0]);
  if (data === undefined) throw failed('failed to fetch the data URL');
  const headers = new HeaderList();
  headers.append('Content-Type', data.type);
  return responseOf({ type: 'basic', status: 200, statusText: 'OK', headers, body: new Body({ bytes: data.bytes }), urls: [url.href] }, true);
};

const blobResponse = (url, method) => {
  const blob = require('internal/blob_urls').resolve(url.href);
  if (method !== 'GET' || blob === undefined) throw failed('invalid method');
  const { bytesOf } = require('internal/blob');
  const headers = new HeaderList();
  headers.append('Content-Length', String(blob.size));
  headers.append('Content-Type', blob.type);
  return responseOf({ type: 'basic', status: 200, statusText: 'OK', headers, body: new Body({ bytes: bytesOf(blob) }), urls: [url.href] }, true);
};

exports.fetch = fetch;
