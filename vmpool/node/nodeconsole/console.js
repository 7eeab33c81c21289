// The global console. It writes straight to the host's streams until the program has touched process.stdout or process.stderr, which
// it may have replaced or wrapped; from then on it writes through them, as Node's does.

const { Console, kColorMode, kWrite, setUp } = require('internal/console/constructor');

// The Console Standard gives the namespace object an empty object as its prototype.
const console = Object.create({});
module.exports = console;

const kUseStdout = 1;

const keys = Object.keys(Console.prototype);
for (let i = 0; i < keys.length; i++) {
  console[keys[i]] = named(keys[i], Console.prototype[keys[i]].bind(console));
}

function named(name, fn) {
  Object.defineProperty(fn, 'name', { value: name });
  Object.defineProperty(fn, 'length', { value: 0 });
  return fn;
}

setUp(console, undefined, true, 'auto', 2);

const streams = { stdout: undefined, stderr: undefined };
const toStreams = binding.toStreams();
const writeToStream = console[kWrite];

Object.defineProperty(console, kWrite, {
  __proto__: null,
  value(which, format, args, level) {
    const name = which === kUseStdout ? 'stdout' : 'stderr';
    if (toStreams && (streams[name] !== undefined || !binding.plain(which) || binding.touched())) {
      Reflect.apply(writeToStream, this, [which, format, args, level]);
    } else if (binding.enabled(level)) {
      binding.write(which, this.indented(format({ colors: this[kColorMode] === true }, args)), level);
    }
  },
  writable: true,
  enumerable: false,
  configurable: true,
});

// What only an attached inspector would see.
function inspectorOnly(name, value) {
  Object.defineProperty(value, 'name', { value: name });
  console[name] = value;
}
console.Console = Console;
inspectorOnly('profile', () => {});
inspectorOnly('profileEnd', () => {});
inspectorOnly('timeStamp', () => {});
inspectorOnly('context', (name) => {
  void name;
  return console;
});
inspectorOnly('createTask', function(name) {
  if (name === undefined || name === '') throw new Error('First argument must be a non-empty string.');
  return {
    run(f) {
      return f();
    },
  };
});
Object.defineProperty(console.createTask, 'length', { value: 0 });

function defineStream(property, name) {
  Object.defineProperty(console, property, {
    __proto__: null,
    get() {
      return streams[name] ?? globalThis.process[name];
    },
    set(value) {
      streams[name] = value;
    },
    enumerable: false,
    configurable: true,
  });
}
defineStream('_stdout', 'stdout');
defineStream('_stderr', 'stderr');
