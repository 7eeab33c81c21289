// Primitive values as inspect prints them, and the width of texts.

const kMinLineLength = 16; // a shorter string isn't broken at its new lines

function withSeparators(digits) {
  const first = digits[0] === '-' ? 1 : 0;
  let end = digits.length;
  let out = '';
  for (; end >= first + 4; end -= 3) out = `_${digits.slice(end - 3, end)}${out}`;
  return digits.slice(0, end) + out;
}

function withFractionSeparators(digits) {
  let out = '';
  let i = 0;
  for (; i < digits.length - 3; i += 3) out += `${digits.slice(i, i + 3)}_`;
  return out + digits.slice(i);
}

function formatNumber(stylize, number, numericSeparator) {
  if (!numericSeparator) return stylize(Object.is(number, -0) ? '-0' : `${number}`, 'number');
  const integer = Math.trunc(number);
  const text = String(integer);
  if (integer === number) {
    return stylize(Number.isFinite(number) && !text.includes('e') ? withSeparators(text) : text, 'number');
  }
  if (Number.isNaN(number)) return stylize(text, 'number');
  return stylize(`${withSeparators(text)}.${withFractionSeparators(String(number).slice(text.length + 1))}`, 'number');
}

function formatBigInt(stylize, bigint, numericSeparator) {
  const text = String(bigint);
  return stylize(`${numericSeparator ? withSeparators(text) : text}n`, 'bigint');
}

function formatString(stylize, value, ctx) {
  let trailer = '';
  if (value.length > ctx.maxStringLength) {
    const remaining = value.length - ctx.maxStringLength;
    value = value.slice(0, ctx.maxStringLength);
    trailer = `... ${remaining} more character${remaining > 1 ? 's' : ''}`;
  }
  // A long text is broken where its own lines end.
  if (ctx.compact !== true && value.length > kMinLineLength && value.length > ctx.breakLength - ctx.indentationLvl - 4) {
    const lines = value.split('\n');
    const parts = [];
    for (let i = 0; i < lines.length; i++) {
      const line = i === lines.length - 1 ? lines[i] : `${lines[i]}\n`;
      if (line !== '' || lines.length === 1) parts.push(stylize(binding.quote(line), 'string'));
    }
    return parts.join(` +\n${' '.repeat(ctx.indentationLvl + 2)}`) + trailer;
  }
  return stylize(binding.quote(value), 'string') + trailer;
}

function formatPrimitive(stylize, value, ctx) {
  switch (typeof value) {
    case 'string':
      return formatString(stylize, value, ctx);
    case 'number':
      return formatNumber(stylize, value, ctx.numericSeparator);
    case 'bigint':
      return formatBigInt(stylize, value, ctx.numericSeparator);
    case 'boolean':
      return stylize(`${value}`, 'boolean');
    case 'undefined':
      return stylize('undefined', 'undefined');
    default:
      return stylize(Symbol.prototype.toString.call(value), 'symbol');
  }
}

// stripVTControlCharacters removes escape sequences (ECMA-48 control sequences, operating system commands).
function stripVTControlCharacters(str) {
  require('internal/validators').validateString(str, 'str');
  return stripEscapes(str);
}

function stripEscapes(str) {
  if (!str.includes('\u001b') && !str.includes('\u009b')) return str;
  const command = '(?:(?:;[-a-zA-Z\\d/#&.:=?%@~_]+)*|[a-zA-Z\\d]+(?:;[-a-zA-Z\\d/#&.:=?%@~_]*)*)?(?:\\u0007|\\u001b\\\\|\\u009c)';
  const sequence = '(?:\\d{1,4}(?:;\\d{0,4})*)?[\\dA-PR-TZcf-nq-uy=><~]';
  return str.replace(new RegExp(`[\\u001b\\u009b][[\\]()#;?]*(?:${command}|${sequence})`, 'g'), '');
}

// getStringWidth is the number of terminal columns of a string.
function getStringWidth(str, removeControlChars = true) {
  return binding.width(removeControlChars ? stripEscapes(str) : str);
}

module.exports = {
  formatBigInt,
  formatNumber,
  formatPrimitive,
  getStringWidth,
  native: binding,
  stripVTControlCharacters,
};
