// The comparison of two printed values, line by line, that assertion errors show.

const { inspect } = require('internal/util/inspect');

const headings = {
  deepStrictEqual: 'Expected values to be strictly deep-equal:',
  strictEqual: 'Expected values to be strictly equal:',
  strictEqualObject: 'Expected "actual" to be reference-equal to "expected":',
  deepEqual: 'Expected values to be loosely deep-equal:',
  notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
  notStrictEqual: 'Expected "actual" to be strictly unequal to:',
  notStrictEqualObject: 'Expected "actual" not to be reference-equal to "expected":',
  notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
  notIdentical: 'Values have same structure but are not reference-equal:',
  notDeepEqualUnequal: 'Expected values not to be loosely deep-equal:',
};

const kMaxShortLength = 12; // of both values together, to be shown as a !== b
const kMaxLines = 50;
const kTailLines = 3; // identical lines shown at the end
const kLineWidth = 80;

// print shows all that deep equality compares, whatever the defaults of util.inspect are.
function print(value) {
  return inspect(value, {
    compact: false,
    customInspect: false,
    depth: 1000,
    maxArrayLength: Infinity,
    showHidden: false,
    showProxy: false,
    sorted: true,
    getters: true,
  });
}

function isObject(value) {
  return typeof value === 'object' && value !== null;
}

// shorten cuts a long printed value.
function shorten(lines) {
  return lines.length > kMaxLines ? lines.slice(0, 46).concat(['...']) : lines;
}

// sameBut reports whether two lines differ by nothing or by the comma at their end.
function sameBut(a, b) {
  return a === b || a === `${b},` || b === `${a},`;
}

// Output gathers the lines of a comparison. Runs of identical lines are shortened to two at their beginning and two at their end.
class Output {
  text = '';
  removed = ''; // the "-" lines that wait until the "+" lines of the same place are out
  printed = 0;
  identical = 0;
  skipped = false;

  line(mark, line) {
    this.text += `\n${mark} ${line}`;
    this.printed++;
  }

  same(line) {
    this.text += this.removed;
    this.removed = '';
    this.identical++;
    if (this.identical <= 2) this.line(' ', line);
  }

  // resume prints the last lines of the run of identical lines that ended before lines[i].
  resume(lines, i) {
    const run = this.identical;
    this.identical = 0;
    if (run > 5) {
      this.text += '\n...';
      this.skipped = true;
    }
    if (run === 5) this.line(' ', lines[i - 3]);
    if (run > 3) this.line(' ', lines[i - 2]);
    if (run > 2) this.line(' ', lines[i - 1]);
  }
}

// cutTail takes the identical lines at the end off both lists and returns what is shown of them.
function cutTail(actual, expected) {
  let tail = '';
  let first = '';
  let count = 0;
  while (actual.length > 0 && expected.length > 0 && actual[actual.length - 1] === expected[expected.length - 1]) {
    const line = actual.pop();
    expected.pop();
    if (count < kTailLines) tail = `\n  ${line}${tail}`;
    else first = line;
    count++;
  }
  const skipped = count > 4;
  if (skipped) tail = `\n...${tail}`;
  if (first !== '') tail = `\n  ${first}${tail}`;
  return { tail, skipped };
}

// mismatch points at the first character in which two short lines differ.
function mismatch(a, b) {
  let i = 0;
  while (a[i] === b[i]) i++;
  return i > 2 ? `\n  ${' '.repeat(i)}^` : '';
}

// compare is the text for values that should be (deeply) equal and aren't.
function compare(actual, expected, operator, message = '') {
  const printed = print(actual);
  const actualLines = printed.split('\n');
  const expectedLines = print(expected).split('\n');
  if (operator === 'strictEqual' &&
      ((isObject(actual) && isObject(expected)) || (typeof actual === 'function' && typeof expected === 'function'))) {
    operator = 'strictEqualObject';
  }
  const heading = message || headings[operator];
  let pointer = '';
  if (actualLines.length === 1 && expectedLines.length === 1 && actualLines[0] !== expectedLines[0]) {
    const a = actualLines[0];
    const b = expectedLines[0];
    if (a.length + b.length <= kMaxShortLength) {
      if (!isObject(actual) && !isObject(expected) && (actual !== 0 || expected !== 0)) {
        return `${heading}\n\n${a} !== ${b}\n`;
      }
    } else if (operator !== 'strictEqualObject' && a.length + b.length < kLineWidth) {
      pointer = mismatch(a, b);
    }
  }
  const { tail, skipped } = cutTail(actualLines, expectedLines);
  if (actualLines.length === 0 && expectedLines.length === 0) {
    return `${headings.notIdentical}\n\n${shorten(printed.split('\n')).join('\n')}\n`;
  }
  const out = new Output();
  out.skipped = skipped;
  const head = `${heading}\n+ actual - expected`;
  if (!printLines(out, actualLines, expectedLines)) {
    return `${head} ... Lines skipped\n${out.text}\n...${out.removed}\n...`;
  }
  return `${head}${out.skipped ? ' ... Lines skipped' : ''}\n${out.text}${out.removed}${tail}${pointer}`;
}

// printLines reports whether everything had room.
function printLines(out, actual, expected) {
  const count = Math.max(actual.length, expected.length);
  const longer = actual.length < count ? expected : actual;
  const common = Math.min(actual.length, expected.length);
  for (let i = 0; i < count; i++) {
    if (i >= common) {
      out.resume(longer, i);
      if (longer === actual) out.line('+', longer[i]);
      else out.removed += `\n- ${longer[i]}`;
      if (longer !== actual) out.printed++;
    } else if (sameBut(actual[i], expected[i])) {
      // A line that ends with a comma on either side is shown with it.
      out.same(expected[i] === `${actual[i]},` ? expected[i] : actual[i]);
    } else {
      out.resume(actual, i);
      out.line('+', actual[i]);
      out.removed += `\n- ${expected[i]}`;
      out.printed++;
    }
    if (out.printed > kMaxLines && i < count - 2) return false;
  }
  return true;
}

// notEqual is the text for values that should differ and don't.
function notEqual(actual, operator) {
  const identity = operator === 'notStrictEqual' && (isObject(actual) || typeof actual === 'function');
  const heading = identity ? headings.notStrictEqualObject : headings[operator];
  const lines = shorten(print(actual).split('\n'));
  if (lines.length === 1) return `${heading}${lines[0].length > 5 ? '\n\n' : ' '}${lines[0]}`;
  return `${heading}\n\n${lines.join('\n')}\n`;
}

function cut(text, length) {
  return text.length > length ? `${text.slice(0, length - 3)}...` : text;
}

// loose is the text of the other operators.
function loose(actual, expected, operator) {
  const a = print(actual);
  const b = print(expected);
  if (operator === 'notDeepEqual' && a === b) return cut(`${headings[operator]}\n\n${a}`, 1024);
  const left = cut(a, 512);
  const right = cut(b, 512);
  if (operator === 'deepEqual') return `${headings.deepEqual}\n\n${left}\n\nshould loosely deep-equal\n\n${right}`;
  if (operator === 'notDeepEqual') return `${headings.notDeepEqualUnequal}\n\n${left}\n\nshould not loosely deep-equal\n\n${right}`;
  return `${left} ${operator} ${right}`;
}

module.exports = { compare, loose, notEqual };
