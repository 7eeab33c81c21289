// Modes, owners, times and sizes, in all three forms.
const fs = require('fs');
const path = require('path');

const dir = fs.mkdtempSync(path.join(process.env.TMPDIR, 'owners-'));
const file = path.join(dir, 'f');
const short = (text) => String(text).replaceAll(dir, 'DIR').replaceAll(dir.slice(0, -6), 'DI-');
const mode = (p) => (fs.statSync(p).mode & 0o7777).toString(8);
const call = (name, ...args) => new Promise((resolve) => {
  fs[name](...args, (err, value) => { resolve(err ? `${err.code} ${short(err.message)}` : value ?? 'done'); });
});
const attempt = async (f) => {
  try { return (await f()) ?? 'done'; } catch (err) { return `${err.code} ${short(err.message)}`; }
};
(async () => {
  fs.writeFileSync(file, 'hello');
  const fd = fs.openSync(file, 'r+');
  const handle = await fs.promises.open(file, 'r+');
  const uid = process.getuid();
  const gid = process.getgid();

  console.log(await call('chmod', file, 0o600), mode(file), await attempt(() => fs.chmodSync(file, '640')), mode(file),
              await attempt(() => fs.promises.chmod(file, 0o604)), mode(file));
  console.log(await call('fchmod', fd, 0o600), mode(file), await attempt(() => fs.fchmodSync(fd, 0o640)), mode(file), await attempt(() => handle.chmod(0o604)), mode(file));
  for (const name of ['chown', 'lchown']) {
    console.log(await call(name, file, uid, gid), await attempt(() => fs[`${name}Sync`](file, uid, gid)), await attempt(() => fs.promises[name](file, uid, gid)));
    console.log(await call(name, `${file}x`, uid, gid), await attempt(() => fs[`${name}Sync`](`${file}x`, -1, -1)), await attempt(() => fs.promises[name](file, 'a', gid)));
  }
  console.log(await call('fchown', fd, uid, gid), await attempt(() => fs.fchownSync(fd, uid, gid)), await attempt(() => handle.chown(uid, gid)));
  console.log(await call('fsync', fd), await attempt(() => fs.fsyncSync(fd)), await attempt(() => handle.sync()));
  console.log(await call('fdatasync', fd), await attempt(() => fs.fdatasyncSync(fd)), await attempt(() => handle.datasync()));
  console.log(await call('ftruncate', fd, 3), fs.readFileSync(file, 'utf8'), await attempt(() => fs.ftruncateSync(fd, 5)), fs.readFileSync(file, 'utf8').length,
              await attempt(() => handle.truncate(1)), fs.readFileSync(file, 'utf8'), await call('ftruncate', fd));
  const times = () => { const s = fs.statSync(file); return `${s.atimeMs} ${s.mtimeMs}`; };
  console.log(await call('futimes', fd, 1, 2), times(), await attempt(() => fs.futimesSync(fd, new Date(3000), '4')), times(), await attempt(() => handle.utimes(5, 6)), times());
  console.log(await call('utimes', file, 1.5, 2.25), times(), await attempt(() => fs.promises.utimes(file, 7, 8)), times());
  const link = path.join(dir, 'l');
  fs.symlinkSync('f', link);
  const linkTimes = () => { const s = fs.lstatSync(link); return `${s.atimeMs} ${s.mtimeMs}`; };
  console.log(await call('lutimes', link, 1, 2), linkTimes(), await attempt(() => fs.lutimesSync(link, 3, 4)), linkTimes(), await attempt(() => fs.promises.lutimes(link, 5, 6)), linkTimes(), times());
  const s = await new Promise((resolve, reject) => { fs.fstat(fd, { bigint: true }, (err, v) => (err ? reject(err) : resolve(v))); });
  console.log(typeof s.size, s.isFile(), s.mtimeNs, (await handle.stat()).isDirectory(), fs.fstatSync(fd).size);

  for (const name of ['statfs']) {
    const stats = await fs.promises[name](dir);
    console.log(Object.keys(stats).join(), stats.constructor.name, typeof fs.statfsSync(dir, { bigint: true }).type, await call('statfs', `${dir}/none`),
                await attempt(() => fs.statfsSync(`${dir}/none`)));
  }
  const buffers = [Buffer.alloc(2), Buffer.alloc(3)];
  fs.writeFileSync(file, 'abcdefgh');
  console.log(await call('readv', fd, buffers, 1), buffers.join(), fs.readvSync(fd, buffers, 0), buffers.join(), (await handle.readv(buffers, 2)).bytesRead, buffers.join());
  console.log(await call('writev', fd, [Buffer.from('12'), Buffer.from('3')], 1), fs.writevSync(fd, [Buffer.from('X')], 0),
              (await handle.writev([Buffer.from('Y')], 7)).bytesWritten, fs.readFileSync(file, 'utf8'));
  const temporary = [await call('mkdtemp', path.join(dir, 't-')), await fs.promises.mkdtemp(path.join(dir, 't-')), fs.mkdtempSync(path.join(dir, 't-'), 'buffer')];
  console.log(temporary.map((t) => path.basename(String(t)).length).join());
  console.log(await call('rmdir', temporary[0]), await attempt(() => fs.promises.rmdir(temporary[1])), await attempt(() => fs.rmdirSync(temporary[2])), await call('rmdir', file));
  const blob = await fs.openAsBlob(file, { type: 'a/b' });
  console.log(blob.size, blob.type, await blob.text(), await attempt(() => fs.openAsBlob(file, { type: 1 })));
  await handle.close();
  fs.closeSync(fd);
  console.log(await call('unlink', link), await attempt(() => fs.promises.unlink(file)), await attempt(() => fs.unlinkSync(file)), fs.readdirSync(dir).join());
  console.log(await call('rm', dir, { recursive: true }));
})();
