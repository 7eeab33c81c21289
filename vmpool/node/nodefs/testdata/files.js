'use strict';
const fs = require('node:fs');
const path = require('node:path');

const tmp = fs.mkdtempSync(path.join(process.env.TMPDIR, 'fs-'));
const clean = (s) => String(s).split(tmp).join('TMP');
const show = (v) => (v === undefined ? 'undefined' : v instanceof Uint8Array ? 'bytes ' + Buffer.from(v).toString('latin1') : clean(typeof v === 'string' ? v : JSON.stringify(v)));
const t = (f) => {
  const name = String(f).replace(/^\(\) => /, '').replace(/\s+/g, ' ');
  try {
    console.log(name, '=>', show(f()));
  } catch (e) {
    console.log(name, '|', e.name, clean(e.message), clean(JSON.stringify(e)));
  }
};
const p = (...names) => path.join(tmp, ...names);
const none = p('nope');

for (const f of [
  () => fs.writeFileSync(p('a.txt'), 'héllo'), () => fs.readFileSync(p('a.txt')).length, () => fs.readFileSync(p('a.txt'), 'utf8'),
  () => fs.readFileSync(p('a.txt'), { encoding: 'latin1' }), () => fs.appendFileSync(p('a.txt'), Buffer.from(' wörld')),
  () => fs.readFileSync(p('a.txt'), 'hex'), () => fs.statSync(p('a.txt')).size, () => fs.statSync(p('a.txt')).isFile(),
  () => fs.statSync(p('a.txt'), { bigint: true }).size === 13n, () => fs.statSync(p('a.txt')).mtime instanceof Date,
  () => Object.keys(fs.statSync(p('a.txt'))), () => (fs.statSync(p('a.txt')).mode & 0o170000).toString(8),
  () => fs.mkdirSync(p('x/y/z')), () => fs.mkdirSync(p('x/y/z'), { recursive: true }), () => fs.mkdirSync(p('x/y/z'), { recursive: true }),
  () => fs.mkdirSync(p('a.txt/b'), { recursive: true }), () => fs.mkdirSync(p('a.txt')), () => fs.readdirSync(tmp),
  () => fs.readdirSync(tmp, { withFileTypes: true }).map((d) => [d.name, d.isDirectory(), d.isFile(), clean(d.parentPath), clean(d.path)]),
  () => fs.readdirSync(tmp, { recursive: true }), () => fs.readdirSync(tmp, 'buffer').map((b) => b.length),
  () => fs.readdirSync(tmp, { recursive: true, withFileTypes: true }).map((d) => clean(d.parentPath) + ':' + d.name),
  () => fs.copyFileSync(p('a.txt'), p('b.txt')), () => fs.copyFileSync(p('a.txt'), p('b.txt'), fs.constants.COPYFILE_EXCL),
  () => fs.renameSync(p('b.txt'), p('c.txt')), () => fs.existsSync(p('b.txt')), () => fs.existsSync(p('c.txt')), () => fs.existsSync(),
  () => fs.symlinkSync('c.txt', p('link')), () => fs.readlinkSync(p('link')), () => fs.lstatSync(p('link')).isSymbolicLink(),
  () => fs.statSync(p('link')).isFile(), () => path.basename(fs.realpathSync(p('link'))), () => path.basename(fs.realpathSync.native(p('link'))),
  () => fs.linkSync(p('c.txt'), p('hard')), () => fs.statSync(p('hard')).nlink, () => fs.truncateSync(p('c.txt'), 3), () => fs.readFileSync(p('hard'), 'latin1'),
  () => fs.chmodSync(p('c.txt'), 0o600), () => (fs.statSync(p('c.txt')).mode & 0o777).toString(8), () => fs.chmodSync(p('c.txt'), '644'),
  () => fs.utimesSync(p('c.txt'), 1, new Date(2500)), () => [fs.statSync(p('c.txt')).atimeMs, fs.statSync(p('c.txt')).mtime],
  () => fs.accessSync(p('c.txt'), fs.constants.R_OK | fs.constants.W_OK), () => fs.accessSync(p('c.txt'), 9), () => fs.unlinkSync(p('link')),
  () => fs.rmdirSync(p('x')), () => fs.rmSync(p('x')), () => fs.rmSync(p('x'), { recursive: true }), () => fs.rmSync(p('x')), () => fs.rmSync(p('x'), { force: true }),
  () => fs.unlinkSync(p('x')), () => fs.writeFileSync(p('flag'), 'a', { flag: 'wx' }), () => fs.writeFileSync(p('flag'), 'a', { flag: 'wx' }),
  () => fs.cpSync(p('c.txt'), p('deep/er/c.txt')), () => fs.cpSync(p('deep'), p('copy')), () => fs.cpSync(p('deep'), p('copy'), { recursive: true }), () => fs.readdirSync(p('copy'), { recursive: true }),
  () => fs.cpSync(p('deep'), p('deep/inside'), { recursive: true }), () => fs.cpSync(p('c.txt'), p('copy')),
  () => fs.opendirSync(p('copy')).readSync().name, () => { const d = fs.opendirSync(p('copy')); d.closeSync(); d.readSync(); },
]) t(f);

// Descriptors.
const fd = fs.openSync(p('fd.bin'), 'w+');
t(() => fs.writeSync(fd, 'hello world'));
t(() => fs.writeSync(fd, Buffer.from('HEL'), 0, 2, 3));
t(() => fs.writevSync(fd, [Buffer.from('!'), new Uint8Array([63])]));
const buf = Buffer.alloc(20, '.');
t(() => [fs.readSync(fd, buf, 0, 5, 0), fs.readSync(fd, buf, { offset: 6, length: 4, position: 6 }), buf.toString()]);
t(() => fs.readSync(fd, buf));
t(() => fs.readvSync(fd, [buf.subarray(0, 3), buf.subarray(3, 6)], 1));
t(() => fs.fstatSync(fd).size);
t(() => fs.ftruncateSync(fd, 4));
t(() => fs.readFileSync(p('fd.bin'), 'utf8'));
t(() => fs.readSync(fd, buf, 0, 50));
t(() => fs.readSync(fd, buf, -1));
t(() => fs.readSync(fd, Buffer.alloc(0), 0, 1));
t(() => fs.readSync(fd, 'x'));
t(() => fs.writeSync(fd, {}));
t(() => fs.fsyncSync(fd));
t(() => fs.closeSync(fd));
t(() => fs.closeSync(9999));
t(() => fs.readSync(9999, buf));

// Errors.
for (const f of [() => fs.readFileSync(none), () => fs.statSync(none), () => fs.readdirSync(none), () => fs.openSync(none), () => fs.accessSync(none),
  () => fs.renameSync(p('none'), p('none2')), () => fs.copyFileSync(p('none'), p('none2')), () => fs.readFileSync(tmp), () => fs.readlinkSync(tmp),
  () => fs.realpathSync(p('none/x')), () => fs.realpathSync.native(p('none/x')), () => fs.mkdtempSync(p('none/x')), () => fs.symlinkSync('a', p('none/a')), () => fs.truncateSync(p('none')),
  () => fs.readFileSync(5.5), () => fs.readFileSync({}), () => fs.readFileSync('a\0b'), () => fs.readFileSync(p('c.txt'), { encoding: 'nope' }),
  () => fs.readFileSync(p('c.txt'), 5), () => fs.statSync(none, { throwIfNoEntry: false }), () => fs.readFile(none), () => fs.closeSync('a'),
  () => fs.openSync(tmp, 'zz'), () => fs.readdirSync(p('c.txt')), () => fs.writeFileSync(p('none/x'), 'a'), () => fs.writeFileSync(p('x'), {}),
  () => fs.readFileSync(''), () => fs.createReadStream(p('c.txt'), { start: 5, end: 2 }), () => fs.mkdirSync(p('q'), { mode: 'zz' }), () => fs.utimesSync(p('c.txt'), 'x', 1),
  () => fs.rmSync(p('c.txt'), { recursive: 1 }), () => fs.opendirSync(p('none')), () => fs.cpSync(p('none'), p('y')), () => fs.linkSync(p('none'), p('y')), () => fs.fstatSync(9999),
]) t(f);
console.log(Object.keys(fs).join(), Object.keys(fs.promises).join());
fs.rmSync(tmp, { recursive: true });
