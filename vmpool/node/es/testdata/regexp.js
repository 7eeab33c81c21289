'use strict';
// Flags and syntax that goja does not have, in literals and through the constructor.
console.log('1äb'.match(/\p{L}+/u)[0], new RegExp('\\p{Script=Greek}+', 'u').exec('xαβ')[0], /\P{L}/u.test('a'));
console.log(/[\p{L}--[a-z]]+/v.exec('abcDE')[0], /[\w&&[^\d]]+/v.exec('1ab')[0], /^[\q{abc|d}x]$/v.test('abc'));
console.log('aBc'.replace(/(?<x>b)/i, '[$<x>]'));
const m = /a(?<x>b)(c)?/d.exec('zab');
console.log(m.indices, m.indices.groups.x);
console.log([...'a1b2'.matchAll(/(\d)/dg)].map((x) => x.indices[1]));
console.log(/\p{L}/u.source, /[a&&b]/v.flags, /x/d.flags, /x/v.unicodeSets, /x/u.hasIndices, new RegExp('a/b[/]').source, String(/[/]\//g));
console.log(RegExp('x') instanceof RegExp, RegExp.name, RegExp.length, RegExp(/y/g).flags, RegExp.prototype.constructor === RegExp);
class Sub extends RegExp {
  exec(s) {
    const r = super.exec(s);
    return r;
  }
}
const sub = new Sub('(a)(b)?', 'dg');
console.log(sub.exec('xa').indices[1], sub.lastIndex, 'aXaY'.replace(new Sub('a', 'g'), '-'));
try {
  new RegExp('(', 'u');
} catch (e) {
  console.log(e.name);
}
console.log('2024-01-02'.replace(/(?<y>\d+)-(?<m>\d+)-(?<d>\d+)/, '$<d>.$<m>.$<y>'), 'x'.search(/\u{78}/u));
