// https://nodejs.org/docs/latest-v20.x/api/tty.html

const { codes: { ERR_INVALID_FD, ERR_METHOD_NOT_IMPLEMENTED, ERR_TTY_INIT_FAILED } } = require('internal/errors');
const { validateFunction } = require('internal/validators');
const { getColorDepth, hasColors } = require('internal/tty');
const stdio = require('internal/process/stdio');
const { Writable } = require('stream');

function isatty(fd) {
  return Number.isInteger(fd) && fd >= 0 && fd <= 2147483647 && stdio.isTTY(fd);
}

function check(fd) {
  if (fd >> 0 !== fd || fd < 0) throw new ERR_INVALID_FD(fd);
  if (!stdio.isTTY(fd)) {
    throw new ERR_TTY_INIT_FAILED({ errno: -22, code: 'EINVAL', message: 'invalid argument', syscall: 'uv_tty_init' });
  }
}

// Terminals for input are process.stdin alone; another reader would take its bytes away.
function ReadStream(fd, options) {
  if (!(this instanceof ReadStream)) return new ReadStream(fd, options);
  check(fd);
  throw new ERR_METHOD_NOT_IMPLEMENTED('tty.ReadStream');
}
Object.setPrototypeOf(ReadStream.prototype, require('stream').Readable.prototype);
Object.setPrototypeOf(ReadStream, require('stream').Readable);

function WriteStream(fd) {
  if (!(this instanceof WriteStream)) return new WriteStream(fd);
  check(fd);
  Reflect.apply(Writable, this, [{ decodeStrings: false }]);
  this.fd = fd;
  const size = stdio.size(fd);
  if (size !== undefined) {
    this.columns = size[0];
    this.rows = size[1];
  }
}
Object.setPrototypeOf(WriteStream.prototype, Writable.prototype);
Object.setPrototypeOf(WriteStream, Writable);

WriteStream.prototype._write = stdio.SyncWriteStream.prototype._write;
WriteStream.prototype.isTTY = true;
WriteStream.prototype.getColorDepth = getColorDepth;
WriteStream.prototype.hasColors = hasColors;

WriteStream.prototype._refreshSize = function() {
  const size = stdio.size(this.fd);
  if (size === undefined || (size[0] === this.columns && size[1] === this.rows)) return;
  this.columns = size[0];
  this.rows = size[1];
  this.emit('resize');
};

// write sends a control sequence; the callback is called when it has gone, on the next tick when there is none.
function write(stream, sequence, callback) {
  if (callback !== undefined) validateFunction(callback, 'callback');
  if (sequence === '') {
    if (typeof callback === 'function') process.nextTick(callback, null);
    return true;
  }
  return stream.write(sequence, callback);
}

WriteStream.prototype.cursorTo = function(x, y, callback) {
  if (typeof y === 'function') {
    callback = y;
    y = undefined;
  }
  if (typeof x !== 'number') return write(this, '', callback);
  return write(this, typeof y === 'number' ? `\x1b[${y + 1};${x + 1}H` : `\x1b[${x + 1}G`, callback);
};
WriteStream.prototype.moveCursor = function(dx, dy, callback) {
  const step = (n, more, less) => (n > 0 ? `\x1b[${n}${more}` : n < 0 ? `\x1b[${-n}${less}` : '');
  return write(this, step(dx, 'C', 'D') + step(dy, 'B', 'A'), callback);
};
WriteStream.prototype.clearLine = function(dir, callback) {
  return write(this, dir < 0 ? '\x1b[1K' : dir > 0 ? '\x1b[0K' : '\x1b[2K', callback);
};
WriteStream.prototype.clearScreenDown = function(callback) {
  return write(this, '\x1b[0J', callback);
};
WriteStream.prototype.getWindowSize = function() {
  return [this.columns, this.rows];
};

module.exports = { isatty, ReadStream, WriteStream };
