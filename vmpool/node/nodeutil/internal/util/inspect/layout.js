// How the printed entries of an object are put on lines.

const { native } = require('internal/util/inspect');

const kGroupFrom = 6; // arrays with more entries may be set in columns
const kSeparator = 2; // the comma and the space after an entry
const kMaxColumns = 15;

function stripColors(text) {
  return text.includes('\u001b') ? text.replace(/\u001b\[\d\d?m/g, '') : text;
}

// widthOf is the number of columns that a printed entry takes.
function widthOf(ctx, text) {
  return native.width(ctx.colors ? stripColors(text) : text);
}

// fits reports whether the entries have room on one line that begins with start columns.
function fits(ctx, output, start, base) {
  let length = output.length + start;
  if (length + output.length > ctx.breakLength) return false;
  for (let i = 0; i < output.length; i++) {
    length += ctx.colors ? stripColors(output[i]).length : output[i].length;
    if (length > ctx.breakLength) return false;
  }
  return base === '' || !base.includes('\n');
}

// joinEntries makes one text of an object's entries. With a number for ctx.compact, that many inner levels are put on one line when they
// fit; with true, everything that fits; with false nothing.
function joinEntries(ctx, output, base, braces, isArray, depth, value) {
  const before = base ? `${base} ` : '';
  const indentation = `\n${' '.repeat(ctx.indentationLvl)}`;
  if (ctx.compact === true) {
    if (fits(ctx, output, 0, base)) return `${braces[0]}${base ? ` ${base}` : ''} ${output.join(', ')} ${braces[1]}`;
    // A long opening brace pushes the first entry to the next line, so that the entries line up.
    const first = base === '' && braces[0].length === 1 ? ' ' : `${base ? ` ${base}` : ''}${indentation}  `;
    return `${braces[0]}${first}${output.join(`,${indentation}  `)} ${braces[1]}`;
  }
  if (typeof ctx.compact === 'number' && ctx.compact >= 1) {
    const entries = output.length;
    if (isArray && entries > kGroupFrom) output = inColumns(ctx, output, value);
    // Grouped entries stay on lines of their own.
    if (ctx.currentDepth - depth < ctx.compact && entries === output.length) {
      const start = output.length + ctx.indentationLvl + braces[0].length + base.length + 10;
      if (fits(ctx, output, start, base)) {
        const joined = output.join(', ');
        if (!joined.includes('\n')) return `${before}${braces[0]} ${joined} ${braces[1]}`;
      }
    }
  }
  return `${before}${braces[0]}${indentation}  ${output.join(`,${indentation}  `)}${indentation}${braces[1]}`;
}

// inColumns sets the entries of a long array in columns that are about 2.5 times as many as the lines are long, if they are
// of similar length.
function inColumns(ctx, output, value) {
  // The line "... n more items" stays apart.
  const hasMore = ctx.maxArrayLength < output.length;
  const count = hasMore ? output.length - 1 : output.length;
  const widths = new Array(count);
  let total = 0;
  let widest = 0;
  for (let i = 0; i < count; i++) {
    const width = widthOf(ctx, output[i]);
    widths[i] = width;
    total += width + kSeparator;
    if (width > widest) widest = width;
  }
  const cell = widest + kSeparator;
  if (cell * 3 + ctx.indentationLvl >= ctx.breakLength || !(total / cell > 5 || widest <= 6)) return output;
  const bias = Math.sqrt(cell - total / output.length);
  const biased = Math.max(cell - 3 - bias, 1);
  const columns = Math.min(
    Math.round(Math.sqrt(2.5 * biased * count) / biased),
    Math.floor((ctx.breakLength - ctx.indentationLvl) / cell),
    ctx.compact * 4,
    kMaxColumns,
  );
  if (columns <= 1) return output;
  const columnWidths = [];
  for (let c = 0; c < columns; c++) {
    let width = 0;
    for (let i = c; i < count; i += columns) {
      if (widths[i] > width) width = widths[i];
    }
    columnWidths.push(width + kSeparator);
  }
  return rows(output, count, columns, widths, columnWidths, isNumeric(output, value), hasMore);
}

// isNumeric reports whether an array has only numbers, which are set flush right.
function isNumeric(output, value) {
  if (value === undefined) return true;
  for (let i = 0; i < output.length; i++) {
    if (typeof value[i] !== 'number' && typeof value[i] !== 'bigint') return false;
  }
  return true;
}

function rows(output, count, columns, widths, columnWidths, right, hasMore) {
  const lines = [];
  for (let i = 0; i < count; i += columns) {
    const last = Math.min(i + columns, count) - 1;
    let line = '';
    for (let j = i; j <= last; j++) {
      // Colour codes take no room.
      const invisible = output[j].length - widths[j];
      const cell = j === last ? output[j] : `${output[j]}, `;
      const width = columnWidths[j - i] + invisible;
      if (right) line += cell.padStart(j === last ? width - kSeparator : width);
      else line += j === last ? cell : cell.padEnd(width);
    }
    lines.push(line);
  }
  if (hasMore) lines.push(output[count]);
  return lines;
}

module.exports = { join: joinEntries, widthOf };
