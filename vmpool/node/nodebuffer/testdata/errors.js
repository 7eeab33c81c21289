'use strict';
const { Buffer } = require('node:buffer');
const p = (...a) => console.log(a.map((x) => (typeof x === 'string' ? x : JSON.stringify(x))).join(' '));
for (const f of [
  () => Buffer.alloc(1e12),
  () => Buffer.alloc("5"),
  () => Buffer.allocUnsafe(NaN),
  () => Buffer.from(),
  () => Buffer.from(null),
  () => Buffer.from(Symbol()),
  () => Buffer.alloc(5).write(5),
  () => Buffer.alloc(5).write("a",9),
  () => Buffer.alloc(5).write("a",-1),
  () => Buffer.alloc(5).write("a","b"),
  () => Buffer.alloc(5).write("a",0,10),
  () => Buffer.alloc(5).fill("a",9),
  () => Buffer.alloc(5).fill("a",0,9),
  () => Buffer.alloc(5).fill("a",0,5,"x"),
  () => Buffer.alloc(5).fill("zz","hex"),
  () => Buffer.alloc(4).copy(5),
  () => Buffer.alloc(4).copy(Buffer.alloc(4),-1),
  () => Buffer.alloc(4).copy(Buffer.alloc(4),0,9),
  () => Buffer.alloc(4).copy(Buffer.alloc(4),0,-1),
  () => Buffer.alloc(4).equals(1),
  () => Buffer.alloc(4).compare(1),
  () => Buffer.alloc(4).compare(Buffer.alloc(1),5),
  () => Buffer.compare(1,2),
  () => Buffer.concat(1),
  () => Buffer.concat([1]),
  () => Buffer.byteLength(1),
  () => Buffer.from(new ArrayBuffer(3),5),
  () => Buffer.from(new ArrayBuffer(3),1,5),
  () => Buffer.alloc(4).indexOf({}),
  () => Buffer.alloc(4).indexOf("a",0,"nope"),
  () => Buffer.alloc(3).toString("nope"),
  () => Buffer.alloc(3,"a","nope"),
  () => Buffer.alloc(3,""),
  () => require('buffer').transcode("a","a","b"),
  () => require('buffer').transcode(Buffer.alloc(1),"a","b"),
  () => require('buffer').isUtf8(3),
  () => Buffer.alloc(3).fill(new Uint8Array(0)),
  () => Buffer.alloc(3).fill(""),
  () => Buffer.alloc(1).writeIntLE(5,0,7),
  () => Buffer.alloc(1).writeIntLE(5,0),
  () => Buffer.alloc(9).writeUIntLE(2**50,0,6),
  () => Buffer.alloc(9).writeInt16LE(2**50),
  () => Buffer.alloc(9).writeBigInt64LE(5),
  () => Buffer.alloc(9).writeBigInt64LE(2n**70n),
  () => Buffer.alloc(9).readInt8("a"),
  () => Buffer.alloc(9).readInt8(1.5),
  () => Buffer.alloc(9).readInt8(10),
  () => Buffer.alloc(9).readUIntLE(),
  () => Buffer.alloc(9).readUIntLE(1,0),
  () => Buffer.alloc(9).readUIntLE(1,"2"),
  () => Buffer.copyBytesFrom(1),
  () => Buffer.copyBytesFrom(new Uint8Array(4),-1),
]) {
  const name = f.toString().replace(/^\(\) => /, '');
  try {
    p(name, '=>', f());
  } catch (e) {
    p(name, e.name, e.code, e.message);
  }
}
