// The Console class: a console on streams of the program's own.

const { codes } = require('internal/errors');
const { validateInteger, validateObject, validateOneOf } = require('internal/validators');

const kColorMode = Symbol('kColorMode');
const kCounts = Symbol('counts');
const kGetInspectOptions = Symbol('kGetInspectOptions');
const kGroupIndent = Symbol('kGroupIndent');
const kGroupIndentWidth = Symbol('kGroupIndentWidth');
const kInspectOptions = Symbol('kInspectOptions');
const kIsConsole = Symbol('kIsConsole');
const kWrite = Symbol('kWriteToConsole');

const kUseStdout = 1;
const kMaxGroupIndentation = 1000;

function hidden(target, key, value, writable = true) {
  Object.defineProperty(target, key, { __proto__: null, value, writable, enumerable: false, configurable: true });
}

function Console(options /* or: stdout, stderr, ignoreErrors = true */) {
  if (new.target === undefined) return Reflect.construct(Console, arguments);
  if (!options || typeof options.write === 'function') {
    options = { stdout: options, stderr: arguments[1], ignoreErrors: arguments[2] };
  }
  const { stdout, stderr = stdout, ignoreErrors = true, colorMode = 'auto', inspectOptions, groupIndentation } = options;
  if (!stdout || typeof stdout.write !== 'function') throw new codes.ERR_CONSOLE_WRITABLE_STREAM('stdout');
  if (!stderr || typeof stderr.write !== 'function') throw new codes.ERR_CONSOLE_WRITABLE_STREAM('stderr');
  validateOneOf(colorMode, 'colorMode', ['auto', true, false]);
  if (groupIndentation !== undefined) validateInteger(groupIndentation, 'groupIndentation', 0, kMaxGroupIndentation);
  if (inspectOptions !== undefined) {
    validateObject(inspectOptions, 'options.inspectOptions');
    if (inspectOptions.colors !== undefined && options.colorMode !== undefined) {
      throw new codes.ERR_INCOMPATIBLE_OPTION_PAIR('options.inspectOptions.color', 'colorMode');
    }
  }
  // Methods work detached; those of a subclass are taken from it.
  const keys = Object.keys(Console.prototype);
  for (let i = 0; i < keys.length; i++) {
    this[keys[i]] = this[keys[i]].bind(this);
    Object.defineProperty(this[keys[i]], 'name', { __proto__: null, value: keys[i] });
  }
  hidden(this, '_stdout', stdout);
  hidden(this, '_stderr', stderr);
  setUp(this, inspectOptions, ignoreErrors, colorMode, groupIndentation);
}

Object.defineProperty(Console, Symbol.hasInstance, {
  __proto__: null,
  value(instance) {
    return instance[kIsConsole];
  },
});

// setUp gives a console its state.
function setUp(console, inspectOptions, ignoreErrors, colorMode, groupIndentation = 2) {
  hidden(console, '_stdoutErrorHandler', errorHandler(console, '_stdout'));
  hidden(console, '_stderrErrorHandler', errorHandler(console, '_stderr'));
  hidden(console, '_ignoreErrors', Boolean(ignoreErrors));
  hidden(console, '_times', new Map());
  hidden(console, kCounts, new Map());
  hidden(console, kColorMode, colorMode);
  hidden(console, kIsConsole, true);
  hidden(console, kGroupIndent, '');
  hidden(console, kGroupIndentWidth, groupIndentation);
  hidden(console, kInspectOptions, inspectOptions);
  hidden(console, kGetInspectOptions, getInspectOptions);
  hidden(console, kWrite, writeToStream);
  hidden(console, 'indented', indented);
  hidden(console, Symbol.toStringTag, 'console', false);
}

function errorHandler(console, property) {
  return (err) => {
    const stream = console[property];
    // An error that comes later as an event must not be uncaught.
    if (err !== null && !stream._writableState?.errorEmitted && stream.listenerCount?.('error') === 0) {
      stream.once('error', () => {});
    }
  };
}

// indented puts a text under the open groups.
function indented(text) {
  const indent = this[kGroupIndent];
  if (indent.length === 0) return text;
  return indent + (text.includes('\n') ? text.replaceAll('\n', `\n${indent}`) : text);
}

function getInspectOptions(stream) {
  let colors = this[kColorMode];
  if (colors === 'auto') colors = shouldColorize(stream);
  const options = this[kInspectOptions];
  if (options === undefined) return colors ? { colors: true } : {};
  if (options.colors === undefined) options.colors = colors;
  return options;
}

function shouldColorize(stream) {
  const force = globalThis.process?.env.FORCE_COLOR;
  if (force !== undefined) return require('tty').WriteStream.prototype.getColorDepth(globalThis.process.env) > 2;
  return Boolean(stream?.isTTY && (typeof stream.getColorDepth === 'function' ? stream.getColorDepth() > 2 : true));
}

function noop() {}

// writeToStream formats args with format(inspectOptions, args) and writes the line.
function writeToStream(which, format, args) {
  const useStdout = which === kUseStdout;
  const stream = useStdout ? this._stdout : this._stderr;
  const text = `${this.indented(format(this[kGetInspectOptions](stream), args))}\n`;
  if (this._ignoreErrors === false) {
    stream.write(text);
    return;
  }
  // Errors come at once or as an event; neither is the program's business.
  const events = typeof stream.listenerCount === 'function';
  try {
    if (events && stream.listenerCount('error') === 0) stream.once('error', noop);
    stream.write(text, useStdout ? this._stdoutErrorHandler : this._stderrErrorHandler);
  } catch {
    // There is nobody to tell.
  } finally {
    if (events) stream.removeListener('error', noop);
  }
}

module.exports = {
  Console,
  kColorMode,
  kCounts,
  kGetInspectOptions,
  kGroupIndent,
  kGroupIndentWidth,
  kWrite,
  setUp,
};
const { methods } = require('internal/console/methods');
const names = Object.keys(methods);
for (let i = 0; i < names.length; i++) Console.prototype[names[i]] = methods[names[i]];
