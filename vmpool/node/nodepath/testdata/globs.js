const path = require('path');
process.removeAllListeners('warning');
for (const [file, pattern] of [['a/b.js', 'a/*.js'], ['a/b/c.js', 'a/**/*.js'], ['a/.b', 'a/*'], ['a', '[ab]'], ['c', '[!ab]'], ['a.ts', '*.{js,ts}'], ['a/b', '*'], ['a/b', '**'], ['ab', 'a?']]) {
  console.log(file, pattern, path.matchesGlob(file, pattern), path.posix.matchesGlob(file, pattern), path.win32.matchesGlob(file.replaceAll('/', '\\'), pattern));
}
