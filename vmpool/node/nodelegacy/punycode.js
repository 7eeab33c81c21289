// punycode (RFC 3492).

const base = 36;
const tMin = 1;
const tMax = 26;
const skew = 38;
const damp = 700;
const initialBias = 72;
const initialN = 128;
const maxInt = 0x7fffffff;

function adapt(delta, points, first) {
  delta = first ? Math.floor(delta / damp) : delta >> 1;
  delta += Math.floor(delta / points);
  let k = 0;
  for (; delta > ((base - tMin) * tMax) >> 1; k += base) delta = Math.floor(delta / (base - tMin));
  return Math.floor(k + ((base - tMin + 1) * delta) / (delta + skew));
}

function threshold(k, bias) {
  return Math.min(Math.max(k - bias, tMin), tMax);
}

// digitOf is the value of a character: letters are 0 to 25, digits 26 to 35; base for all else.
function digitOf(code) {
  if (code >= 0x30 && code < 0x3a) return 26 + (code - 0x30);
  if (code >= 0x41 && code < 0x5b) return code - 0x41;
  if (code >= 0x61 && code < 0x7b) return code - 0x61;
  return base;
}

function characterOf(digit) {
  return String.fromCharCode(digit < 26 ? digit + 0x61 : digit - 26 + 0x30);
}

const overflow = () => new RangeError('Overflow: input needs wider integers to process');

function ucs2decode(string) {
  const points = [];
  for (let i = 0; i < string.length; i++) {
    const point = string.codePointAt(i);
    points.push(point);
    if (point > 0xffff) i++;
  }
  return points;
}

function decode(input) {
  const output = [];
  const basic = Math.max(input.lastIndexOf('-'), 0);
  for (let j = 0; j < basic; j++) {
    if (input.charCodeAt(j) >= 0x80) throw new RangeError('Illegal input >= 0x80 (not a basic code point)');
    output.push(input.charCodeAt(j));
  }
  let n = initialN;
  let i = 0;
  let bias = initialBias;
  for (let index = basic > 0 ? basic + 1 : 0; index < input.length;) {
    const before = i;
    for (let w = 1, k = base; ; k += base) {
      if (index >= input.length) throw new RangeError('Invalid input');
      const digit = digitOf(input.charCodeAt(index++));
      if (digit >= base) throw new RangeError('Invalid input');
      if (digit > Math.floor((maxInt - i) / w)) throw overflow();
      i += digit * w;
      const t = threshold(k, bias);
      if (digit < t) break;
      if (w > Math.floor(maxInt / (base - t))) throw overflow();
      w *= base - t;
    }
    const length = output.length + 1;
    bias = adapt(i - before, length, before === 0);
    if (Math.floor(i / length) > maxInt - n) throw overflow();
    n += Math.floor(i / length);
    i %= length;
    output.splice(i++, 0, n);
  }
  return String.fromCodePoint(...output);
}

function encode(input) {
  const points = ucs2decode(input);
  let output = '';
  for (let j = 0; j < points.length; j++) {
    if (points[j] < 0x80) output += String.fromCharCode(points[j]);
  }
  const basic = output.length;
  let handled = basic;
  if (basic > 0) output += '-';
  let n = initialN;
  let delta = 0;
  let bias = initialBias;
  while (handled < points.length) {
    let m = maxInt;
    for (let j = 0; j < points.length; j++) {
      if (points[j] >= n && points[j] < m) m = points[j];
    }
    if (m - n > Math.floor((maxInt - delta) / (handled + 1))) throw overflow();
    delta += (m - n) * (handled + 1);
    n = m;
    for (let j = 0; j < points.length; j++) {
      if (points[j] < n && ++delta > maxInt) throw overflow();
      if (points[j] !== n) continue;
      let q = delta;
      for (let k = base; ; k += base) {
        const t = threshold(k, bias);
        if (q < t) break;
        output += characterOf(t + ((q - t) % (base - t)));
        q = Math.floor((q - t) / (base - t));
      }
      output += characterOf(q);
      bias = adapt(delta, handled + 1, handled === basic);
      delta = 0;
      handled++;
    }
    delta++;
    n++;
  }
  return output;
}

// mapDomain applies a function to the labels of a domain or of the host in an e-mail address.
function mapDomain(domain, callback) {
  const parts = domain.split('@');
  let local = '';
  if (parts.length > 1) {
    local = `${parts[0]}@`;
    domain = parts[1];
  }
  const labels = domain.replace(/[\x2e\u3002\uff0e\uff61]/g, '.').split('.');
  return local + labels.map(callback).join('.');
}

function toUnicode(input) {
  return mapDomain(input, (label) => (label.startsWith('xn--') ? decode(label.slice(4).toLowerCase()) : label));
}

function toASCII(input) {
  return mapDomain(input, (label) => (/[^\0-\x7f]/.test(label) ? `xn--${encode(label)}` : label));
}

module.exports = {
  version: '2.1.0',
  ucs2: {
    decode: ucs2decode,
    encode: (codePoints) => String.fromCodePoint(...codePoints),
  },
  decode,
  encode,
  toASCII,
  toUnicode,
};
