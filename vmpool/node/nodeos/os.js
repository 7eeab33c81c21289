// node:os.

const { codes } = require('internal/errors');
const { getSystemErrorMap } = require('internal/util');
const { validateInt32 } = require('internal/validators');
const constants = require('internal/os/constants');

// Each function converts to a string by what it returns, as in Node: `${os.hostname}`.
function primitive(f) {
  Object.defineProperty(f, Symbol.toPrimitive, { value: () => f(), configurable: true, writable: true });
  return f;
}

function arch() {
  return binding.arch();
}

function platform() {
  return binding.platform();
}

function availableParallelism() {
  return binding.parallelism();
}

function cpus() {
  const list = binding.cpus();
  const result = [];
  for (let i = 0; i < list.length; i += 7) {
    result.push({
      model: list[i],
      speed: list[i + 1],
      times: { user: list[i + 2], nice: list[i + 3], sys: list[i + 4], idle: list[i + 5], irq: list[i + 6] },
    });
  }
  return result;
}

function endianness() {
  return 'LE';
}

function freemem() {
  return binding.freemem();
}

// failed makes the error of a name that the native function gave.
function failed(code, call) {
  for (const [errno, [name, message]] of getSystemErrorMap()) {
    if (name === code) return new codes.ERR_SYSTEM_ERROR({ errno, code, message, syscall: `uv_os_${call}` });
  }
  return new codes.ERR_SYSTEM_ERROR({ errno: -1, code, message: code, syscall: `uv_os_${call}` });
}

function getPriority(pid) {
  if (pid === undefined) pid = 0;
  else validateInt32(pid, 'pid');
  const result = binding.getPriority(pid);
  if (typeof result === 'string') throw failed(result, 'getpriority');
  return result;
}

function setPriority(pid, priority) {
  if (priority === undefined) {
    priority = pid;
    pid = 0;
  }
  validateInt32(pid, 'pid');
  validateInt32(priority, 'priority', -20, 19);
  const result = binding.setPriority(pid, priority);
  if (result !== undefined) throw failed(result, 'setpriority');
}

function homedir() {
  return process.env.HOME || binding.homedir();
}

function hostname() {
  return binding.hostname();
}

function loadavg() {
  return binding.loadavg();
}

function networkInterfaces() {
  const list = binding.interfaces();
  const result = {};
  for (let i = 0; i < list.length; i += 8) {
    const entry = {
      address: list[i + 1],
      netmask: list[i + 2],
      family: list[i + 3],
      mac: list[i + 4],
      internal: list[i + 5],
      cidr: `${list[i + 1]}/${list[i + 6]}`,
    };
    if (entry.family === 'IPv6') entry.scopeid = list[i + 7];
    (result[list[i]] ??= []).push(entry);
  }
  return result;
}

function release() {
  return binding.release();
}

function tmpdir() {
  if (binding.platform() === 'win32') {
    const path = process.env.TEMP || process.env.TMP || `${process.env.SystemRoot || process.env.windir}\\temp`;
    return path.length > 1 && path.endsWith('\\') && !path.endsWith(':\\') ? path.slice(0, -1) : path;
  }
  const path = process.env.TMPDIR || process.env.TMP || process.env.TEMP || '/tmp';
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

function totalmem() {
  return binding.totalmem();
}

function type() {
  return binding.type();
}

function userInfo(options) {
  const encoding = typeof options === 'object' && options !== null ? options.encoding : undefined;
  const u = binding.userInfo();
  const text = (s) => (encoding === 'buffer' ? Buffer.from(s) : s);
  return {
    __proto__: null,
    uid: u[0],
    gid: u[1],
    username: text(u[2]),
    homedir: text(u[3]),
    shell: process.env.SHELL ? text(process.env.SHELL) : null,
  };
}

function uptime() {
  return binding.uptime();
}

function version() {
  return binding.version();
}

function machine() {
  return binding.machine();
}

const named = { arch, availableParallelism, endianness, freemem, homedir, hostname, loadavg, platform, release, tmpdir, totalmem, type, uptime, version, machine };
Object.keys(named).forEach((key) => primitive(named[key]));

Object.assign(exports, {
  arch,
  availableParallelism,
  cpus,
  endianness,
  freemem,
  getPriority,
  homedir,
  hostname,
  loadavg,
  networkInterfaces,
  platform,
  release,
  setPriority,
  tmpdir,
  totalmem,
  type,
  userInfo,
  uptime,
  version,
  machine,
});
const windows = binding.platform() === 'win32';
Object.defineProperties(exports, {
  constants: { configurable: false, enumerable: true, value: constants },
  EOL: { configurable: true, enumerable: true, writable: false, value: windows ? '\r\n' : '\n' },
  devNull: { configurable: true, enumerable: true, writable: false, value: windows ? '\\\\.\\nul' : '/dev/null' },
});
