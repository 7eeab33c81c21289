// Server and ServerResponse.

const EventEmitter = require('events');
const native = require('internal/http/native');
const { codes } = require('internal/errors');
const { validateFunction, validateObject, validatePort } = require('internal/validators');
const { STATUS_CODES, invalidHeaderChar } = require('internal/http/common');
const { IncomingMessage, makeSocket, setHead } = require('internal/http/incoming');
const { OutgoingMessage } = require('internal/http/outgoing');

const kRequest = Symbol('kRequest');
const kServer = Symbol('kServer');

function ServerResponse(req, options) {
  Reflect.apply(OutgoingMessage, this, [options]);
  if (req.method === 'HEAD') this._hasBody = false;
  this.req = req;
  this.sendDate = true;
  this.statusCode = 200;
  this.statusMessage = undefined;
  this.strictContentLength = false;
  this[kRequest] = undefined;
}
Object.setPrototypeOf(ServerResponse.prototype, OutgoingMessage.prototype);
Object.setPrototypeOf(ServerResponse, OutgoingMessage);
ServerResponse.prototype._hasBody = true;

ServerResponse.prototype.writeHead = function writeHead(statusCode, reason, obj) {
  if (this._headerSent || this._headWritten) throw new codes.ERR_HTTP_HEADERS_SENT('write');
  const given = statusCode;
  statusCode |= 0;
  if (statusCode < 100 || statusCode > 999) throw new codes.ERR_HTTP_INVALID_STATUS_CODE(given);
  if (typeof reason === 'string') {
    this.statusMessage = reason;
  } else {
    this.statusMessage ??= STATUS_CODES[statusCode] || 'unknown';
    obj ??= reason;
  }
  this.statusCode = statusCode;
  if (Array.isArray(obj)) {
    if (obj.length > 0 && Array.isArray(obj[0])) {
      for (let i = 0; i < obj.length; i++) this.appendHeader(obj[i][0], obj[i][1]);
    } else {
      if (obj.length % 2 !== 0) throw new codes.ERR_INVALID_ARG_VALUE('headers', obj);
      for (let i = 0; i < obj.length; i += 2) this.appendHeader(obj[i], obj[i + 1]);
    }
  } else if (obj) {
    const keys = Object.keys(obj);
    for (let i = 0; i < keys.length; i++) if (keys[i]) this.setHeader(keys[i], obj[keys[i]]);
  }
  if (invalidHeaderChar.test(this.statusMessage)) throw new codes.ERR_INVALID_CHAR('statusMessage');
  this._headWritten = true;
  return this;
};
ServerResponse.prototype.writeHeader = ServerResponse.prototype.writeHead;

// _head makes the text of the head and decides how the body is framed; length is that of the whole body where it is known.
ServerResponse.prototype._head = function(length) {
  // As in Node, only a head that nobody wrote waits for the length.
  if (this._headWritten) length = this._hasBody && this.statusCode !== 204 && this.statusCode !== 304 ? undefined : length;
  else this.writeHead(this.statusCode);
  this._headerSent = true;
  const noBody = this.statusCode === 204 || this.statusCode === 304 || this.statusCode < 200;
  if (noBody) this._hasBody = false;
  const list = this._list();
  let text = `HTTP/1.1 ${this.statusCode} ${this.statusMessage}\r\n`;
  for (let i = 0; i < list.length; i += 2) text += `${list[i]}: ${list[i + 1]}\r\n`;
  if (this.sendDate && !this.hasHeader('date')) text += `Date: ${new Date().toUTCString()}\r\n`;
  const old = this.req.httpVersionMajor === 1 && this.req.httpVersionMinor === 0;
  const wanted = this.req.headers.connection?.toLowerCase();
  this.shouldKeepAlive = this.hasHeader('connection') ? !/close/i.test(this.getHeader('connection')) :
    old ? wanted === 'keep-alive' : wanted !== 'close';
  const framed = this.hasHeader('content-length') || this.hasHeader('transfer-encoding');
  this.chunkedEncoding = /chunked/i.test(this.getHeader('transfer-encoding') ?? '');
  if (!noBody && !framed) {
    if (!this._hasBody) {
      // a HEAD request: whoever wants a length sets it
    } else if (length !== undefined) {
      text += `Content-Length: ${length}\r\n`;
    } else if (old) {
      this.shouldKeepAlive = false;
    } else {
      text += 'Transfer-Encoding: chunked\r\n';
      this.chunkedEncoding = true;
    }
  }
  if (!this.hasHeader('connection')) {
    text += this.shouldKeepAlive ? 'Connection: keep-alive\r\nKeep-Alive: timeout=5\r\n' : 'Connection: close\r\n';
  }
  if (!this._hasBody) this.chunkedEncoding = false;
  return `${text}\r\n`;
};

ServerResponse.prototype._flushHead = function() {
  if (this._headerSent || this[kRequest] === undefined) return;
  native.serverHead(this[kRequest], this._head());
};

// quietly makes a callback for writes: a client that went away is no error of the program, the response is only closed.
function quietly(res, callback) {
  return (err) => {
    if (err) res.destroy();
    callback();
  };
}

ServerResponse.prototype._write = function(chunk, encoding, callback) {
  if (this[kRequest] === undefined) {
    callback();
    return;
  }
  callback = quietly(this, callback);
  let head = '';
  if (!this._headerSent) {
    // When this is all there will be, its length is known.
    const all = this._ending && this.writableLength === chunk.length;
    head = this._head(all ? chunk.length : undefined);
  }
  if (!this._hasBody) {
    if (head) native.serverWrite(this[kRequest], head, undefined, false, callback);
    else callback();
    return;
  }
  native.serverWrite(this[kRequest], head, chunk, this.chunkedEncoding, callback);
};

ServerResponse.prototype._final = function(callback) {
  if (this[kRequest] === undefined) {
    callback();
    return;
  }
  const head = this._headerSent ? '' : this._head(0);
  native.serverEnd(this[kRequest], head, this.chunkedEncoding ? '0\r\n\r\n' : '', this.shouldKeepAlive, quietly(this, callback));
};

ServerResponse.prototype._destroy = function(err, callback) {
  if (this[kRequest] !== undefined && !this.writableFinished) {
    native.serverEnd(this[kRequest], '', '', false, () => {});
  }
  callback(err);
};

ServerResponse.prototype.writeContinue = function() {};
ServerResponse.prototype.writeProcessing = function() {};
ServerResponse.prototype.assignSocket = function(socket) { this.socket = socket; };
ServerResponse.prototype.detachSocket = function() { this.socket = null; };

function Server(options, requestListener) {
  if (!(this instanceof Server)) return new Server(options, requestListener);
  if (typeof options === 'function') {
    requestListener = options;
    options = {};
  } else if (options == null) {
    options = {};
  } else {
    validateObject(options, 'options');
  }
  Reflect.apply(EventEmitter, this, []);
  this[kServer] = undefined;
  this._options = options;
  this._address = null;
  this._closing = false;
  this._unref = false;
  this.timeout = 0;
  this.keepAliveTimeout = options.keepAliveTimeout ?? 5000;
  this.headersTimeout = options.headersTimeout ?? 60000;
  this.requestTimeout = options.requestTimeout ?? 300000;
  this.maxHeadersCount = null;
  this.maxRequestsPerSocket = 0;
  if (requestListener) this.on('request', requestListener);
}
Object.setPrototypeOf(Server.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Server, EventEmitter);

Object.defineProperty(Server.prototype, 'listening', {
  configurable: true,
  enumerable: true,
  get() { return this._address !== null; },
});

Object.assign(Server.prototype, {
  listen(...args) {
    const callback = typeof args[args.length - 1] === 'function' ? args.pop() : undefined;
    if (this._address !== null || this._listening) throw new codes.ERR_SERVER_ALREADY_LISTEN();
    let port = 0;
    let host;
    if (args[0] !== null && typeof args[0] === 'object') {
      ({ port = 0, host } = args[0]);
      if (args[0].path !== undefined) throw new codes.ERR_METHOD_NOT_IMPLEMENTED('listening on a path');
    } else {
      if (args[0] !== undefined && args[0] !== null) port = args[0];
      if (typeof args[1] === 'string') host = args[1];
    }
    port = validatePort(port, 'options.port');
    if (callback) this.once('listening', callback);
    this._listening = true;
    native.listen(host ?? '::', port, (...request) => { onRequest(this, request); }, (err, server, address, bound) => {
      this._listening = false;
      if (err) {
        this.emit('error', err);
        return;
      }
      this[kServer] = server;
      this._address = { address, family: address.includes(':') ? 'IPv6' : 'IPv4', port: bound };
      if (this._unref) native.serverRef(server, false);
      if (this._closing) {
        this.close();
        return;
      }
      this.emit('listening');
    });
    return this;
  },

  address() {
    return this._address;
  },

  close(callback) {
    if (callback !== undefined) validateFunction(callback, 'callback');
    if (this[kServer] === undefined) {
      if (this._listening) this._closing = true;
      if (callback) {
        if (this._listening) this.once('close', callback);
        else process.nextTick(callback, new codes.ERR_SERVER_NOT_RUNNING());
      }
      return this;
    }
    if (callback) this.once('close', callback);
    const server = this[kServer];
    this[kServer] = undefined;
    this._stopped = server;
    this._address = null;
    native.serverClose(server, false, true);
    setImmediate(() => this.emit('close'));
    return this;
  },

  closeAllConnections() {
    const server = this[kServer] ?? this._stopped;
    if (server !== undefined) native.serverClose(server, true, false);
  },

  closeIdleConnections() {
    const server = this[kServer] ?? this._stopped;
    if (server !== undefined) native.serverClose(server, false, false);
  },

  getConnections(callback) {
    process.nextTick(callback, null, this[kServer] === undefined ? 0 : native.connections(this[kServer]));
    return this;
  },

  ref() {
    this._unref = false;
    if (this[kServer] !== undefined) native.serverRef(this[kServer], true);
    return this;
  },

  unref() {
    this._unref = true;
    if (this[kServer] !== undefined) native.serverRef(this[kServer], false);
    return this;
  },

  setTimeout(msecs, callback) {
    this.timeout = msecs;
    if (callback) this.on('timeout', callback);
    return this;
  },

  async [Symbol.asyncDispose]() {
    await new Promise((resolve) => { this.close(resolve); });
  },
});

function onRequest(server, [handle, method, url, httpVersion, headers, addresses]) {
  const socket = makeSocket(addresses, () => native.serverEnd(handle, '', '', false, () => {}));
  const IncomingClass = server._options.IncomingMessage ?? IncomingMessage;
  const ResponseClass = server._options.ServerResponse ?? ServerResponse;
  const req = new IncomingClass(socket);
  setHead(req, httpVersion, headers);
  req.method = method;
  req.url = url;
  req._read_ = (cb) => native.serverRead(handle, cb);
  const res = new ResponseClass(req, { highWaterMark: server._options.highWaterMark });
  res[kRequest] = handle;
  res.socket = socket;
  if (server.listenerCount('request') > 0) {
    server.emit('request', req, res);
  } else {
    res.statusCode = 404;
    res.end();
  }
}

module.exports = { Server, ServerResponse };
