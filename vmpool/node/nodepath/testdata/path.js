const path = require('path');
console.log(Object.keys(path).join(), Object.keys(path.win32).join());
for (const k of Object.keys(path)) if (typeof path[k] === 'function') console.log(k, path[k].name, path[k].length, path.win32[k].name, path.win32[k].length);
console.log(path.posix === path, path.win32.win32 === path.win32, path.win32.posix === path, require('path/posix') === path.posix, require('path/win32') === path.win32, path.sep, path.win32.sep, path.delimiter, path.win32.delimiter);
const p = path;
console.log([p.join('a', '..', '..', 'b'), p.join(), p.join('', ''), p.join('/a', '/b//', './c/'), p.resolve('/a', 'b', '../c'), p.resolve('/'), p.relative('/a/b/c', '/a/d'), p.relative('/', '/x'), p.relative('/x', '/'), p.dirname('//a'), p.dirname('/a/'), p.basename('a.js', '.js'), p.basename('.js', '.js'), p.basename('/x/.js', '.js'), p.extname('...'), p.extname('a.'), p.extname('.a.b'), p.normalize('./a/../'), p.format({ dir: '/d', name: 'n', ext: 'e' }), p.format({ root: '/', base: 'b' })].join('|'));
const w = path.win32;
console.log([w.join('//server', 'share', 'x'), w.join('///a', 'b'), w.resolve('c:\\a', '..\\..\\b', 'D:\\x'), w.relative('C:\\A\\b', 'c:\\a\\C'), w.relative('\\\\s\\h\\a', '\\\\s\\h\\b'), w.toNamespacedPath('C:\\x'), w.toNamespacedPath('\\\\s\\h\\x'), w.toNamespacedPath('\\\\?\\C:\\x'), w.parse('\\\\s\\h\\x\\y.z').root, w.dirname('\\\\s\\h\\'), w.dirname('C:'), w.normalize('C:..\\a'), w.normalize('\\\\s\\h'), w.isAbsolute('C:/'), w.isAbsolute('C:')].join('|'));
console.log(path.toNamespacedPath(1), w.toNamespacedPath(null), w.toNamespacedPath(''));
for (const bad of [() => p.join(1), () => p.resolve('a', {}), () => p.normalize(null), () => p.basename('a', 1), () => p.format('x'), () => p.parse(1), () => p.relative('a'), () => w.join('a', true), () => w.dirname(undefined), () => p.extname(Symbol('x'))]) try { bad(); } catch (e) { console.log(e.code, e.message); }
console.log(p.resolve('x') === p.join(__dirname, 'x'), p.resolve('') === __dirname);
