'use strict';
const readline = require('node:readline');
const promises = require('node:readline/promises');
const { PassThrough, Readable, Writable } = require('node:stream');

const collect = () => { const w = new Writable({ write(c, e, cb) { w.text += c; cb(); } }); w.text = ''; return w; };
(async () => {
  const lines = async (chunks, options) => {
    const out = [];
    const it = readline.createInterface({ input: Readable.from(chunks), ...options })[Symbol.asyncIterator]();
    for (let r = await it.next(); !r.done; r = await it.next()) out.push(r.value);
    return JSON.stringify(out);
  };
  console.log(await lines(['one\ntw', 'o\r\nthr', 'ee'], { crlfDelay: Infinity }));
  console.log(await lines(['a\r', '\nb\r\rc\u2028d\n\n'], { crlfDelay: Infinity }));
  console.log(await lines([], {}), await lines([Buffer.from([0xe2, 0x82]), Buffer.from([0xac, 0x0a])], {}));
  const rl = readline.createInterface({ input: Readable.from(['x\ny\n']) });
  for (const e of ['line', 'close', 'pause', 'resume']) rl.on(e, (v) => console.log(e, v));
  await new Promise((resolve) => rl.on('close', resolve));
  const input = new PassThrough();
  const output = collect();
  const asked = readline.createInterface({ input, output, prompt: '? ' });
  asked.question('name: ', (answer) => { console.log('answer', answer, JSON.stringify(output.text), asked.getPrompt()); asked.close(); });
  input.write('me\n');
  await new Promise((resolve) => asked.on('close', resolve));
  try { asked.question('again', () => {}); } catch (e) { console.log(e.code, e.message); }
  const in2 = new PassThrough();
  const p = promises.createInterface({ input: in2, output: collect() });
  const answer = p.question('q');
  in2.write('42\n');
  console.log(await answer);
  await p.question('x', { signal: AbortSignal.abort() }).catch((e) => console.log(e.name, e.code));
  p.close();
  const screen = collect();
  readline.cursorTo(screen, 2, 3);
  readline.moveCursor(screen, -1, 2);
  readline.clearLine(screen, 0);
  readline.clearScreenDown(screen);
  console.log(JSON.stringify(screen.text));
  await new promises.Readline(screen).cursorTo(1).clearLine(-1).commit();
  console.log(JSON.stringify(screen.text));
  console.log(Object.keys(readline).join(), Object.keys(promises).join());
})();
