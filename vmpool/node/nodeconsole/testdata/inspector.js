// The methods that only an inspector would see, and what goes to the error stream.
console.log(console.profile(), console.profileEnd(), console.timeStamp('a'), typeof console.context('x').log, console.createTask('t').run(() => 5), console.clear());
const { Console } = console;
const lines = [];
const { Writable } = require('stream');
const into = (name) => new Writable({ write(chunk, encoding, done) { lines.push(`${name} ${String(chunk).split('\n')[0]}\n`); done(); } });
const c = new Console({ stdout: into('out'), stderr: into('err') });
c.warn('w %d', 1);
c.trace('t');
c.error('e');
c.clear();
c.dirxml({ a: 1 });
console.log(lines.join(''));
for (const f of [() => console.createTask(), () => new Console(), () => new Console({ stdout: 5 })]) {
  try { console.log(f()); } catch (err) { console.log(err.name, err.code, err.message); }
}
