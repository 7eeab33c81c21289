// path.matchesGlob: *, ?, **, [classes], {alternatives} and @(…), ?(…), *(…), +(…), !(…).

const special = /[\\^$.|+(){}]/;

// closing is the position of the bracket that closes the one at i, -1 when there is none.
function closing(text, i, open, close) {
  let depth = 0;
  for (; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === open) depth++;
    else if (text[i] === close && --depth === 0) return i;
  }
  return -1;
}

// splitAt splits at a separator outside of brackets.
function splitAt(text, separator) {
  const parts = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '{' || text[i] === '(') depth++;
    else if (text[i] === '}' || text[i] === ')') depth--;
    else if (text[i] === separator && depth === 0) {
      parts.push(text.slice(from, i));
      from = i + 1;
    }
  }
  parts.push(text.slice(from));
  return parts;
}

// expandBraces gives the patterns that {a,b} and {1..3} stand for.
function expandBraces(pattern) {
  for (let open = pattern.indexOf('{'); open !== -1; open = pattern.indexOf('{', open + 1)) {
    const close = closing(pattern, open, '{', '}');
    if (close === -1) break;
    const inner = pattern.slice(open + 1, close);
    const range = /^(-?\d+)\.\.(-?\d+)$/.exec(inner);
    let parts = splitAt(inner, ',');
    if (range !== null) {
      const first = Number(range[1]);
      const last = Number(range[2]);
      const step = first <= last ? 1 : -1;
      parts = Array.from({ length: Math.min(Math.abs(last - first) + 1, 10000) }, (_, i) => String(first + i * step));
    } else if (parts.length < 2) {
      continue;
    }
    const out = [];
    for (let i = 0; i < parts.length; i++) out.push(...expandBraces(pattern.slice(0, open) + parts[i] + pattern.slice(close + 1)));
    return out;
  }
  return [pattern];
}

const quantifiers = { '@': '', '?': '?', '*': '*', '+': '+' };

// source is the regular expression of one segment.
function source(segment) {
  let out = '';
  for (let i = 0; i < segment.length; i++) {
    const c = segment[i];
    const close = segment[i + 1] === '(' && '@?*+!'.includes(c) ? closing(segment, i + 1, '(', ')') : -1;
    if (close !== -1) {
      const inner = splitAt(segment.slice(i + 2, close), '|').map(source).join('|');
      out += c === '!' ? `(?:(?!(?:${inner})${source(segment.slice(close + 1))}$)[^/]*?)` : `(?:${inner})${quantifiers[c]}`;
      i = close;
    } else if (c === '*') {
      out += '[^/]*?';
    } else if (c === '?') {
      out += '[^/]';
    } else if (c === '[') {
      const end = segment.indexOf(']', i + 2);
      if (end === -1) {
        out += '\\[';
      } else {
        const inner = segment.slice(i + 1, end).replace(/^!/, '^').replace(/\\/g, '\\\\').replace(/\[/g, '\\[');
        out += `[${inner}]`;
        i = end;
      }
    } else if (c === '\\' && i + 1 < segment.length) {
      out += `\\${segment[++i]}`;
    } else {
      out += special.test(c) ? `\\${c}` : c;
    }
  }
  return out;
}

// matchSegments walks the pattern; ** stands for any number of segments that don't begin with a dot.
function matchSegments(path, i, pattern, j) {
  for (; j < pattern.length; i++, j++) {
    if (pattern[j] === '**') {
      if (j === pattern.length - 1) return path.slice(i).every((segment) => !segment.startsWith('.'));
      for (let k = i; k <= path.length; k++) {
        if (matchSegments(path, k, pattern, j + 1)) return true;
        if (k < path.length && path[k].startsWith('.')) return false;
      }
      return false;
    }
    if (i >= path.length) return false;
    // Only a literal dot matches a leading one.
    if (path[i].startsWith('.') && /^[*?[@+!]/.test(pattern[j])) return false;
    if (!new RegExp(`^(?:${source(pattern[j])})$`, 's').test(path[i])) return false;
  }
  return i === path.length;
}

// matchesGlob compares paths whose separators are slashes, when windows is set also backslashes and regardless of case.
exports.matchesGlob = function matchesGlob(path, pattern, windows) {
  if (windows) {
    path = path.replaceAll('\\', '/').toLowerCase();
    pattern = pattern.replaceAll('\\', '/').toLowerCase();
  }
  const segments = path.split('/').filter((segment, i) => segment !== '' || i === 0);
  return expandBraces(pattern).some((one) => {
    return matchSegments(segments, 0, one.split('/').filter((segment, i) => segment !== '' || i === 0), 0);
  });
};
