// The methods of a console, in Node's order. Levels are slog's: they matter where the host has a logger instead of streams.

const { kCounts, kGetInspectOptions, kGroupIndent, kGroupIndentWidth, kWrite } = require('internal/console/constructor');

const kUseStdout = 1;
const kUseStderr = 2;
const kDebug = -4;
const kInfo = 0;
const kWarn = 4;
const kError = 8;

function formatted(options, args) {
  return require('internal/util/inspect/format').formatArguments(options, args);
}

function warning(message) {
  require('process').emitWarning(message);
}

const kSecond = 1000;
const kMinute = 60 * kSecond;
const kHour = 60 * kMinute;

function pad(value) {
  return String(value).padStart(2, '0');
}

// formatTime prints a duration in ms: 1.234ms, 1.234s, 1:02.345 (m:ss.mmm), 1:02:03.456 (h:mm:ss.mmm).
function formatTime(ms) {
  if (ms < kSecond) return `${Number(ms.toFixed(3))}ms`;
  if (ms < kMinute) return `${(ms / kSecond).toFixed(3)}s`;
  const hours = Math.floor(ms / kHour);
  const minutes = Math.floor((ms % kHour) / kMinute);
  const parts = ((ms % kMinute) / kSecond).toFixed(3).split('.');
  const seconds = `${pad(parts[0])}.${parts[1]}`;
  return hours > 0 ? `${hours}:${pad(minutes)}:${seconds} (h:mm:ss.mmm)` : `${minutes}:${seconds} (m:ss.mmm)`;
}

// logTime reports whether there is a timer of that label.
function logTime(console, method, label, data) {
  const start = console._times.get(label);
  if (start === undefined) {
    warning(`No such label '${label}' for console.${method}()`);
    return false;
  }
  const time = formatTime(Number(require('process').hrtime.bigint() - start) / 1e6);
  if (data === undefined) console.log('%s: %s', label, time);
  else console.log('%s: %s', label, time, ...data);
  return true;
}

const methods = {
  log(...args) {
    this[kWrite](kUseStdout, formatted, args, kInfo);
  },
  warn(...args) {
    this[kWrite](kUseStderr, formatted, args, kWarn);
  },
  dir(object, options) {
    this[kWrite](kUseStdout, (inspectOptions) => {
      return require('internal/util/inspect').inspect(object, { customInspect: false, ...inspectOptions, ...options });
    }, undefined, kInfo);
  },
  time(label = 'default') {
    label = `${label}`;
    if (this._times.has(label)) warning(`Label '${label}' already exists for console.time()`);
    else this._times.set(label, require('process').hrtime.bigint());
  },
  timeEnd(label = 'default') {
    label = `${label}`;
    if (logTime(this, 'timeEnd', label)) this._times.delete(label);
  },
  timeLog(label = 'default', ...data) {
    logTime(this, 'timeLog', `${label}`, data);
  },
  trace(...args) {
    const err = { name: 'Trace', message: formatted(this[kGetInspectOptions](undefined), args) };
    Error.captureStackTrace(err, this.trace);
    this.error(require('internal/util/inspect').native.stack(err.stack));
  },
  assert(expression, ...args) {
    if (expression) return;
    args[0] = `Assertion failed${args.length === 0 ? '' : `: ${args[0]}`}`;
    this.warn(...args);
  },
  clear() {
    // Only a terminal can be cleared.
    const { env } = require('process');
    if (this._stdout?.isTTY && env.TERM !== 'dumb') this._stdout.write('\u001b[1;1H\u001b[0J');
  },
  count(label = 'default') {
    label = `${label}`;
    const count = (this[kCounts].get(label) ?? 0) + 1;
    this[kCounts].set(label, count);
    this.log(`${label}: ${count}`);
  },
  countReset(label = 'default') {
    if (this[kCounts].has(label)) this[kCounts].delete(`${label}`);
    else warning(`Count for '${label}' does not exist`);
  },
  group(...data) {
    if (data.length > 0) this.log(...data);
    this[kGroupIndent] += ' '.repeat(this[kGroupIndentWidth]);
  },
  groupEnd() {
    this[kGroupIndent] = this[kGroupIndent].slice(0, this[kGroupIndent].length - this[kGroupIndentWidth]);
  },
  table(tabularData, properties) {
    if (properties !== undefined) require('internal/validators').validateArray(properties, 'properties');
    if (tabularData === null || typeof tabularData !== 'object') {
      this.log(tabularData);
      return;
    }
    const options = this[kGetInspectOptions](undefined);
    this.log(require('internal/console/table').render(tabularData, properties, options));
  },
  debug(...args) {
    this[kWrite](kUseStdout, formatted, args, kDebug);
  },
  info: undefined,
  dirxml: undefined,
  error(...args) {
    this[kWrite](kUseStderr, formatted, args, kError);
  },
  groupCollapsed: undefined,
};
methods.info = methods.log;
methods.dirxml = methods.log;
methods.groupCollapsed = methods.group;

module.exports = { methods };
