const tty = require('node:tty');
console.log(Object.keys(tty).join(), tty.isatty(-1), tty.isatty(1e10), tty.isatty('0'), tty.isatty(77));
const { getColorDepth, hasColors } = tty.WriteStream.prototype;
for (const env of [
  {}, { FORCE_COLOR: '' }, { FORCE_COLOR: '2' }, { FORCE_COLOR: '3' }, { FORCE_COLOR: '0' }, { NO_COLOR: '' }, { TERM: 'dumb' }, { TMUX: '1' }, { CI: '1' },
  { CI: '1', TRAVIS: '1' }, { TEAMCITY_VERSION: '9.1.0' }, { TEAMCITY_VERSION: '8.0' }, { TERM_PROGRAM: 'iTerm.app' }, { TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '3.1' },
  { TERM_PROGRAM: 'HyperTerm' }, { TERM_PROGRAM: 'Apple_Terminal' }, { COLORTERM: 'truecolor' }, { COLORTERM: '1' }, { TERM: 'xterm-256color' }, { TERM: 'XTERM' }, { TERM: 'vt100' },
  { TERM: 'konsole' }, { TERM: 'mosh' }, { TERM: 'unknown' },
]) console.log(JSON.stringify(env), getColorDepth(env), hasColors.call({ getColorDepth }, env), hasColors.call({ getColorDepth }, 256, env));
for (const wrong of [-1, 1.5, 'x']) {
  try { new tty.WriteStream(wrong); } catch (err) { console.log(err.name, err.code, err.message); }
  try { tty.ReadStream(wrong); } catch (err) { console.log(err.name, err.code, err.message); }
}
const written = [];
const fake = { write(s, callback) { written.push(s); callback?.(); return true; } };
const p = tty.WriteStream.prototype;
p.cursorTo.call(fake, 3);
p.cursorTo.call(fake, 3, 4, () => written.push('called'));
p.moveCursor.call(fake, -2, 1);
p.moveCursor.call(fake, 0, 0, () => console.log('nothing to move'));
p.clearLine.call(fake, 0);
p.clearLine.call(fake, -1);
p.clearLine.call(fake, 1);
p.clearScreenDown.call(fake);
console.log(JSON.stringify(written));
try { p.clearLine.call(fake, 0, 5); } catch (err) { console.log(err.code); }
