// IncomingMessage: a request that a server got, or a response that a client got.

const { Readable } = require('stream');

const kHeaders = Symbol('kHeaders');

// Of these only the first counts when they come more than once.
const single = new Set(['age', 'authorization', 'content-length', 'content-type', 'etag', 'expires', 'from', 'host', 'if-modified-since',
                        'if-unmodified-since', 'last-modified', 'location', 'max-forwards', 'proxy-authorization', 'referer',
                        'retry-after', 'server', 'user-agent']);

function IncomingMessage(socket) {
  Reflect.apply(Readable, this, [{ highWaterMark: socket?.readableHighWaterMark }]);
  this.httpVersionMajor = null;
  this.httpVersionMinor = null;
  this.httpVersion = null;
  this.complete = false;
  this.rawHeaders = [];
  this.rawTrailers = [];
  this.joinDuplicateHeaders = false;
  this.aborted = false;
  this.upgrade = null;
  this.url = '';
  this.method = null;
  this.statusCode = null;
  this.statusMessage = null;
  this.socket = socket;
  this.client = socket;
  this._read_ = null; // reads a piece: (callback(err, chunk or null))
  this[kHeaders] = null;
  this.trailers = {};
  this.trailersDistinct = {};
}
Object.setPrototypeOf(IncomingMessage.prototype, Readable.prototype);
Object.setPrototypeOf(IncomingMessage, Readable);

Object.defineProperties(IncomingMessage.prototype, {
  connection: {
    get() { return this.socket; },
    set(value) { this.socket = value; },
  },
  headers: {
    get() {
      if (this[kHeaders] === null) {
        this[kHeaders] = {};
        for (let i = 0; i < this.rawHeaders.length; i += 2) {
          addHeaderLine(this, this.rawHeaders[i], this.rawHeaders[i + 1], this[kHeaders]);
        }
      }
      return this[kHeaders];
    },
    set(value) { this[kHeaders] = value; },
  },
  headersDistinct: {
    get() {
      const out = {};
      for (let i = 0; i < this.rawHeaders.length; i += 2) (out[this.rawHeaders[i].toLowerCase()] ??= []).push(this.rawHeaders[i + 1]);
      return out;
    },
  },
});

function addHeaderLine(self, field, value, dest) {
  field = field.toLowerCase();
  if (field === 'set-cookie') {
    if (dest[field] === undefined) dest[field] = [value];
    else dest[field].push(value);
  } else if (dest[field] === undefined) {
    dest[field] = value;
  } else if (self.joinDuplicateHeaders || !single.has(field)) {
    dest[field] += `${field === 'cookie' ? '; ' : ', '}${value}`;
  }
}
IncomingMessage.prototype._addHeaderLine = function(field, value, dest) {
  addHeaderLine(this, field, value, dest);
};

IncomingMessage.prototype._read = function() {
  if (this._read_ === null) return;
  this._read_((err, chunk) => {
    if (this.destroyed) return;
    if (err) {
      this.aborted = true;
      const reset = new Error('aborted');
      reset.code = 'ECONNRESET';
      this.emit('aborted');
      this.destroy(reset);
      return;
    }
    if (chunk === null) this.complete = true;
    this.push(chunk);
  });
};

IncomingMessage.prototype._destroy = function(err, cb) {
  if (!this.readableEnded || !this.complete) {
    if (!this.complete) {
      this.aborted = true;
      this._abort?.();
    }
  }
  // Nobody may be listening: an error of a message that is given up is none of the process.
  if (!err && !this.readableEnded && this.statusCode !== null && !this.complete && this.listenerCount('error') > 0) {
    err = new Error('aborted');
    err.code = 'ECONNRESET';
  }
  process.nextTick(cb, this.listenerCount('error') > 0 ? err : null);
};

IncomingMessage.prototype.setTimeout = function(msecs, callback) {
  if (callback) this.on('timeout', callback);
  this.socket?.setTimeout?.(msecs);
  return this;
};

IncomingMessage.prototype._dump = function() {
  this.resume();
};

// setHead fills in what the head of a message says.
function setHead(message, httpVersion, rawHeaders) {
  message.httpVersion = httpVersion;
  const dot = httpVersion.indexOf('.');
  message.httpVersionMajor = Number(httpVersion.slice(0, dot));
  message.httpVersionMinor = Number(httpVersion.slice(dot + 1));
  message.rawHeaders = rawHeaders;
}

// makeSocket is what stands for the connection of a message: its addresses, and destroy.
function makeSocket(addresses, destroy) {
  const { Duplex } = require('stream');
  const socket = new Duplex({ read() {}, write(chunk, encoding, cb) { cb(); }, destroy(err, cb) { destroy?.(err); cb(err); } });
  socket.on('error', () => {}); // it is reported by the message
  Object.assign(socket, {
    remoteAddress: addresses[0], remotePort: addresses[1], localAddress: addresses[2], localPort: addresses[3],
    remoteFamily: addresses[0]?.includes(':') ? 'IPv6' : 'IPv4', encrypted: undefined, connecting: false,
    setTimeout(ms, f) {
      if (f) socket.once('timeout', f);
      return socket;
    },
    setNoDelay() { return socket; },
    setKeepAlive() { return socket; },
    ref() { return socket; },
    unref() { return socket; },
    address() { return { address: addresses[2], family: socket.remoteFamily, port: addresses[3] }; },
  });
  return socket;
}

module.exports = { IncomingMessage, makeSocket, setHead };
