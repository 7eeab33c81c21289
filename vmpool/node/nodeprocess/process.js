// https://nodejs.org/docs/latest-v20.x/api/process.html

const EventEmitter = require('events');

function process() {
  throw new TypeError('Illegal constructor');
}
process.prototype = Object.create(EventEmitter.prototype, {
  constructor: { __proto__: null, value: process, writable: true, enumerable: false, configurable: true },
});
const self = Object.create(process.prototype);
module.exports = self;

const details = () => require('internal/process/details');

function readonly(name, value) {
  Object.defineProperty(self, name, { __proto__: null, value, enumerable: true, configurable: true, writable: false });
}

// lazy defines a property that is made when it is first read.
function lazy(name, get) {
  Object.defineProperty(self, name, { __proto__: null, get, enumerable: true, configurable: true });
}

// method defines a function that lives in a part of process that is loaded when it is first called.
// Node gives some of them no name.
function method(name, length, load, shown = name) {
  const f = { [name](...args) { return Reflect.apply(load()[name], self, args); } }[name];
  Object.defineProperty(f, 'length', { __proto__: null, value: length, configurable: true });
  if (shown !== name) Object.defineProperty(f, 'name', { __proto__: null, value: shown, configurable: true });
  self[name] = f;
}

readonly('version', binding.version);
readonly('versions', makeVersions());
readonly('arch', binding.arch);
readonly('platform', binding.platform);
readonly('release', {
  name: 'node',
  lts: 'Iron',
  sourceUrl: `https://nodejs.org/download/release/${binding.version}/node-${binding.version}.tar.gz`,
  headersUrl: `https://nodejs.org/download/release/${binding.version}/node-${binding.version}-headers.tar.gz`,
});

// The numbers are those of the Node whose behaviour is followed: packages choose their code by them.
function makeVersions() {
  const versions = {
    node: binding.version.slice(1), acorn: '8.16.0', ada: '2.9.2', ares: '1.34.6', brotli: '1.1.0', cjs_module_lexer: '2.2.0',
    cldr: '48.0', icu: '78.2', llhttp: '9.3.1', modules: '115', napi: '9', nghttp2: '1.61.0', openssl: '3.0.19',
    simdutf: '6.4.2', tz: '2025c', undici: '6.24.1', unicode: '17.0', uv: '1.46.0', uvwasi: '0.0.23',
    v8: '11.3.244.8-node.38', zlib: '1.3.1',
  };
  return Object.freeze(versions);
}

Reflect.apply(EventEmitter, self, []);
self.domain = null;

// Exit.

const handlers = require('internal/process/uncaught')(self);
binding.connect(handlers);

Object.defineProperty(self, '_exiting', {
  __proto__: null,
  get() { return handlers.exiting; },
  set(value) { handlers.exiting = !!value; },
  enumerable: true,
  configurable: true,
});
Object.defineProperty(self, 'exitCode', {
  __proto__: null,
  get() { return handlers.exitCode; },
  set(code) {
    if (code !== null && code !== undefined) {
      let value = code;
      if (typeof code === 'string' && code !== '' && Number.isNaN(value = Number(code))) value = code;
      require('internal/validators').validateInteger(value, 'code');
    }
    handlers.exitCode = code;
  },
  enumerable: true,
  configurable: false,
});

self.reallyExit = function reallyExit(...args) {
  binding.exit(args[0] === undefined ? 0 : args[0]);
};

self.exit = function exit(code) {
  if (arguments.length !== 0) self.exitCode = code;
  if (!self._exiting) {
    self._exiting = true;
    self.emit('exit', self.exitCode || 0);
  }
  self.reallyExit(self.exitCode || 0);
};

self._fatalException = (err, fromPromise) => handlers.uncaught(err, fromPromise, true);
self.setUncaughtExceptionCaptureCallback = function setUncaughtExceptionCaptureCallback(fn) {
  handlers.setCapture(fn);
};
self.hasUncaughtExceptionCaptureCallback = function hasUncaughtExceptionCaptureCallback() {
  return handlers.hasCapture();
};

self.on('newListener', (name) => {
  if (typeof name === 'string' && name.startsWith('SIG')) binding.listen(name, true);
});
self.on('removeListener', (name) => {
  if (typeof name === 'string' && name.startsWith('SIG') && self.listenerCount(name) === 0) binding.listen(name, false);
});

// Ticks, clocks, warnings.

self.nextTick = binding.nextTick;
self.hrtime = binding.hrtime;
self.hrtime.bigint = binding.hrtimeBigInt;
self.uptime = binding.uptime;
self.emitWarning = function emitWarning(warning, type, code, ctor) {
  return require('internal/process/warning').emitWarning(warning, type, code, ctor);
};
self.on('warning', function onWarning(warning) {
  require('internal/process/warning').onWarning(warning);
});

// The environment of the program.

self.env = binding.env;
self.title = 'node';
self.argv = binding.argv;
self.execArgv = [];
readonly('pid', binding.pid);
self.ppid = binding.ppid;
self.execPath = binding.execPath;
self.debugPort = 9229;
Object.defineProperty(self, 'argv0', { __proto__: null, value: binding.argv0, enumerable: true });
self.cwd = { wrappedCwd() { return binding.cwd(); } }.wrappedCwd;
self.chdir = { wrappedChdir(directory) {
  require('internal/validators').validateString(directory, 'directory');
  const problem = binding.chdir(directory);
  if (problem !== undefined) throw details().chdirError(problem);
} }.wrappedChdir;

lazy('moduleLoadList', () => binding.loaded());

lazy('stdout', () => require('internal/process/stdio').stdout());
lazy('stderr', () => require('internal/process/stdio').stderr());
lazy('stdin', () => require('internal/process/stdio').stdin());
self.openStdin = function() {
  self.stdin.resume();
  return self.stdin;
};

// The rest is in internal/process/details.

lazy('config', () => details().config);
lazy('report', () => details().report);
Object.defineProperty(self, 'features', { __proto__: null, enumerable: true, value: {
  inspector: false, debug: false, uv: true, ipv6: true, tls_alpn: true, tls_sni: true, tls_ocsp: true, tls: true,
  cached_builtins: true, require_module: true,
} });
Object.defineProperty(self, 'allowedNodeEnvironmentFlags', {
  __proto__: null,
  get() { return details().allowedFlags(); },
  set(value) {
    Object.defineProperty(self, 'allowedNodeEnvironmentFlags', {
      __proto__: null, value, configurable: true, enumerable: true, writable: true,
    });
  },
  enumerable: true,
  configurable: true,
});

method('cpuUsage', 1, details);
method('resourceUsage', 0, details);
method('memoryUsage', 0, details);
self.memoryUsage.rss = function rss() { return details().rss(); };
method('constrainedMemory', 0, details);
method('availableMemory', 0, details);
method('kill', 2, details);
method('_kill', 0, details);
method('loadEnvFile', 0, details);
method('_rawDebug', 0, details);
method('getActiveResourcesInfo', 0, details);
method('_getActiveHandles', 0, details);
method('_getActiveRequests', 0, details);
method('dlopen', 0, details);
method('abort', 0, details);
method('binding', 1, details);
method('_linkedBinding', 1, details);
method('setSourceMapsEnabled', 1, details);
lazy('sourceMapsEnabled', () => details().sourceMapsEnabled());
self.getBuiltinModule = function getBuiltinModule(id) {
  return details().getBuiltinModule(id);
};
self.assert = { deprecated(...args) { return details().assert(...args); } }.deprecated;
Object.defineProperty(self.assert, 'length', { __proto__: null, value: 0, configurable: true });
self.umask = { wrappedUmask(mask) { return details().umask(mask); } }.wrappedUmask;
self._tickCallback = function runNextTicks() {
  details().notImplemented('process._tickCallback');
};
if (binding.platform !== 'win32') {
  for (const name of ['getuid', 'geteuid', 'getgid', 'getegid', 'getgroups']) method(name, 0, details);
  for (const name of ['setuid', 'seteuid', 'setgid', 'setegid']) method(name, 1, details, '');
  method('setgroups', 1, details);
  method('initgroups', 2, details);
}

Object.defineProperty(self, Symbol.toStringTag, {
  __proto__: null, configurable: false, enumerable: false, writable: false, value: 'process',
});
