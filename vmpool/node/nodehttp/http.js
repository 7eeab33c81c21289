// node:http.

const { METHODS, STATUS_CODES, validateHeaderName, validateHeaderValue } = require('internal/http/common');
const { Agent, globalAgent } = require('internal/http/agent');
const { IncomingMessage } = require('internal/http/incoming');
const { OutgoingMessage } = require('internal/http/outgoing');

function createServer(opts, requestListener) {
  return new exports.Server(opts, requestListener);
}

function request(url, options, cb) {
  return new exports.ClientRequest(url, options, cb);
}

function get(url, options, cb) {
  const req = request(url, options, cb);
  req.end();
  return req;
}

function lazy(name, load) {
  Object.defineProperty(exports, name, {
    configurable: true,
    enumerable: true,
    get: load,
    set(value) { Object.defineProperty(exports, name, { configurable: true, enumerable: true, writable: true, value }); },
  });
}

let agent = globalAgent;
function _connectionListener() {
  throw new (require('internal/errors').codes.ERR_METHOD_NOT_IMPLEMENTED)('http._connectionListener');
}

Object.assign(exports, { _connectionListener, METHODS, STATUS_CODES, Agent });
lazy('ClientRequest', () => require('internal/http/client').ClientRequest);
Object.assign(exports, { IncomingMessage, OutgoingMessage });
lazy('Server', () => require('internal/http/server').Server);
lazy('ServerResponse', () => require('internal/http/server').ServerResponse);
Object.assign(exports, {
  createServer, validateHeaderName, validateHeaderValue, get, request,
  setMaxIdleHTTPParsers(max) { require('internal/validators').validateInteger(max, 'max', 1); },
});
Object.defineProperty(exports, 'maxHeaderSize', { configurable: true, enumerable: true, get: () => 16384 });
Object.defineProperty(exports, 'globalAgent', {
  configurable: true,
  enumerable: true,
  get: () => agent,
  set(value) { agent = value; },
});
