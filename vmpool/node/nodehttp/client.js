// ClientRequest, request and get.

const native = require('internal/http/native');
const { codes } = require('internal/errors');
const { validateBoolean, validateFunction } = require('internal/validators');
const { checkIsHttpToken } = require('internal/http/common');
const { IncomingMessage, makeSocket, setHead } = require('internal/http/incoming');
const { OutgoingMessage } = require('internal/http/outgoing');
const { globalAgent } = require('internal/http/agent');

const kExchange = Symbol('kExchange');
const invalidPath = /[^\u0021-\u00ff]/;

// optionsOf merges the forms of the arguments: (url, options, callback), (options, callback), (url, callback).
function optionsOf(input, options) {
  if (typeof input === 'string') {
    input = urlOptions(new URL(input));
  } else if (input instanceof URL) {
    input = urlOptions(input);
  } else {
    options = input;
    input = null;
  }
  return { ...(input || {}), ...options };
}

function urlOptions(url) {
  const { hostname } = url;
  const options = {
    protocol: url.protocol,
    hostname: hostname.startsWith('[') ? hostname.slice(1, -1) : hostname,
    path: `${url.pathname || ''}${url.search || ''}`,
  };
  if (url.port !== '') options.port = Number(url.port);
  if (url.username || url.password) {
    options.auth = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  }
  return options;
}

function ClientRequest(input, options, cb) {
  if (typeof options === 'function') {
    cb = options;
    options = input === null || typeof input !== 'object' || input instanceof URL ? {} : undefined;
  }
  options = optionsOf(input, options);
  Reflect.apply(OutgoingMessage, this, [options]);
  this._writableState.autoDestroy = false; // 'finish' is only the end of the body: the response follows
  const defaultAgent = options._defaultAgent || globalAgent;
  const agent = options.agent === false || options.agent === null || options.agent === undefined ? defaultAgent : options.agent;
  const protocol = options.protocol || agent.protocol || defaultAgent.protocol;
  const expected = agent.protocol || defaultAgent.protocol;
  if (options.path) {
    const path = String(options.path);
    if (invalidPath.test(path)) throw new codes.ERR_UNESCAPED_CHARACTERS('Request path');
  }
  if (protocol !== expected) throw new codes.ERR_INVALID_PROTOCOL(protocol, expected);
  const defaultPort = options.defaultPort || agent.defaultPort || 80;
  const port = options.port || defaultPort;
  const host = String(options.hostname || options.host || 'localhost');
  const method = options.method;
  if (method != null && typeof method !== 'string') throw new codes.ERR_INVALID_ARG_TYPE('options.method', 'string', method);
  if (method && !checkIsHttpToken(method)) throw new codes.ERR_INVALID_HTTP_TOKEN('Method', method);
  if (options.setHost !== undefined) validateBoolean(options.setHost, 'options.setHost');
  if (options.socketPath) throw new codes.ERR_METHOD_NOT_IMPLEMENTED('http.request with socketPath');

  this.agent = agent;
  this.method = method ? method.toUpperCase() : 'GET';
  this.path = options.path || '/';
  this.host = host;
  this.protocol = protocol;
  this.aborted = false;
  this.timeout = options.timeout;
  this.reusedSocket = false;
  this.res = null;
  this.maxHeadersCount = null;
  this._insecure = options.rejectUnauthorized === false || agent.options?.rejectUnauthorized === false;
  this.useChunkedEncodingByDefault = !['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT'].includes(this.method);
  if (cb) this.once('response', cb);

  if (Array.isArray(options.headers)) {
    for (let i = 0; i < options.headers.length; i += 2) {
      if (Array.isArray(options.headers[i])) {
        this.appendHeader(options.headers[i][0], options.headers[i][1]);
        i--;
      } else {
        this.appendHeader(options.headers[i], options.headers[i + 1]);
      }
    }
  } else if (options.headers) {
    const keys = Object.keys(options.headers);
    for (let i = 0; i < keys.length; i++) this.setHeader(keys[i], options.headers[keys[i]]);
  }
  if (options.auth && !this.hasHeader('Authorization')) {
    this.setHeader('Authorization', `Basic ${Buffer.from(options.auth).toString('base64')}`);
  }
  const bracketed = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  this._authority = `${bracketed}:${port}`;
  if (options.setHost !== false && !this.hasHeader('host')) {
    this.setHeader('Host', port && +port !== defaultPort ? this._authority : bracketed);
  }
  if (options.signal) require('internal/streams/add_abort_signal').addAbortSignal(options.signal, this);
  this.socket = makeSocket([host, +port, undefined, undefined], (err) => this.destroy(err));
  this._started = false;
  // A socket is there from the next turn on; some programs wait for it.
  process.nextTick(() => {
    if (!this.destroyed) this.emit('socket', this.socket);
  });
  if (this.timeout !== undefined) this.setTimeout(this.timeout);
}
Object.setPrototypeOf(ClientRequest.prototype, OutgoingMessage.prototype);
Object.setPrototypeOf(ClientRequest, OutgoingMessage);

// start sends the request; body is all of it, null when there is none, undefined when it follows.
function start(req, body) {
  req._started = true;
  req._headerSent = true;
  const scheme = req.protocol === 'https:' ? 'https' : 'http';
  const list = req._list();
  if (body === undefined && !req.hasHeader('content-length')) req.chunkedEncoding = true;
  req[kExchange] = native.request(req.method, `${scheme}://${req._authority}${req.path}`, list, body, !req._insecure,
                                  (err, status, reason, headers, version) => {
                                    if (req._timer) clearTimeout(req._timer);
                                    if (req.destroyed) {
                                      if (!err) native.clientAbort(req[kExchange]);
                                      return;
                                    }
                                    if (err) req.destroy(err);
                                    else onResponse(req, status, reason, headers, version);
                                  });
}

function onResponse(req, status, reason, headers, version) {
  const res = new IncomingMessage(req.socket);
  setHead(res, version, headers);
  res.statusCode = status;
  res.statusMessage = reason;
  res.req = req;
  res._read_ = (cb) => native.clientRead(req[kExchange], cb);
  res._abort = () => native.clientAbort(req[kExchange]);
  req.res = res;
  res.on('close', () => {
    if (!req.destroyed) req.destroy();
  });
  if (!req.emit('response', res)) res.resume();
}

ClientRequest.prototype._flushHead = function() {
  if (!this._started && !this.destroyed) start(this, this.useChunkedEncodingByDefault ? undefined : null);
};

ClientRequest.prototype._write = function(chunk, encoding, callback) {
  if (!this._started) {
    if (this._ending && this.writableLength === chunk.length) {
      start(this, chunk); // all of it
      callback();
      return;
    }
    start(this, undefined);
  }
  native.clientWrite(this[kExchange], chunk, (err) => {
    // The response tells what went wrong, if there is one.
    callback(err && this.res === null && !this.destroyed ? err : null);
  });
};

ClientRequest.prototype._final = function(callback) {
  if (!this._started) start(this, this.useChunkedEncodingByDefault ? Buffer.alloc(0) : null);
  else native.clientEnd(this[kExchange]);
  callback();
};

ClientRequest.prototype._destroy = function(err, callback) {
  if (this._timer) clearTimeout(this._timer);
  if (this[kExchange] !== undefined && (this.res === null || !this.res.complete)) native.clientAbort(this[kExchange]);
  if (this.res !== null && !this.res.complete) this.res.destroy(err);
  if (!err && this.res === null) {
    err = new Error('socket hang up');
    err.code = 'ECONNRESET';
  }
  callback(err);
};

ClientRequest.prototype.abort = function abort() {
  if (this.aborted) return;
  this.aborted = true;
  process.nextTick(() => this.emit('abort'));
  this.destroy();
};

ClientRequest.prototype.setTimeout = function(msecs, callback) {
  if (callback) {
    validateFunction(callback, 'callback');
    this.once('timeout', callback);
  }
  if (this._timer) clearTimeout(this._timer);
  if (msecs > 0) {
    this.timeout = msecs;
    this._timer = setTimeout(() => this.emit('timeout'), msecs);
    this._timer.unref();
  }
  return this;
};
ClientRequest.prototype.setNoDelay = function() {};
ClientRequest.prototype.setSocketKeepAlive = function() {};
ClientRequest.prototype.clearTimeout = function(cb) { this.setTimeout(0, cb); };

module.exports = { ClientRequest, optionsOf };
