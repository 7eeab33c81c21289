// Dirent, Dir, Stats and the stream classes by themselves.
const fs = require('fs');
const path = require('path');

const dir = fs.mkdtempSync(path.join(process.env.TMPDIR, 'classes-'));
fs.writeFileSync(path.join(dir, 'a'), '0123456789');
fs.mkdirSync(path.join(dir, 'd'));
fs.writeFileSync(path.join(dir, 'd', 'b'), '');
fs.symlinkSync('a', path.join(dir, 'l'));
const questions = ['isFile', 'isDirectory', 'isSymbolicLink', 'isBlockDevice', 'isCharacterDevice', 'isFIFO', 'isSocket'];
const answers = (o) => questions.filter((q) => o[q]()).join();
const attempt = (f) => { try { return f(); } catch (err) { return `${err.name} ${err.code} ${err.message.replaceAll(dir, 'DIR')}`; } };

for (const e of fs.readdirSync(dir, { withFileTypes: true })) console.log(e.constructor === fs.Dirent, e.name, path.relative(dir, e.parentPath), answers(e), answers(fs.lstatSync(path.join(dir, e.name))));
console.log(fs.statSync(dir) instanceof fs.Stats, answers(fs.statSync(dir)), Object.keys(fs.statSync(dir)).join());
console.log(Object.getOwnPropertyNames(fs.Stats.prototype).join(), fs.Stats.length, fs.Dirent.length, fs.Dir.length, attempt(() => new fs.Dir()));

// each calls f with the values of an async iterable, until it says false.
const each = async (iterable, f) => {
  const iterator = iterable[Symbol.asyncIterator]();
  for (let r = await iterator.next(); !r.done; r = await iterator.next()) {
    if (f(r.value) === false) {
      await iterator.return();
      return;
    }
  }
};

(async () => {
  const opened = fs.opendirSync(dir);
  console.log(opened instanceof fs.Dir, opened.path === dir);
  const names = [];
  for (let e = opened.readSync(); e !== null; e = opened.readSync()) names.push(e.name);
  opened.closeSync();
  console.log(names.sort().join(), attempt(() => opened.readSync()), attempt(() => opened.closeSync()));
  const all = [];
  await each(await fs.promises.opendir(dir, { recursive: true }), (e) => { all.push(path.relative(dir, path.join(e.parentPath, e.name))); });
  console.log(all.sort().join());
  const second = await new Promise((resolve, reject) => { fs.opendir(dir, (err, d) => (err ? reject(err) : resolve(d))); });
  const reading = second.read();
  console.log(attempt(() => second.readSync()), typeof (await reading).name);
  await second.close();
  console.log(attempt(() => second.read()), await second.close().catch((err) => err.code), attempt(() => fs.opendirSync(`${dir}/none`)));
  let count = 0;
  await each(fs.opendirSync(dir).entries(), () => { count++; return false; });
  console.log(count);

  const read = new fs.ReadStream(path.join(dir, 'a'), { start: 2, end: 5, highWaterMark: 3 });
  console.log(read.autoClose, read.pending, read.path === path.join(dir, 'a'), read.bytesRead, fs.FileReadStream === fs.ReadStream, read.flags, read.mode);
  const chunks = [];
  await each(read, (chunk) => { chunks.push(chunk.toString()); });
  console.log(chunks.join('|'), read.bytesRead, read.pending, read.destroyed, read.closed);
  const write = new fs.WriteStream(path.join(dir, 'w'), { flags: 'w', mode: 0o600, start: 0 });
  console.log(write.autoClose, write.pending, write.bytesWritten, fs.FileWriteStream === fs.WriteStream);
  await new Promise((resolve) => { write.on('close', resolve); write.write('abc'); write.destroySoon(); });
  console.log(write.bytesWritten, fs.readFileSync(path.join(dir, 'w'), 'utf8'), attempt(() => fs.createReadStream(dir, { start: 5, end: 1 })), attempt(() => fs.createReadStream(5)));
  const missing = fs.createReadStream(path.join(dir, 'none'));
  console.log(await new Promise((resolve) => { missing.on('error', (err) => resolve(`${err.code} ${err.syscall}`)); }));
  const handle = await fs.promises.open(path.join(dir, 'a'));
  const lines = [];
  await each(handle.createReadStream({ encoding: 'latin1', start: 8 }), (line) => { lines.push(line); });
  console.log(lines.join());
  fs.rmSync(dir, { recursive: true });
})();
