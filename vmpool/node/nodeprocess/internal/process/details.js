// The parts of process that few programs use.

const { codes } = require('internal/errors');
const { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_METHOD_NOT_IMPLEMENTED, ERR_UNKNOWN_SIGNAL } = codes;
const { parseFileMode, validateNumber, validateObject, validateString, validateUint32 } = require('internal/validators');
const process = require('process');

function notImplemented(name) {
  throw new ERR_METHOD_NOT_IMPLEMENTED(name);
}

function chdirError(problem) {
  const code = problem[0];
  const { errno } = require('os').constants;
  const texts = { ENOENT: 'no such file or directory', ENOTDIR: 'not a directory', EACCES: 'permission denied' };
  const err = new Error(`${code}: ${texts[code]}, chdir '${problem[1]}' -> '${problem[2]}'`);
  err.errno = -errno[code];
  err.code = code;
  err.syscall = 'chdir';
  err.path = problem[1];
  err.dest = problem[2];
  return err;
}

function isCount(n) {
  return typeof n === 'number' && n <= Number.MAX_SAFE_INTEGER && n >= 0;
}

function cpuUsage(prevValue) {
  if (prevValue) {
    if (!isCount(prevValue.user)) {
      validateObject(prevValue, 'prevValue');
      validateNumber(prevValue.user, 'prevValue.user');
      throw new ERR_INVALID_ARG_VALUE.RangeError('prevValue.user', prevValue.user);
    }
    if (!isCount(prevValue.system)) {
      validateNumber(prevValue.system, 'prevValue.system');
      throw new ERR_INVALID_ARG_VALUE.RangeError('prevValue.system', prevValue.system);
    }
  }
  const usage = binding.usage();
  return {
    user: usage[0] - (prevValue ? prevValue.user : 0),
    system: usage[1] - (prevValue ? prevValue.system : 0),
  };
}

const usageFields = [
  'userCPUTime', 'systemCPUTime', 'maxRSS', 'sharedMemorySize', 'unsharedDataSize', 'unsharedStackSize', 'minorPageFault',
  'majorPageFault', 'swappedOut', 'fsRead', 'fsWrite', 'ipcSent', 'ipcReceived', 'signalsCount', 'voluntaryContextSwitches',
  'involuntaryContextSwitches',
];

function resourceUsage() {
  const values = binding.usage();
  const usage = {};
  for (let i = 0; i < usageFields.length; i++) usage[usageFields[i]] = values[i];
  return usage;
}

// memoryUsage is that of the whole process: the VMs share one heap, and buffers live in it.
function memoryUsage() {
  const [rss, heapTotal, heapUsed] = binding.memory();
  return { rss, heapTotal, heapUsed, external: 0, arrayBuffers: 0 };
}

function kill(pid, sig) {
  // eslint-disable-next-line eqeqeq
  if (pid != (pid | 0)) throw new ERR_INVALID_ARG_TYPE('pid', 'number', pid);
  let number = sig;
  if (sig !== (sig | 0)) {
    number = require('os').constants.signals[sig || 'SIGTERM'];
    if (number === undefined) throw new ERR_UNKNOWN_SIGNAL(sig);
  }
  const problem = process._kill(pid, number);
  if (problem) throw new (require('internal/errors').ErrnoException)(problem, 'kill');
  return true;
}

// _kill returns an error number or 0. Without permission for everything only the question whether this process lives is answered.
function _kill(pid, number) {
  if (pid === process.pid && number === 0) return 0;
  if (!binding.mayChange()) return notImplemented('process.kill()');
  const name = binding.kill(pid, number);
  return name === '' ? 0 : -require('os').constants.errno[name];
}

function loadEnvFile(path = undefined) {
  const { readFileSync } = require('fs');
  if (typeof path === 'number') throw new ERR_INVALID_ARG_TYPE('path', ['string', 'Buffer', 'URL'], path); // readFileSync takes descriptors
  const { parseEnv } = require('util');
  const values = parseEnv(readFileSync(path ?? '.env', 'utf8'));
  for (const key of Object.keys(values)) {
    if (process.env[key] === undefined) process.env[key] = values[key];
  }
}

function _rawDebug(...args) {
  require('internal/process/stdio').write(2, require('util').format(...args) + '\n');
}

function umask(mask) {
  if (mask !== undefined) mask = parseFileMode(mask, 'mask');
  return binding.umask(mask);
}

function getBuiltinModule(id) {
  validateString(id, 'id');
  const name = id.startsWith('node:') ? id.slice(5) : id;
  return require('module').isBuiltin(id) ? require(name) : undefined;
}

function assert(value, message) {
  require('util').deprecate(() => {}, 'process.assert() is deprecated. Please use the `assert` module instead.', 'DEP0100')();
  if (!value) {
    const err = new Error(message || 'assertion error');
    err.code = 'ERR_ASSERTION';
    throw err;
  }
}

// No flag of Node's is accepted in NODE_OPTIONS here, so the set is empty; it can't be changed, as in Node.
class NodeEnvironmentFlagsSet extends Set {
  add() { return this; }

  delete() { return false; }

  clear() {}
}

let flags;

function allowedFlags() {
  return flags ??= Object.freeze(new NodeEnvironmentFlagsSet());
}

function validateId(id, name) {
  if (typeof id === 'number') validateUint32(id, name);
  else if (typeof id !== 'string') throw new ERR_INVALID_ARG_TYPE(name, ['number', 'string'], id);
}

// idOf turns the name of a user or group into its number.
function idOf(id, find, kind) {
  if (typeof id === 'number') return id >>> 0;
  const found = find(id);
  if (found === undefined) throw new codes.ERR_UNKNOWN_CREDENTIAL(kind, id);
  return found;
}

function change(syscall, problem) {
  if (problem === '') return;
  const err = new Error(`${problem}, ${problem === 'EPERM' ? 'Operation not permitted' : 'Invalid argument'}`);
  err.errno = require('os').constants.errno[problem];
  err.code = problem;
  err.syscall = syscall;
  throw err;
}

function idSetter(name, find, kind) {
  return (id) => {
    validateId(id, 'id');
    const number = idOf(id, find, kind);
    if (!binding.mayChange()) notImplemented(`process.${name}()`);
    change(name, binding.setID(name, number));
  };
}

function setgroups(groups) {
  require('internal/validators').validateArray(groups, 'groups');
  for (let i = 0; i < groups.length; i++) validateId(groups[i], `groups[${i}]`);
  const ids = groups.map((group) => idOf(group, binding.groupID, 'Group'));
  if (!binding.mayChange()) notImplemented('process.setgroups()');
  change('setgroups', binding.setGroups(ids));
}

function initgroups(user, extraGroup) {
  validateId(user, 'user');
  validateId(extraGroup, 'extraGroup');
  const extra = idOf(extraGroup, binding.groupID, 'Group');
  if (typeof user === 'string' && binding.userID(user) === undefined) throw new codes.ERR_UNKNOWN_CREDENTIAL('User', user);
  if (!binding.mayChange() || typeof user === 'number') notImplemented('process.initgroups()');
  change('initgroups', binding.setGroups([...binding.groupsOf(user), extra]));
}

const report = {};
for (const name of ['writeReport', 'getReport']) {
  report[name] = { [name]() { notImplemented(`process.report.${name}()`); } }[name];
}
// The settings of reports can be read: none is written.
const reportDefaults = {
  directory: '', filename: '', compact: false, excludeNetwork: false, signal: 'SIGUSR2', reportOnFatalError: false, reportOnSignal: false,
  reportOnUncaughtException: false,
};
for (const name of Object.keys(reportDefaults)) {
  Object.defineProperty(report, name, {
    enumerable: true,
    configurable: true,
    get() { return reportDefaults[name]; },
    set(value) { if (value !== reportDefaults[name]) notImplemented(`process.report.${name}`); },
  });
}

module.exports = {
  notImplemented,
  chdirError,
  cpuUsage,
  resourceUsage,
  memoryUsage,
  rss: () => binding.memory()[0],
  constrainedMemory: () => 0, // not known
  availableMemory: () => require('os').freemem(),
  kill,
  _kill,
  loadEnvFile,
  _rawDebug,
  umask,
  getBuiltinModule,
  assert,
  allowedFlags,
  report,
  config: Object.freeze({
    target_defaults: Object.freeze({
      cflags: Object.freeze([]), default_configuration: 'Release', defines: Object.freeze([]), include_dirs: Object.freeze([]),
      libraries: Object.freeze([]),
    }),
    variables: Object.freeze({ napi_build_version: '9', node_module_version: 115, v8_enable_i18n_support: 1, node_shared: false }),
  }),
  // Operations in flight are not told apart here: timers and immediates are what is listed.
  getActiveResourcesInfo() {
    const [timers, immediates] = binding.active();
    return [...new Array(timers).fill('Timeout'), ...new Array(immediates).fill('Immediate')];
  },
  _getActiveHandles: () => notImplemented('process._getActiveHandles()'),
  _getActiveRequests: () => notImplemented('process._getActiveRequests()'),
  dlopen: () => notImplemented('process.dlopen()'),
  abort: () => notImplemented('process.abort()'),
  binding: (name) => notImplemented(`process.binding('${name}')`),
  _linkedBinding: (name) => notImplemented(`process._linkedBinding('${name}')`),
  setSourceMapsEnabled(value) {
    require('internal/validators').validateBoolean(value, 'val'); // positions are mapped always
  },
  sourceMapsEnabled: () => true,
  getuid: binding.getuid,
  geteuid: binding.geteuid,
  getgid: binding.getgid,
  getegid: binding.getegid,
  getgroups: binding.getgroups,
  setuid: idSetter('setuid', binding.userID, 'User'),
  seteuid: idSetter('seteuid', binding.userID, 'User'),
  setgid: idSetter('setgid', binding.groupID, 'Group'),
  setegid: idSetter('setegid', binding.groupID, 'Group'),
  setgroups,
  initgroups,
};
