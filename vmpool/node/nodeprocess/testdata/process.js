const { inspect } = require('util');
const rest = { _handle: 0, _preload_modules: 0 };
for (const name of Object.keys(process).sort()) {
  if (name in rest || ['moduleLoadList', 'domain', '_debugProcess', '_debugEnd', '_startProfilerIdleNotifier', '_stopProfilerIdleNotifier', 'mainModule'].includes(name)) continue;
  const d = Object.getOwnPropertyDescriptor(process, name);
  const lazy = ['stdout', 'stderr', 'stdin', 'report', 'config', 'sourceMapsEnabled', 'allowedNodeEnvironmentFlags'].includes(name);
  const what = lazy ? 'lazy' : typeof d.value === 'function' ? `${d.value.name} ${d.value.length}` : typeof process[name];
  console.log(name, what, d.enumerable, d.configurable, 'value' in d && !lazy ? d.writable : '');
}
console.log(Object.prototype.toString.call(process), process.constructor.name, process instanceof require('events'), require('process') === process, require('node:process') === process);
console.log(process.version, Object.keys(process.versions).join(), process.release.name, process.release.lts, process.features.tls, process.arch === require('os').arch());
console.log(process.argv0, process.execArgv, process.title, process.exitCode, process.pid === process.pid, typeof process.ppid, process.platform);

// env
const env = process.env;
env.A_NUMBER = 5;
env.AN_OBJECT = { toString() { return 'object'; } };
env.UNDEFINED = undefined;
env.NULL = null;
console.log(env.A_NUMBER === '5', env.AN_OBJECT, env.UNDEFINED === 'undefined', env.NULL, 'A_NUMBER' in env, Object.hasOwn(env, 'A_NUMBER'), env.hasOwnProperty('nope'));
console.log(Object.keys(env).filter((k) => /^A/.test(k)), delete env.A_NUMBER, delete env.nope, env.A_NUMBER, 'A_NUMBER' in env, env.toString === Object.prototype.toString);
console.log(Object.getOwnPropertyDescriptor(env, 'NULL'), { ...env }.NULL, JSON.parse(JSON.stringify(env)).NULL, env[Symbol.iterator]);
try { env.S = Symbol('x'); } catch (err) { console.log(err.name, err.message); }
for (const k in env) if (k === 'AN_OBJECT') console.log('for in', k);

// clocks
const t = process.hrtime();
console.log(t.length, Number.isInteger(t[0]), t[1] < 1e9, process.hrtime(t)[0], typeof process.hrtime.bigint(), process.hrtime.bigint() <= process.hrtime.bigint());
console.log(process.uptime() > 0, process.hrtime.name, process.hrtime.length);
for (const wrong of [1, 'x', [1], [1, 2, 3], null]) {
  try { process.hrtime(wrong); console.log('accepted', wrong); } catch (err) { console.log(err.code, err.message); }
}

// folder
console.log(process.cwd() === __dirname);
for (const wrong of [1, undefined, __dirname + '/nope']) {
  try { process.chdir(wrong); } catch (err) { console.log(err.name, err.code, err.message.replaceAll(__dirname, '.'), err.syscall, err.dest?.replace(__dirname, '')); }
}

// nextTick
process.nextTick((...args) => console.log('tick', ...args), 1, 'two', null);
try { process.nextTick('x'); } catch (err) { console.log(err.code, err.message); }

// numbers of the system
console.log(Object.keys(process.memoryUsage()).join(), process.memoryUsage.rss() > 1000, process.memoryUsage().heapUsed > 1000);
console.log(Object.keys(process.cpuUsage()).join(), Object.keys(process.resourceUsage()).join(), process.cpuUsage(process.cpuUsage()).user >= 0);
for (const wrong of [1, { user: 'x', system: 1 }, { user: -1, system: 1 }, { user: 1, system: Infinity }]) {
  try { process.cpuUsage(wrong); console.log('accepted'); } catch (err) { console.log(err.name, err.code, err.message); }
}
console.log(typeof process.umask(), typeof process.getuid(), typeof process.geteuid(), typeof process.getgid(), typeof process.getegid(), Array.isArray(process.getgroups()));
for (const wrong of [() => process.umask('9'), () => process.umask(-1), () => process.setuid({}), () => process.setgid(-1), () => process.setgroups('x'),
  () => process.setuid('no such user at all'), () => process.setegid('no such group at all'), () => process.kill('x'), () => process.kill(0, 'SIGNOPE')]) {
  try { wrong(); } catch (err) { console.log(err.name, err.code, err.message); }
}
console.log(process.kill(process.pid, 0));

// warnings
process.on('warning', (w) => console.log('warning', w.name, w.code, w.message, w.detail, w instanceof Error));
process.removeAllListeners('warning');
process.on('warning', (w) => console.log('warning', w.name, w.code, w.message, w.detail, w instanceof Error));
process.emitWarning('one');
process.emitWarning('two', 'CustomWarning', 'C1');
process.emitWarning('three', { type: 'T', code: 'C2', detail: 'some detail' });
process.emitWarning(new TypeError('four'));
for (const wrong of [[1], [{}], ['x', 1], ['x', 'T', 1], [null]]) {
  try { process.emitWarning(...wrong); } catch (err) { console.log(err.code, err.message); }
}

// exit codes
for (const code of [undefined, null, 0, 3, '4', 1.5, 'x', {}, NaN, '']) {
  try {
    process.exitCode = code;
    console.log('exitCode', inspect(process.exitCode));
  } catch (err) {
    console.log(err.code, err.message);
  }
}
process.exitCode = undefined;
console.log(process.hasUncaughtExceptionCaptureCallback());
process.setUncaughtExceptionCaptureCallback(() => {});
console.log(process.hasUncaughtExceptionCaptureCallback());
for (const wrong of [5, () => {}]) {
  try { process.setUncaughtExceptionCaptureCallback(wrong); } catch (err) { console.log(err.code, err.message); }
}
process.setUncaughtExceptionCaptureCallback(null);
console.log(process.listenerCount('SIGTERM'), process.getBuiltinModule('fs') === require('fs'), process.getBuiltinModule('nope'));
