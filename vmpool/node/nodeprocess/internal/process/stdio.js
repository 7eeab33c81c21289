// process.stdout, stderr and stdin. Writes are synchronous and reach the host as they are made.

const { Readable, Writable } = require('stream');


function writeError(name) {
  const { errno } = require('os').constants;
  const err = new Error(`write ${name}`);
  err.errno = -errno[name];
  err.code = name;
  err.syscall = 'write';
  return err;
}

function makeWritable(fd) {
  if (binding.isTTY(fd)) {
    const { WriteStream } = require('tty');
    return finish(new WriteStream(fd), fd, 'tty');
  }
  return finish(new SyncWriteStream(fd), fd, 'fs');
}

class SyncWriteStream extends Writable {
  constructor(fd) {
    super({ autoDestroy: true, decodeStrings: false });
    this.fd = fd;
    this.readable = false;
  }

  _write(chunk, encoding, callback) {
    if (typeof chunk === 'string' && encoding !== 'utf8' && encoding !== 'utf-8') chunk = Buffer.from(chunk, encoding);
    const problem = binding.write(this.fd, chunk);
    callback(problem === undefined ? null : writeError(problem));
  }
}

// finish makes stream one that can't be closed: destroying it only emits 'close'.
function finish(stream, fd, type) {
  stream._type = type;
  stream.fd = fd;
  stream._isStdio = true;
  stream.destroySoon = stream.destroy;
  stream._destroy = function(err, callback) {
    callback(err);
    this._undestroy();
    if (!this._writableState.emitClose) process.nextTick(() => this.emit('close'));
  };
  return stream;
}

class Stdin extends Readable {
  constructor() {
    super({ highWaterMark: 65536, autoDestroy: false });
    this.fd = 0;
    if (binding.isTTY(0)) this.isTTY = true;
    this.on('pause', () => process.nextTick(() => {
      if (!this.readableFlowing) binding.setRef(false);
    }));
    this.on('resume', () => binding.setRef(true));
  }

  _read() {
    if (binding.hasRead()) {
      binding.setRef(true);
      return;
    }
    binding.setRef(true);
    binding.read((problem, data) => {
      if (problem !== null) this.destroy(Object.assign(writeError(problem), { message: `read ${problem}`, syscall: 'read' }));
      else this.push(data === null ? null : Buffer.from(data));
    });
  }

  ref() {
    binding.setRef(true);
    return this;
  }

  unref() {
    binding.setRef(false);
    return this;
  }

  setRawMode() {
    throw new (require('internal/errors').codes.ERR_METHOD_NOT_IMPLEMENTED)('process.stdin.setRawMode()');
  }
}

let stdout;
let stderr;
let stdin;

module.exports = {
  stdout: () => stdout ??= makeWritable(1),
  stderr: () => stderr ??= makeWritable(2),
  stdin: () => stdin ??= new Stdin(),
  write: binding.write,
  isTTY: binding.isTTY,
  size: binding.size,
  writeError,
  SyncWriteStream,
};
