const { parseArgs } = require('util');
const show = (config) => { try { console.log(JSON.stringify(parseArgs(config))); } catch (e) { console.log(e.code, e.message); } };
const options = { verbose: { type: 'boolean', short: 'v' }, name: { type: 'string', short: 'n' }, list: { type: 'string', multiple: true, short: 'l' }, flag: { type: 'boolean', short: 'f', multiple: true }, d: { type: 'string', default: 'dd' } };
for (const args of [['-v'], ['-vf'], ['-n', 'x'], ['-nx'], ['-vnx'], ['-vn', 'x'], ['--name=x'], ['--name', 'x'], ['--name='], ['--list', 'a', '-l', 'b', '-lc'], ['-ff'], ['--no-verbose'], ['pos'], ['--', '-v'], ['--unknown'], ['-x'], ['--name'], ['--verbose=1'], ['--name', '-v'], ['-n', '-v'], ['--d', 'e'], ['-'], ['--name=a=b'], ['--__proto__=1']]) {
  show({ args, options }); show({ args, options, strict: false }); show({ args, options, allowPositionals: true, tokens: true, allowNegative: true });
}
show({ args: 'x' }); show({ options: { a: { type: 'number' } } }); show({ options: { a: { type: 'string', short: 'ab' } } }); show({ options: { a: { type: 'string', default: 1 } } }); show({ options: { a: {} } }); show({ args: [], options: { a: { type: 'boolean', multiple: true, default: [true] } } }); show({ args: [], strict: 1 });
console.log(parseArgs.name, parseArgs.length);
