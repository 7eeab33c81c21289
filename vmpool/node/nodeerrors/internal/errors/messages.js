// The messages that depend on more than their arguments' texts. Some also set properties of the error.

const lowerCaseTypes = [
  'string', 'function', 'number', 'object', 'Function', 'Object', 'boolean', 'bigint', 'symbol',
];

function invalidArgType(name, expected, actual, describe, list) {
  if (!Array.isArray(expected)) expected = [expected];
  let message = 'The ';
  if (name.endsWith(' argument')) {
    message += `${name} must be `;
  } else {
    message += `"${name}" ${name.includes('.') ? 'property' : 'argument'} must be `;
  }
  const types = [];
  const instances = [];
  const other = [];
  for (let i = 0; i < expected.length; i++) {
    const value = expected[i];
    if (lowerCaseTypes.includes(value)) types.push(value.toLowerCase());
    else if (/^([A-Z][a-z0-9]*)+$/.test(value)) instances.push(value);
    else other.push(value);
  }
  // An Object among classes reads as one of them.
  const at = instances.length > 0 ? types.indexOf('object') : -1;
  if (at !== -1) {
    types.splice(at, 1);
    instances.push('Object');
  }
  const parts = [];
  if (types.length > 0) parts.push(`${types.length > 1 ? 'one of type' : 'of type'} ${list(types, 'or')}`);
  if (instances.length > 0) parts.push(`an instance of ${list(instances, 'or')}`);
  if (other.length > 1) parts.push(`one of ${list(other, 'or')}`);
  else if (other.length === 1) parts.push(other[0].toLowerCase() === other[0] ? other[0] : `an ${other[0]}`);
  return `${message}${parts.join(' or ')}. Received ${describe(actual)}`;
}

function inspect(value, options) {
  return require('internal/util/inspect').inspect(value, options);
}

// withSeparators groups the digits of an integer: 1_000_000.
function withSeparators(digits) {
  const sign = digits[0] === '-' ? '-' : '';
  let rest = digits.slice(sign.length);
  let out = '';
  while (rest.length > 3) {
    out = `_${rest.slice(-3)}${out}`;
    rest = rest.slice(0, -3);
  }
  return sign + rest + out;
}

function outOfRange(name, range, input, replace) {
  let received;
  if (Number.isInteger(input) && Math.abs(input) > 2 ** 32) {
    received = withSeparators(String(input));
  } else if (typeof input === 'bigint') {
    const large = input > 2n ** 32n || input < -(2n ** 32n);
    received = `${large ? withSeparators(String(input)) : input}n`;
  } else {
    received = inspect(input);
  }
  return `${replace ? name : `The value of "${name}" is out of range.`} It must be ${range}. Received ${received}`;
}

function missingArgs(args, list) {
  const names = args.map((a) => (Array.isArray(a) ? a.map((b) => `"${b}"`).join(' or ') : `"${a}"`));
  return `The ${list(names)} argument${names.length > 1 ? 's' : ''} must be specified`;
}

function packageTarget(pkgPath, key, target, isImport, base) {
  const from = base ? ` imported from ${base}` : '';
  const hint = typeof target === 'string' && !isImport && target.length && !target.startsWith('./') ?
    '; targets must start with "./"' : '';
  const where = `in the package config ${pkgPath}package.json${from}${hint}`;
  if (key === '.') return `Invalid "exports" main target ${JSON.stringify(target)} defined ${where}`;
  return `Invalid "${isImport ? 'imports' : 'exports'}" target ${JSON.stringify(target)} defined for '${key}' ${where}`;
}

function requireESM(filename, hasSyntax, parentPath, packageJsonPath) {
  let message = `require() of ES Module ${filename}${parentPath ? ` from ${parentPath}` : ''} not supported.`;
  if (!packageJsonPath) {
    if (filename.endsWith('.mjs')) {
      message += `\nInstead change the require of ${filename} to a dynamic import() which is available in all CommonJS modules.`;
    }
    return message;
  }
  const base = filename.slice(filename.lastIndexOf('/') + 1);
  const name = parentPath && base === parentPath.slice(parentPath.lastIndexOf('/') + 1) ? filename : base;
  if (hasSyntax) {
    return `${message}\nInstead change the require of ${name} in ${parentPath} to a dynamic import() which is available in all CommonJS modules.`;
  }
  return `${message}\n${name} is treated as an ES module file as it is a .js file whose nearest parent package.json contains ` +
    '"type": "module" which declares all .js files in that package scope as ES modules.\n' +
    `Instead either rename ${name} to end in .cjs, change the requiring code to use dynamic import() which is available in all ` +
    `CommonJS modules, or change "type": "module" to "type": "commonjs" in ${packageJsonPath} to treat all .js files as ` +
    'CommonJS (using .mjs for all ES modules instead).\n';
}

// compute is the message of code for the arguments a; describe and list are internal/errors' determineSpecificType and formatList.
exports.compute = function compute(code, a, err, describe, list) {
  switch (code) {
    case 'ERR_INVALID_ARG_TYPE':
      return invalidArgType(a[0], a[1], a[2], describe, list);
    case 'ERR_INVALID_ARG_VALUE': {
      let text = inspect(a[1]);
      if (text.length > 128) text = `${text.slice(0, 128)}...`;
      return `The ${`${a[0]}`.includes('.') ? 'property' : 'argument'} '${a[0]}' ${a[2] ?? 'is invalid'}. Received ${text}`;
    }
    case 'ERR_OUT_OF_RANGE':
      return outOfRange(a[0], a[1], a[2], a[3]);
    case 'ERR_MISSING_ARGS':
      return missingArgs(a, list);
    case 'ERR_INVALID_RETURN_VALUE':
      return `Expected ${a[0]} to be returned from the "${a[1]}" function but got ${describe(a[2])}.`;
    case 'ERR_INVALID_RETURN_PROPERTY':
      return `Expected a valid ${a[0]} to be returned for the "${a[2]}" from the "${a[1]}" hook but got ${describe(a[3])}.`;
    case 'ERR_INVALID_RETURN_PROPERTY_VALUE':
      return `Expected ${a[0]} to be returned for the "${a[2]}" from the "${a[1]}" hook but got ${describe(a[3])}.`;
    case 'ERR_BUFFER_OUT_OF_BOUNDS':
      return a[0] ? `"${a[0]}" is outside of buffer bounds` : 'Attempt to access memory outside buffer bounds';
    case 'ERR_INVALID_CHAR':
      return `Invalid character in ${a[0]}${a[1] === undefined ? '' : ` ["${a[1]}"]`}`;
    case 'ERR_UNHANDLED_ERROR':
      return `Unhandled error.${a[0] === undefined ? '' : ` (${a[0]})`}`;
    case 'ERR_SOCKET_BAD_PORT':
      return `${a[0]} should be ${a[2] ?? true ? '>=' : '>'} 0 and < 65536. Received ${describe(a[1])}.`;
    case 'ERR_ACCESS_DENIED':
      err.permission = a[1] ?? '';
      err.resource = a[2] ?? '';
      return a[0];
    case 'ERR_ENCODING_INVALID_ENCODED_DATA':
      err.errno = a[1];
      return `The encoded data was not valid for encoding ${a[0]}`;
    case 'ERR_FALSY_VALUE_REJECTION':
      err.reason = a[0];
      return 'Promise was rejected with falsy value';
    case 'ERR_INVALID_URL':
      err.input = a[0];
      if (a[1] != null) err.base = a[1];
      return 'Invalid URL';
    case 'ERR_INVALID_URL_SCHEME': {
      const schemes = typeof a[0] === 'string' ? [a[0]] : a[0];
      return `The URL must be ${schemes.length === 2 ? `one of scheme ${schemes[0]} or ${schemes[1]}` : `of scheme ${schemes[0]}`}`;
    }
    case 'ERR_INVALID_MIME_SYNTAX':
      return `The MIME syntax for a ${a[0]} in "${a[1]}" is invalid${a[2] === -1 ? '' : ` at ${a[2]}`}`;
    case 'ERR_INVALID_ADDRESS_FAMILY':
      err.host = a[1];
      err.port = a[2];
      return `Invalid address family: ${a[0]} ${a[1]}:${a[2]}`;
    case 'ERR_PARSE_ARGS_UNKNOWN_OPTION':
      return `Unknown option '${a[0]}'${a[1] ? '. To specify a positional argument starting with a \'-\', place it at the end of ' +
        `the command after '--', as in '-- ${JSON.stringify(a[0])}` : ''}`;
    case 'ERR_MODULE_NOT_FOUND':
      if (a[2]) Object.defineProperty(err, 'url', { value: `${a[2]}`, enumerable: true, writable: true, configurable: true });
      return `Cannot find ${a[2] ? 'module' : 'package'} '${a[0]}' imported from ${a[1]}`;
    case 'ERR_UNSUPPORTED_DIR_IMPORT':
      Object.defineProperty(err, 'url', { value: a[2], enumerable: true, writable: true, configurable: true });
      return `Directory import '${a[0]}' is not supported resolving ES modules imported from ${a[1]}`;
    case 'ERR_UNSUPPORTED_ESM_URL_SCHEME':
      return `Only URLs with a scheme in: ${list(a[1])} are supported by the default ESM loader. ` +
        `Received protocol '${a[0].protocol}'`;
    case 'ERR_INVALID_MODULE_SPECIFIER':
      return `Invalid module "${a[0]}" ${a[1]}${a[2] ? ` imported from ${a[2]}` : ''}`;
    case 'ERR_INVALID_PACKAGE_CONFIG':
      return `Invalid package config ${a[0]}${a[1] ? ` while importing ${a[1]}` : ''}${a[2] ? `. ${a[2]}` : ''}`;
    case 'ERR_INVALID_PACKAGE_TARGET':
      return packageTarget(a[0], a[1], a[2], a[3] ?? false, a[4]);
    case 'ERR_PACKAGE_IMPORT_NOT_DEFINED':
      return `Package import specifier "${a[0]}" is not defined${a[1] ? ` in package ${a[1]}package.json` : ''} imported from ${a[2]}`;
    case 'ERR_PACKAGE_PATH_NOT_EXPORTED': {
      const from = a[2] ? ` imported from ${a[2]}` : '';
      if (a[1] === '.') return `No "exports" main defined in ${a[0]}package.json${from}`;
      return `Package subpath '${a[1]}' is not defined by "exports" in ${a[0]}package.json${from}`;
    }
    case 'ERR_REQUIRE_ESM':
      return requireESM(a[0], a[1], a[2], a[3]);
    case 'ERR_TEST_FAILURE': {
      let message = a[0]?.message ?? a[0];
      if (typeof message !== 'string') message = inspect(message);
      err.failureType = a[1];
      err.cause = a[0];
      return message;
    }
    case 'ERR_TLS_ALPN_CALLBACK_INVALID_RESULT':
      return `ALPN callback returned a value (${a[0]}) that did not match any of the client's offered protocols (${a[1].join(', ')})`;
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      err.reason = a[0];
      err.host = a[1];
      err.cert = a[2];
      return `Hostname/IP does not match certificate's altnames: ${a[0]}`;
    case 'ERR_HTTP2_INVALID_SETTING_VALUE':
      err.actual = a[1];
      if (a[2] !== undefined) {
        err.min = a[2];
        err.max = a[3];
      }
      return `Invalid value for setting "${a[0]}": ${a[1]}`;
    case 'ERR_HTTP2_STREAM_CANCEL': {
      if (a[0]) err.cause = a[0];
      const cause = typeof a[0]?.message === 'string' ? ` (caused by: ${a[0].message})` : '';
      return `The pending stream has been canceled${cause}`;
    }
    case 'ERR_VM_MODULE_LINK_FAILURE':
      err.cause = a[1];
      return a[0];
    case 'ERR_WORKER_INVALID_EXEC_ARGV':
      return `Initiated Worker with ${a[1] ?? 'invalid execArgv flags'}: ${a[0].join(', ')}`;
    case 'ERR_WORKER_PATH':
      return 'The worker script or module filename must be an absolute path or a relative path starting with \'./\' or \'../\'.' +
        (a[0].startsWith('file://') ? ' Wrap file:// URLs with `new URL`.' : '') +
        (a[0].startsWith('data:text/javascript') ? ' Wrap data: URLs with `new URL`.' : '') +
        ` Received "${a[0]}"`;
    case 'ERR_INTERNAL_ASSERTION':
      return `${a[0] === undefined ? '' : `${a[0]}\n`}This is caused by a bug in a built-in module.\n`;
    default:
      throw new TypeError(`no message for ${code}`);
  }
};
