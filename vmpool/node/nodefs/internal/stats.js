// Stats, BigIntStats and Dirent.

const S_IFMT = 0o170000;
const kinds = {
  isDirectory: 0o040000,
  isFile: 0o100000,
  isBlockDevice: 0o060000,
  isCharacterDevice: 0o020000,
  isSymbolicLink: 0o120000,
  isFIFO: 0o010000,
  isSocket: 0o140000,
};

function StatsBase(dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks) {
  this.dev = dev;
  this.mode = mode;
  this.nlink = nlink;
  this.uid = uid;
  this.gid = gid;
  this.rdev = rdev;
  this.blksize = blksize;
  this.ino = ino;
  this.size = size;
  this.blocks = blocks;
}

const names = Object.keys(kinds);
for (let i = 0; i < names.length; i++) {
  const kind = kinds[names[i]];
  StatsBase.prototype[names[i]] = function() {
    return this._checkModeProperty(kind);
  };
}

function Stats(dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks, atimeMs, mtimeMs, ctimeMs, birthtimeMs) {
  StatsBase.call(this, dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks);
  this.atimeMs = atimeMs;
  this.mtimeMs = mtimeMs;
  this.ctimeMs = ctimeMs;
  this.birthtimeMs = birthtimeMs;
  this.atime = date(atimeMs);
  this.mtime = date(mtimeMs);
  this.ctime = date(ctimeMs);
  this.birthtime = date(birthtimeMs);
}
Object.setPrototypeOf(Stats.prototype, StatsBase.prototype);
Object.setPrototypeOf(Stats, StatsBase);
Stats.prototype.isFile = StatsBase.prototype.isFile;
Stats.prototype._checkModeProperty = function(property) {
  return (this.mode & S_IFMT) === property;
};

function date(ms) {
  return new Date(Math.round(Number(ms)));
}

function BigIntStats(dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks, atimeNs, mtimeNs, ctimeNs, birthtimeNs) {
  StatsBase.call(this, dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks);
  this.atimeMs = atimeNs / 1000000n;
  this.mtimeMs = mtimeNs / 1000000n;
  this.ctimeMs = ctimeNs / 1000000n;
  this.birthtimeMs = birthtimeNs / 1000000n;
  this.atimeNs = atimeNs;
  this.mtimeNs = mtimeNs;
  this.ctimeNs = ctimeNs;
  this.birthtimeNs = birthtimeNs;
  this.atime = date(this.atimeMs);
  this.mtime = date(this.mtimeMs);
  this.ctime = date(this.ctimeMs);
  this.birthtime = date(this.birthtimeMs);
}
Object.setPrototypeOf(BigIntStats.prototype, StatsBase.prototype);
Object.setPrototypeOf(BigIntStats, StatsBase);
BigIntStats.prototype._checkModeProperty = function(property) {
  return (this.mode & BigInt(S_IFMT)) === BigInt(property);
};

// makeStats makes the object of the numbers that native.stat gives: ten fields, then seconds and nanoseconds of four times.
function makeStats(s, bigint) {
  if (s === undefined) return undefined;
  if (!bigint) {
    const ms = (i) => s[i] * 1000 + s[i + 1] / 1000000;
    return new Stats(s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7], s[8], s[9], ms(10), ms(12), ms(14), ms(16));
  }
  const b = [];
  for (let i = 0; i < s.length; i++) b.push(BigInt(s[i]));
  const ns = (i) => b[i] * 1000000000n + b[i + 1];
  return new BigIntStats(b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], ns(10), ns(12), ns(14), ns(16));
}

class StatFs {
  constructor(type, bsize, blocks, bfree, bavail, files, ffree) {
    this.type = type;
    this.bsize = bsize;
    this.blocks = blocks;
    this.bfree = bfree;
    this.bavail = bavail;
    this.files = files;
    this.ffree = ffree;
  }
}

// makeStatFs makes the object of the numbers that native.statfs gives.
function makeStatFs(s, bigint) {
  const n = bigint ? s.map(BigInt) : s;
  return new StatFs(n[0], n[1], n[2], n[3], n[4], n[5], n[6]);
}

const kType = Symbol('type');
const UV = { UNKNOWN: 0, FILE: 1, DIR: 2, LINK: 3, FIFO: 4, SOCKET: 5, CHAR: 6, BLOCK: 7 };

class Dirent {
  constructor(name, type, path) {
    this.name = name;
    this.parentPath = path;
    this.path = path;
    this[kType] = type;
  }

  isDirectory() { return this[kType] === UV.DIR; }
  isFile() { return this[kType] === UV.FILE; }
  isBlockDevice() { return this[kType] === UV.BLOCK; }
  isCharacterDevice() { return this[kType] === UV.CHAR; }
  isSymbolicLink() { return this[kType] === UV.LINK; }
  isFIFO() { return this[kType] === UV.FIFO; }
  isSocket() { return this[kType] === UV.SOCKET; }
}

module.exports = { BigIntStats, Dirent, Stats, makeStatFs, makeStats };
