// Errors as inspect prints them: the stack, with the name that the object has now, and the properties that the stack doesn't show.

const { native, prefixOf } = require('internal/util/inspect');
const { isError } = require('internal/util');

// stackOf is the text that stands for an error.
function stackOf(err) {
  return err.stack ? native.stack(String(err.stack)) : Error.prototype.toString.call(err);
}

function formatError(err, constructor, tag, ctx, keys) {
  const name = err.name != null ? String(err.name) : 'Error';
  let stack = stackOf(err);
  dropShown(ctx, keys, err, stack);
  if ('cause' in err && !keys.includes('cause')) keys.push('cause');
  if (Array.isArray(err.errors) && !keys.includes('errors')) keys.push('errors');
  stack = withCurrentName(stack, constructor, name, tag);
  const { message } = err;
  const at = (message && stack.indexOf(message)) || -1;
  const frames = stack.indexOf('\n    at', at === -1 ? at : at + message.length);
  if (frames === -1) {
    stack = `[${stack}]`;
  } else {
    const lines = frameLines(ctx, err, stack.slice(frames + 1));
    stack = `${stack.slice(0, frames)}\n${ctx.colors ? colorFrames(ctx, lines) : lines.join('\n')}`;
  }
  if (ctx.indentationLvl !== 0) stack = stack.replaceAll('\n', `\n${' '.repeat(ctx.indentationLvl)}`);
  return stack;
}

// dropShown removes the properties whose values the stack has anyway.
function dropShown(ctx, keys, err, stack) {
  if (ctx.showHidden || keys.length === 0) return;
  const names = ['name', 'message', 'stack'];
  for (let i = 0; i < names.length; i++) {
    const index = keys.indexOf(names[i]);
    if (index !== -1 && (names[i] === 'stack' || stack.includes(err[names[i]]))) keys.splice(index, 1);
  }
}

// withCurrentName replaces the class in the first line of a stack by what the error is: a subclass that kept the name of its
// parent, an error with a tag or without a prototype.
function withCurrentName(stack, constructor, name, tag) {
  let length = name.length;
  const regular = name.endsWith('Error') && stack.startsWith(name) &&
    (stack.length === length || stack[length] === ':' || stack[length] === '\n');
  if (constructor !== null && !regular) return stack;
  let fallback = 'Error';
  if (constructor === null) {
    const found = /^([A-Z][a-z_ A-Z0-9[\]()-]+)(?::|\n {4}at)/.exec(stack) || /^([a-z_A-Z0-9-]*Error)$/.exec(stack);
    fallback = (found && found[1]) || '';
    length = fallback.length;
    fallback ||= 'Error';
  }
  const prefix = prefixOf(constructor, tag, fallback).slice(0, -1);
  if (name === prefix) return stack;
  if (!prefix.includes(name)) return `${prefix} [${name}]${stack.slice(length)}`;
  return length === 0 ? `${prefix}: ${stack}` : `${prefix}${stack.slice(length)}`;
}

// frameLines leaves out the frames that the error's cause has too.
function frameLines(ctx, err, text) {
  const lines = text.split('\n');
  let cause;
  try {
    ({ cause } = err);
  } catch {
    // A getter that throws is no cause.
  }
  if (cause == null || !isError(cause)) return lines;
  const causeStack = stackOf(cause);
  const start = causeStack.indexOf('\n    at');
  if (start === -1) return lines;
  const common = commonRun(lines, causeStack.slice(start + 1).split('\n'));
  if (common.length > 0) {
    const skipped = common.length - 2;
    const note = ctx.stylize(`    ... ${skipped} lines matching cause stack trace ...`, 'undefined');
    lines.splice(common.offset + 1, skipped, note);
  }
  return lines;
}

// commonRun finds the first run of more than three lines of a that b has too.
function commonRun(a, b) {
  for (let i = 0; i < a.length - 3; i++) {
    const at = b.indexOf(a[i]);
    if (at === -1 || b.length - at <= 3) continue;
    let length = 1;
    while (length < a.length - i && length < b.length - at && a[i + length] === b[at + length]) length++;
    if (length > 3) return { length, offset: i };
  }
  return { length: 0, offset: 0 };
}

// colorFrames greys the frames of built-in code and the working directory, and underlines the packages of node_modules.
function colorFrames(ctx, lines) {
  let cwd;
  try {
    cwd = require('process').cwd();
  } catch {
    // No process here.
  }
  const out = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    if (/^ {4}at (?:[^/\\(]+ \(|)node:.+:\d+:\d+\)?$/.test(line)) {
      out.push(ctx.stylize(line, 'undefined'));
      continue;
    }
    const marked = line.replace(/([/\\]node_modules[/\\])(.+?)(?=[/\\])/g, (_, folder, name) => folder + ctx.stylize(name, 'module'));
    out.push(cwd === undefined ? marked : markFolder(ctx, marked, cwd));
  }
  return out.join('\n');
}

function markFolder(ctx, line, cwd) {
  let start = line.indexOf(cwd);
  if (start === -1) return line;
  let length = cwd.length;
  if (line.slice(start - 7, start) === 'file://') {
    length += 7;
    start -= 7;
  }
  const open = line[start - 1] === '(' ? start - 1 : start;
  const closes = open !== start && line.endsWith(')');
  const end = start + length + 1;
  return line.slice(0, open) + ctx.stylize(line.slice(open, end), 'undefined') +
    line.slice(end, closes ? -1 : line.length) + (closes ? ctx.stylize(')', 'undefined') : '');
}

module.exports = { commonRun, formatError, isError, stackOf };
