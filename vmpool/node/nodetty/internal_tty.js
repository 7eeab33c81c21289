// How many colours a terminal has, by its environment: https://nodejs.org/docs/latest-v20.x/api/tty.html#writestreamgetcolordepthenv

const { validateInteger } = require('internal/validators');

// Depths are in bits, as getColorDepth returns them.
const NONE = 1;
const BASIC = 4;
const MANY = 8;
const ALL = 24;

const byTerm = {
  __proto__: null,
  eterm: BASIC, cons25: BASIC, console: BASIC, cygwin: BASIC, dtterm: BASIC, gnome: BASIC, hurd: BASIC, jfbterm: BASIC,
  konsole: BASIC, kterm: BASIC, mlterm: BASIC, mosh: ALL, putty: BASIC, st: BASIC, 'rxvt-unicode-24bit': ALL, terminator: ALL,
};
const termPatterns = /ansi|color|linux|^con[0-9]*x[0-9]|^rxvt|^screen|^xterm|^vt100/;
const services = ['APPVEYOR', 'BUILDKITE', 'CIRCLECI', 'DRONE', 'GITHUB_ACTIONS', 'GITLAB_CI', 'TRAVIS'];

let warned = false;

function forced(env) {
  let depth;
  switch (env.FORCE_COLOR) {
    case '':
    case '1':
    case 'true':
      depth = BASIC;
      break;
    case '2':
      depth = MANY;
      break;
    case '3':
      depth = ALL;
      break;
    default:
      return NONE;
  }
  const ignored = ['NODE_DISABLE_COLORS', 'NO_COLOR'].filter((name) => env[name] !== undefined);
  if (ignored.length > 0 && !warned) {
    warned = true;
    process.emitWarning(`The '${ignored.join("' and '")}' env is ignored due to the 'FORCE_COLOR' env being set.`, 'Warning');
  }
  return depth;
}

function windowsDepth() {
  const [major, , build] = require('os').release().split('.').map(Number);
  if (major < 10 || build < 10586) return BASIC;
  return build < 14931 ? MANY : ALL;
}

function getColorDepth(env = process.env) {
  if (env.FORCE_COLOR !== undefined) return forced(env);
  if (env.NODE_DISABLE_COLORS !== undefined || env.NO_COLOR !== undefined || env.TERM === 'dumb') return NONE;
  if (process.platform === 'win32') return windowsDepth();
  if (env.TMUX) return MANY;
  if (env.CI) return services.some((name) => name in env) || env.CI_NAME === 'codeship' ? MANY : NONE;
  if ('TEAMCITY_VERSION' in env) return /^(9\.(0*[1-9]\d*)\.|\d{2,}\.)/.test(env.TEAMCITY_VERSION) ? BASIC : NONE;
  switch (env.TERM_PROGRAM) {
    case 'iTerm.app':
      return !env.TERM_PROGRAM_VERSION || /^[0-2]\./.test(env.TERM_PROGRAM_VERSION) ? MANY : ALL;
    case 'HyperTerm':
    case 'MacTerm':
      return ALL;
    case 'Apple_Terminal':
      return MANY;
  }
  if (env.COLORTERM === 'truecolor' || env.COLORTERM === '24bit') return ALL;
  if (env.TERM) {
    if (env.TERM.startsWith('xterm-256')) return MANY;
    const term = env.TERM.toLowerCase();
    if (byTerm[term]) return byTerm[term];
    if (termPatterns.test(term)) return BASIC;
  }
  return env.COLORTERM ? BASIC : NONE;
}

function hasColors(count, env) {
  if (env === undefined && (count === undefined || (typeof count === 'object' && count !== null))) {
    env = count;
    count = 16;
  } else {
    validateInteger(count, 'count', 2);
  }
  return count <= 2 ** getColorDepth(env);
}

module.exports = { getColorDepth, hasColors };
