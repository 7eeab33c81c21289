// console.table.

const { getStringWidth, inspect, native } = require('internal/util/inspect');
const { kind } = require('internal/util/types');

const kIndex = '(index)';
const kIteration = '(iteration index)';
const kKey = 'Key';
const kValues = 'Values';

// isList tells values that are printed whole in a cell.
function isList(v) {
  return Array.isArray(v) || ArrayBuffer.isView(v);
}

// render makes the table of any object: rows are its items, columns the properties of those.
function render(data, properties, inspectOptions) {
  const cell = (v) => {
    const large = v !== null && typeof v === 'object' && !isList(v) && Object.keys(v).length > 2;
    return inspect(v, { depth: large ? -1 : 0, maxArrayLength: 3, breakLength: Infinity, ...inspectOptions });
  };
  const what = kind(data);
  if (what === 'Map' || what === 'Set') {
    const keys = [];
    const values = [];
    data.forEach((value, key) => {
      keys.push(cell(key));
      values.push(cell(value));
    });
    return what === 'Map' ? draw([kIteration, kKey, kValues], [indices(values.length), keys, values]) :
      draw([kIteration, kValues], [indices(values.length), values]);
  }
  if (what === 'Map Iterator' || what === 'Set Iterator') {
    const preview = native.entries(data);
    const items = preview[0].map(cell);
    if (!preview[1] || what === 'Set Iterator') return draw([kIteration, kValues], [indices(items.length), items]);
    const keys = items.filter((_, i) => i % 2 === 0);
    return draw([kIteration, kKey, kValues], [indices(keys.length), keys, items.filter((_, i) => i % 2 === 1)]);
  }
  return renderRows(data, properties, cell);
}

function indices(length) {
  return Array.from({ length }, (_, i) => String(i));
}

function renderRows(data, properties, cell) {
  const columns = new Map(); // name → cells by row
  const primitives = [];
  let hasPrimitives = false;
  const rows = Object.keys(data);
  for (let i = 0; i < rows.length; i++) {
    const item = data[rows[i]];
    const primitive = item === null || (typeof item !== 'function' && typeof item !== 'object');
    if (properties === undefined && primitive) {
      hasPrimitives = true;
      primitives[i] = cell(item);
      continue;
    }
    const keys = properties || Object.keys(item);
    for (let k = 0; k < keys.length; k++) {
      const name = keys[k];
      if (!columns.has(name)) columns.set(name, []);
      columns.get(name)[i] = primitive || !Object.hasOwn(item, name) ? '' : cell(item[name]);
    }
  }
  const head = [kIndex];
  const body = [rows];
  // Names that look like indices come first, as in an object.
  const names = Object.keys(Object.fromEntries(columns));
  for (let i = 0; i < names.length; i++) {
    head.push(names[i]);
    body.push(columns.get(names[i]) ?? columns.get(Number(names[i])));
  }
  if (hasPrimitives) {
    head.push(kValues);
    body.push(primitives);
  }
  return draw(head, body);
}

function draw(head, columns) {
  let rows = 0;
  for (let c = 0; c < columns.length; c++) rows = Math.max(rows, columns[c].length);
  const widths = head.map((title, c) => {
    let width = getStringWidth(title);
    for (let r = 0; r < rows; r++) width = Math.max(width, getStringWidth(columns[c][r] ?? ''));
    return width;
  });
  const rule = (left, middle, right) => left + widths.map((w) => '─'.repeat(w + 2)).join(middle) + right;
  const line = (cells) => `│ ${cells.map((text, c) => text + ' '.repeat(widths[c] - getStringWidth(text))).join(' │ ')} │`;
  const lines = [rule('┌', '┬', '┐'), line(head), rule('├', '┼', '┤')];
  for (let r = 0; r < rows; r++) lines.push(line(columns.map((column) => column[r] ?? '')));
  lines.push(rule('└', '┴', '┘'));
  return lines.join('\n');
}

module.exports = { render };
