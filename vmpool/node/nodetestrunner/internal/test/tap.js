// Results as TAP version 13, https://testanything.org, in Node's form.

const { inspect } = require('util');

const inspectOptions = { __proto__: null, colors: false, breakLength: Infinity };
const unwrapped = ['testCodeFailure', 'hookFailed', 'uncaughtException', 'unhandledRejection'];

function write(text) {
  process.stdout.write(text);
}

function escape(text) {
  return text.replaceAll('\\', '\\\\').replaceAll('#', '\\#').replace(/[\b\f\t\n\r\v]/g, (c) =>
    '\\\\' + { '\b': 'b', '\f': 'f', '\t': 't', '\n': 'n', '\r': 'r', '\v': 'v' }[c]);
}

function indent(nesting) {
  return '    '.repeat(nesting);
}

function begin() {
  let begun = false;
  const first = () => {
    if (begun) return;
    begun = true;
    write('TAP version 13\n');
  };
  setImmediate(first).unref();
  module.exports.ensureBegun = first;
}

function start(test) {
  module.exports.ensureBegun();
  write(`${indent(test.nesting)}# Subtest: ${escape(test.name)}\n`);
}

function plan(nesting, count) {
  module.exports.ensureBegun();
  write(`${indent(nesting)}1..${count}\n`);
}

function diagnostic(nesting, message) {
  write(`${indent(nesting)}# ${escape(String(message))}\n`);
}

function result(test) {
  const space = indent(test.nesting);
  let text = `${space}${test.passed ? 'ok' : 'not ok'} ${test.number} ${escape(`- ${test.name}`)}`;
  const reason = test.message ? ` ${escape(test.message)}` : '';
  if (test.skipped) text += ` # SKIP${reason}`;
  else if (test.isTodo) text += ` # TODO${reason}`;
  text += `\n${space}  ---\n` + yaml(space, 'duration_ms', test.duration()) + yaml(space, 'type', test.type);
  if (!test.passed) {
    text += yaml(space, 'location', test.location);
    if (test.error !== undefined) text += errorFields(space, test.error);
  }
  write(`${text}${space}  ...\n`);
}

function yaml(space, name, value, seen = new Set()) {
  if (value === undefined) return '';
  const prefix = `${space}  ${name}:`;
  if (value === null) return `${prefix} ~\n`;
  if (typeof value === 'string' && /\r?\n/.test(value)) {
    return `${prefix} |-\n` + value.split(/\r?\n/).map((line) => `${space}    ${line}\n`).join('');
  }
  if (typeof value !== 'object') return `${prefix} ${inspect(value, inspectOptions)}\n`;
  seen.add(value);
  let text = prefix + (value instanceof Date ? ` ${value.toISOString()}` : '') + '\n';
  for (const key of Object.keys(value)) {
    text += seen.has(value[key]) ? `${space}    ${key}: <Circular>\n` : yaml(space + '  ', key, value[key], seen);
  }
  return value instanceof Error ? text + errorFields(space + '  ', value) : text;
}

function errorFields(space, error) {
  let text = '';
  for (const key of Object.keys(error)) {
    if (key !== 'cause' && key !== 'code') text += yaml(space, key, error[key]);
  }
  const isAssertion = (e) => typeof e === 'object' && e !== null && 'expected' in e && 'actual' in e;
  let { code, name, message, stack } = error;
  let assertion = isAssertion(error) ? error : undefined;
  if (code === 'ERR_TEST_FAILURE') {
    const { cause } = error;
    if (unwrapped.includes(error.failureType) && typeof cause === 'object' && cause !== null) {
      stack = cause.stack ?? stack;
      code = cause.code ?? code;
      name = cause.name ?? name;
      message = cause.message ?? message;
      if (isAssertion(cause)) assertion = cause;
    } else {
      stack = undefined; // it would show nothing but this file
    }
  }
  text += yaml(space, 'error', message ?? '<unknown error>');
  if (code) text += yaml(space, 'code', code);
  if (name && name !== 'Error') text += yaml(space, 'name', name);
  if (assertion !== undefined) {
    text += yaml(space, 'expected', assertion.expected) + yaml(space, 'actual', assertion.actual);
    if (assertion.operator) text += yaml(space, 'operator', assertion.operator);
  }
  const frames = typeof stack === 'string' ?
    binding.userFrames(stack).split(/\r?\n/).filter((line) => /^\s+at /.test(line)).map((line) => line.replace(/^\s+at /, '')) : [];
  if (frames.length > 0) text += `${space}  stack: |-\n${frames.map((frame) => `${space}    ${frame}\n`).join('')}`;
  return text;
}

module.exports = { begin, start, plan, diagnostic, result, ensureBegun: () => {} };
