const readline = require('readline');
const { Readline, Interface } = require('readline/promises');
const { PassThrough } = require('stream');

const out = [];
const output = new PassThrough();
output.on('data', (chunk) => out.push(JSON.stringify(String(chunk))));
const cursor = new Readline(output);
console.log(cursor.clearLine(0).moveCursor(1, 2).rollback() === cursor);
const input = new PassThrough();
const lines = new readline.Interface({ input });
console.log(lines instanceof readline.Interface, lines.terminal, lines.line, readline.createInterface({ input: new PassThrough() }) instanceof readline.Interface,
            require('readline/promises').createInterface({ input: new PassThrough() }) instanceof Interface);
lines.on('line', (line) => console.log('line', line));
lines.on('close', async () => {
  await cursor.cursorTo(3).commit();
  setImmediate(() => console.log(out.join()));
});
input.end('one\r\ntwo\nthree');
