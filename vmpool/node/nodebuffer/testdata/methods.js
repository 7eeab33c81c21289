'use strict';
const { Buffer } = require('node:buffer');
const p = (...a) => console.log(a.map((x) => (typeof x === 'string' ? x : JSON.stringify(x))).join(' '));
p(Buffer.from('héllo 🦊').toString('hex'), Buffer.from('héllo 🦊').toString());
for (const s of ["YWI=YWI=","YQ==YQ==","Y","YW","YWJj=","=YWJj","YW Jj","YWJ\u0100j","Y=WJj","YWJjZ","YWJjZA","YWJjZGV","-_-_","+/-_"]) p(JSON.stringify(s), Buffer.from(s,"base64").toString("hex"), Buffer.byteLength(s,"base64"));
p(Buffer.alloc(10).write("a\u20ac",9), Buffer.alloc(2).write("\u20ac"), Buffer.alloc(5).write("abc",1,"hex"), Buffer.alloc(3).write("abcd","utf16le"),Buffer.byteLength("abc","hex"), Buffer.byteLength("YQ==","base64"), Buffer.from("a","hex"));
const n = Buffer.alloc(48);
n.writeUInt8(255, 0); n.writeInt16BE(-2, 1); n.writeUInt32LE(0xdeadbeef, 3); n.writeDoubleBE(Math.PI, 7); n.writeFloatLE(1.1, 15); n.writeBigInt64LE(-5n, 19); n.writeIntBE(-123456, 27, 6); n.writeUIntLE(0x1234567890, 33, 5); n.write('ñ!', 40, 'latin1');
p('numbers', [n.toString('hex'), n.readInt8(0), n.readUInt16BE(1), n.readUInt32BE(3), n.readDoubleBE(7), n.readFloatLE(15), String(n.readBigUInt64LE(19)), n.readIntBE(27, 6), n.readUIntLE(33, 5)]);
p(Object.getOwnPropertyNames(Buffer.prototype).sort().map(k=>{const d=Object.getOwnPropertyDescriptor(Buffer.prototype,k);return k+":"+(d.value?d.value.name+"/"+d.value.length:"acc")+(d.enumerable?"":"!")}).join(" "));
p(Object.keys(require('buffer')).join());
p(Object.getOwnPropertyNames(Buffer).filter(x=>x!='name'&&x!='length'&&x!='prototype').map(k=>{const d=Object.getOwnPropertyDescriptor(Buffer,k);return k+":"+("value" in d?d.value.name+"/"+d.value.length:"acc")+(d.enumerable?"":"!")}).sort().join(" "));
const b=Buffer.from('abcabcabc');
p([b.indexOf('c'),b.indexOf('c',-1),b.indexOf('c',-100),b.lastIndexOf('c'),b.lastIndexOf('c',-2),b.lastIndexOf('c',1),b.indexOf('',3),b.indexOf('',30),b.lastIndexOf(''),b.lastIndexOf('',3),b.indexOf(99,4),b.lastIndexOf(97,-4),b.includes('bca'),b.indexOf(Buffer.from('bc'),2),b.indexOf('YWJj','base64'), b.indexOf('c',null), b.lastIndexOf('c',null), b.lastIndexOf('c',undefined),b.lastIndexOf('c',{}),b.indexOf('c',[])]);
const u=Buffer.from('\u039a\u0391\u03a3\u03a3\u0395','ucs2'); p([u.indexOf('\u03a3','ucs2'),u.lastIndexOf('\u03a3','ucs2'),u.lastIndexOf('\u03a3',-5,'ucs2'),u.indexOf('\u0395',-6,'ucs2'),u.indexOf('\u03a3',-4,'ucs2'),u.lastIndexOf('\u03a3',-3,'ucs2')]);
p(b.map(x=>x+1).constructor.name, b.slice(1,-1).toString(), b.subarray(-3).toString(), [...b.subarray(0,2)], b.filter(x=>x===97) instanceof Buffer);
p(Buffer.from([0xe2, 0x82, 0x41, 0xff, 0xf0, 0x9f, 0x98]).toString(), Buffer.from('\ud800x').toString('hex'),Buffer.from([0xf0,0x80,0x80,0xed,0xa0,0x80]).toString());

