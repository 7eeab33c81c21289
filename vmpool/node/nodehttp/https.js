// node:https: the client. There are no servers with certificates.

const { codes } = require('internal/errors');
const { Agent: HttpAgent } = require('internal/http/agent');
const { ClientRequest, optionsOf } = require('internal/http/client');

function Agent(options) {
  if (!(this instanceof Agent)) return new Agent(options);
  Reflect.apply(HttpAgent, this, [options]);
  this.defaultPort = 443;
  this.protocol = 'https:';
  this.maxCachedSessions = this.options.maxCachedSessions ?? 100;
}
Object.setPrototypeOf(Agent.prototype, HttpAgent.prototype);
Object.setPrototypeOf(Agent, HttpAgent);

const globalAgent = new Agent({ keepAlive: true, scheduling: 'lifo', timeout: 5000 });

function request(input, options, cb) {
  if (typeof options === 'function') {
    cb = options;
    options = undefined;
  }
  const merged = input !== null && typeof input === 'object' && !(input instanceof URL) ? { ...input } : optionsOf(input, options);
  merged._defaultAgent = module.exports.globalAgent;
  return new ClientRequest(merged, cb);
}

function get(input, options, cb) {
  const req = request(input, options, cb);
  req.end();
  return req;
}

function Server() {
  throw new codes.ERR_METHOD_NOT_IMPLEMENTED('https.Server');
}

function createServer() {
  throw new codes.ERR_METHOD_NOT_IMPLEMENTED('https.createServer');
}

module.exports = { Agent, globalAgent, Server, createServer, get, request };
