// util.parseArgs: command lines into options and positionals.

const { codes } = require('internal/errors');
const { kEmptyObject } = require('internal/util');
const {
  validateArray,
  validateBoolean,
  validateBooleanArray,
  validateObject,
  validateString,
  validateStringArray,
  validateUnion,
} = require('internal/validators');

function own(object, key) {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function setting(options, name, key) {
  return Object.hasOwn(options, name) ? own(options[name], key) : undefined;
}

function mainArgs() {
  const process = require('process');
  const execArgv = process.execArgv ?? [];
  const evaluated = ['-e', '--eval', '-p', '--print'].some((flag) => execArgv.includes(flag));
  return process.argv.slice(evaluated ? 1 : 2);
}

function checkOptions(options) {
  const names = Object.keys(options);
  for (let i = 0; i < names.length; i++) {
    const path = `options.${names[i]}`;
    const option = options[names[i]];
    validateObject(option, path);
    const type = own(option, 'type');
    validateUnion(type, `${path}.type`, ['string', 'boolean']);
    if (Object.hasOwn(option, 'short')) {
      validateString(option.short, `${path}.short`);
      if (option.short.length !== 1) {
        throw new codes.ERR_INVALID_ARG_VALUE(`${path}.short`, option.short, 'must be a single character');
      }
    }
    const multiple = own(option, 'multiple');
    if (Object.hasOwn(option, 'multiple')) validateBoolean(multiple, `${path}.multiple`);
    const initial = own(option, 'default');
    if (initial === undefined) continue;
    if (type === 'string') (multiple ? validateStringArray : validateString)(initial, `${path}.default`);
    else (multiple ? validateBooleanArray : validateBoolean)(initial, `${path}.default`);
  }
}

// longName is the option of a short letter, the letter itself when there is none.
function longName(letter, options) {
  const names = Object.keys(options);
  for (let i = 0; i < names.length; i++) {
    if (own(options[names[i]], 'short') === letter) return names[i];
  }
  return letter;
}

// tokenize says what each argument is. Groups of short options (-abc) are split; index is that of the argument they came in.
function tokenize(args, options) {
  const tokens = [];
  const takesValue = (name) => setting(options, name, 'type') === 'string';
  let i = 0;
  const option = (name, rawName, index, value, inlineValue) => {
    tokens.push({ kind: 'option', name, rawName, index, value, inlineValue });
  };
  // separate is an option whose value, if it takes one, is the next argument.
  const separate = (name, rawName, index) => {
    if (takesValue(name) && args[i + 1] != null) {
      i++;
      option(name, rawName, index, args[i], false);
    } else {
      option(name, rawName, index, undefined, undefined);
    }
  };
  const shorts = (arg, index) => {
    for (let at = 1; at < arg.length; at++) {
      const name = longName(arg[at], options);
      if (takesValue(name) && at < arg.length - 1) {
        option(name, `-${arg[at]}`, index, arg.slice(at + 1), true);
        return;
      }
      if (at === arg.length - 1) separate(name, `-${arg[at]}`, index);
      else option(name, `-${arg[at]}`, index, undefined, undefined);
    }
  };
  for (; i < args.length; i++) {
    const arg = args[i];
    if (arg === '--') {
      tokens.push({ kind: 'option-terminator', index: i });
      for (i++; i < args.length; i++) tokens.push({ kind: 'positional', index: i, value: args[i] });
    } else if (arg.length > 1 && arg[0] === '-' && arg[1] !== '-') {
      shorts(arg, i);
    } else if (arg.length > 2 && arg.startsWith('--')) {
      const equals = arg.indexOf('=', 3);
      if (equals === -1) separate(arg.slice(2), arg, i);
      else option(arg.slice(2, equals), arg.slice(0, equals), i, arg.slice(equals + 1), true);
    } else {
      tokens.push({ kind: 'positional', index: i, value: arg });
    }
  }
  return tokens;
}

function invalid(message) {
  return new codes.ERR_PARSE_ARGS_INVALID_OPTION_VALUE(message);
}

// checkUse is strict mode: the option is known and has a value exactly when it takes one.
function checkUse(token, options, allowPositionals, allowNegative) {
  let { name } = token;
  if (!Object.hasOwn(options, name)) {
    const positive = allowNegative && name.startsWith('no-') ? name.slice(3) : undefined;
    if (positive === undefined || setting(options, positive, 'type') !== 'boolean') {
      throw new codes.ERR_PARSE_ARGS_UNKNOWN_OPTION(token.rawName, allowPositionals);
    }
    name = positive;
  }
  const short = setting(options, name, 'short');
  const both = `${short ? `-${short}, ` : ''}--${name}`;
  const type = setting(options, name, 'type');
  if (type === 'string' && typeof token.value !== 'string') throw invalid(`Option '${both} <value>' argument missing`);
  if (type === 'boolean' && token.value != null) throw invalid(`Option '${both}' does not take an argument`);
  if (!token.inlineValue && token.value != null && token.value.length > 1 && token.value[0] === '-') {
    const example = token.rawName.startsWith('--') ? `'${token.rawName}=-XYZ'` :
      `'--${token.name}=-XYZ' or '${token.rawName}-XYZ'`;
    throw invalid(`Option '${token.rawName}' argument is ambiguous.\n` +
      `Did you forget to specify the option argument for '${token.rawName}'?\n` +
      `To specify an option argument starting with a dash use ${example}.`);
  }
}

function store(token, options, values, allowNegative) {
  let { name, value } = token;
  if (name === '__proto__') return;
  if (allowNegative && name.startsWith('no-') && value === undefined) {
    name = name.slice(3);
    token.name = name;
    value = false;
  }
  value ??= true;
  if (!setting(options, name, 'multiple')) values[name] = value;
  else if (values[name]) values[name].push(value);
  else values[name] = [value];
}

function parseArgs(config = kEmptyObject) {
  const args = own(config, 'args') ?? mainArgs();
  const strict = own(config, 'strict') ?? true;
  const allowPositionals = own(config, 'allowPositionals') ?? !strict;
  const returnTokens = own(config, 'tokens') ?? false;
  const allowNegative = own(config, 'allowNegative') ?? false;
  const options = own(config, 'options') ?? { __proto__: null };
  validateArray(args, 'args');
  validateBoolean(strict, 'strict');
  validateBoolean(allowPositionals, 'allowPositionals');
  validateBoolean(returnTokens, 'tokens');
  validateBoolean(allowNegative, 'allowNegative');
  validateObject(options, 'options');
  checkOptions(options);

  const tokens = tokenize(args, options);
  const result = { values: { __proto__: null }, positionals: [] };
  if (returnTokens) result.tokens = tokens;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (token.kind === 'option') {
      if (strict) checkUse(token, options, allowPositionals, allowNegative);
      store(token, options, result.values, allowNegative);
    } else if (token.kind === 'positional') {
      if (!allowPositionals) throw new codes.ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL(token.value);
      result.positionals.push(token.value);
    }
  }
  const names = Object.keys(options);
  for (let i = 0; i < names.length; i++) {
    const initial = own(options[names[i]], 'default');
    if (initial !== undefined && names[i] !== '__proto__' && result.values[names[i]] === undefined) {
      result.values[names[i]] = initial;
    }
  }
  return result;
}
Object.defineProperty(parseArgs, 'length', { value: 0, configurable: true });

module.exports = { parseArgs };
