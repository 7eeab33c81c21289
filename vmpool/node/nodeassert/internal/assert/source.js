// The text of the call that an assertion failed in: "assert.ok(a > b)".

const { native } = require('internal/util/inspect');

const closers = { '(': ')', '[': ']', '{': '}' };

// skipQuoted is the position after a string or template that begins at i.
function skipQuoted(code, i) {
  const quote = code[i];
  for (i++; i < code.length; i++) {
    if (code[i] === '\\') i++;
    else if (code[i] === quote) return i + 1;
    else if (quote === '`' && code[i] === '$' && code[i + 1] === '{') i = skipGroup(code, i + 1) - 1;
  }
  return i;
}

// skipRegExp is the position after a regular expression that begins at i, or i when that slash divides.
function skipRegExp(code, i) {
  const before = code.slice(0, i).trimEnd();
  if (/[\w$)\]]$/.test(before) && !/\b(?:return|typeof|void|in|of)$/.test(before)) return i;
  let inClass = false;
  for (let j = i + 1; j < code.length && code[j] !== '\n'; j++) {
    if (code[j] === '\\') j++;
    else if (code[j] === '[') inClass = true;
    else if (code[j] === ']') inClass = false;
    else if (code[j] === '/' && !inClass) return j + 1;
  }
  return i;
}

// skipGroup is the position after the group that the bracket at i opens.
function skipGroup(code, i) {
  const closer = closers[code[i]];
  for (i++; i < code.length;) {
    const c = code[i];
    if (c === closer) return i + 1;
    if (c in closers) {
      i = skipGroup(code, i);
    } else if (c === '"' || c === "'" || c === '`') {
      i = skipQuoted(code, i);
    } else if (c === '/' && code[i + 1] === '/') {
      i = code.indexOf('\n', i);
      if (i === -1) return code.length;
    } else if (c === '/' && code[i + 1] === '*') {
      i = code.indexOf('*/', i) + 2;
      if (i === 1) return code.length;
    } else if (c === '/') {
      i = Math.max(i + 1, skipRegExp(code, i));
    } else {
      i++;
    }
  }
  return i;
}

// calleeStart is where the member expression that ends before position i begins.
function calleeStart(code, i) {
  const line = code.lastIndexOf('\n', i - 1) + 1; // what is on lines before is left out, as in Node
  const callee = /(?:[\w$\u0080-\uffff]+|\[[^[\]\n]*\])(?:\s*\??\.\s*[\w$\u0080-\uffff]+|\[[^[\]\n]*\])*\s*$/.exec(code.slice(line, i));
  return callee === null ? i : line + callee.index;
}

// unitsIn is how many UTF-16 units have the first bytes bytes of a text in UTF-8.
function unitsIn(text, bytes) {
  let units = 0;
  for (let left = bytes; left > 0 && units < text.length; units++) {
    const c = text.charCodeAt(units);
    if (c < 0x80) left -= 1;
    else if (c < 0x800 || (c >= 0xd800 && c <= 0xdfff)) left -= 2;
    else left -= 3;
  }
  return units;
}

function escapeControl(c) {
  if (c === '\b') return '\\b';
  if (c === '\f') return '\\f';
  return `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

// callAt is the text of the call whose parenthesis is at a line and column, which count from 1.
function callAt(code, line, column) {
  let start = 0;
  for (let n = 1; n < line; n++) {
    start = code.indexOf('\n', start) + 1;
    if (start === 0) return undefined;
  }
  let open = start + column - 1;
  if (code[open] !== '(') open = start + unitsIn(code.slice(start), column - 1); // the engine counts bytes
  if (code[open] !== '(') open = code.indexOf('(', start + column - 1);
  if (open === -1) return undefined;
  const from = calleeStart(code, open);
  const text = code.slice(from, skipGroup(code, open)).replace(/[\x00-\x08\x0b\x0c\x0e-\x1f]/g, escapeControl);
  // The lines after the first lose the indentation of the call.
  const indent = from - (code.lastIndexOf('\n', from - 1) + 1);
  return text.split('\n').map((part, i) => {
    if (i === 0) return part;
    let at = 0;
    while (at < indent && (part[at] === ' ' || part[at] === '\t')) at++;
    return `  ${part.slice(at)}`;
  }).join('\n');
}

// falsyMessage is the message of a failed assert.ok, undefined when the source can't be read.
function falsyMessage() {
  const lines = native.stack(new Error().stack).split('\n');
  for (let i = 1; i < lines.length; i++) {
    const frame = /^ {4}at (?:.*\()?(?:file:\/\/)?([^()]+):(\d+):(\d+)\)?$/.exec(lines[i]);
    if (frame === null || frame[1].startsWith('node:')) continue;
    try {
      const code = require('fs').readFileSync(frame[1], 'utf8');
      const text = callAt(code, Number(frame[2]), Number(frame[3]));
      return text === undefined ? undefined : `The expression evaluated to a falsy value:\n\n  ${text}\n`;
    } catch {
      return undefined;
    }
  }
  return undefined;
}

module.exports = { callAt, falsyMessage };
