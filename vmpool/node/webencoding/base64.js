// atob and btoa (HTML, section 8.3).

const { codes: { ERR_MISSING_ARGS } } = require('internal/errors');

const invalid = (message) => new (require('internal/dom_exception').DOMException)(message, 'InvalidCharacterError');

function atob(input) {
  if (arguments.length === 0) throw new ERR_MISSING_ARGS('input');
  const out = binding.decode(`${input}`);
  if (out === null) throw invalid('Invalid character');
  if (out === undefined) throw invalid('The string to be decoded is not correctly encoded.');
  return out;
}

function btoa(input) {
  if (arguments.length === 0) throw new ERR_MISSING_ARGS('input');
  const out = binding.encode(`${input}`);
  if (out === undefined) throw invalid('Invalid character');
  return out;
}

exports.atob = atob;
exports.btoa = btoa;
