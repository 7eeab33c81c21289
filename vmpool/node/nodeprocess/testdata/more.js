// The lesser functions of process.
const attempt = (f) => { try { return f(); } catch (err) { return `${err.name} ${err.code} ${err.message}`; } };
process.on('warning', (w) => console.log('warning', w.name, w.code, w.message));
console.log(typeof process.availableMemory(), typeof process.constrainedMemory(), Array.isArray(process.getActiveResourcesInfo()), process.getActiveResourcesInfo().length);
console.log(attempt(() => process.assert(true, 'no')), attempt(() => process.assert(false, 'failed')), typeof process.dlopen, typeof process.binding);
console.log(attempt(() => process.setSourceMapsEnabled('a')), attempt(() => process.setSourceMapsEnabled(false)), attempt(() => process.loadEnvFile('none.env')), attempt(() => process.loadEnvFile(5)));
console.log(attempt(() => process.initgroups()), attempt(() => process.initgroups('a')), attempt(() => process.seteuid()), attempt(() => process.setgroups('a')), attempt(() => process.setuid({})));
for (const name of ['abort', 'reallyExit', 'openStdin', 'seteuid', 'setgid', 'setegid']) console.log(name, typeof process[name], process[name].length, process[name].name);
console.log(attempt(() => process.kill()), attempt(() => process.kill(1, 'SIGNOTHING')), attempt(() => process.kill('a')), attempt(() => process.umask('x')), attempt(() => process.hrtime(5)), attempt(() => process.hrtime([1])));
console.log(attempt(() => process.chdir(5)), attempt(() => process.emitWarning(5)), attempt(() => process.nextTick(5)), attempt(() => process.exitCode = 'a'));
console.log(Object.keys(process.report).join(), process.report.signal, process.report.compact, typeof process.moduleLoadList.length);
console.log(process.memoryUsage.rss() > 0, Object.keys(process.memoryUsage()).join(), Object.keys(process.resourceUsage()).join(), Object.keys(process.cpuUsage()).join(), attempt(() => process.cpuUsage({ user: 'a' })));
console.log(attempt(() => { process.env.SOME = 5; return process.env.SOME; }), 'SOME' in process.env, delete process.env.SOME, process.env.SOME, attempt(() => { process.env.X = Symbol('a'); }));
console.log(process.getBuiltinModule('fs') === require('fs'), process.getBuiltinModule('nothing'), attempt(() => process.getBuiltinModule(5)), process.allowedNodeEnvironmentFlags instanceof Set, typeof process.config.variables);
