// node:readline/promises.

const { AbortError, Interface: Base, ask, cancelQuestion } = require('internal/readline/interface');
const cursor = require('internal/readline/cursor');
const { codes } = require('internal/errors');
const validators = require('internal/validators');

class Interface extends Base {
  question(query, options = {}) {
    return new Promise((resolve, reject) => {
      let cb = resolve;
      if (options?.signal) {
        validators.validateAbortSignal(options.signal, 'options.signal');
        if (options.signal.aborted) {
          reject(new AbortError(undefined, { cause: options.signal.reason }));
          return;
        }
        const onAbort = () => {
          cancelQuestion(this);
          reject(new AbortError(undefined, { cause: options.signal.reason }));
        };
        options.signal.addEventListener('abort', onAbort, { once: true });
        cb = (answer) => {
          options.signal.removeEventListener('abort', onAbort);
          resolve(answer);
        };
      }
      ask(this, query, cb);
    });
  }
}

// Readline collects cursor movements and writes them together.
class Readline {
  #autoCommit = false;
  #stream;
  #todo = [];

  constructor(stream, options = undefined) {
    const { isWritable, isNodeStream } = require('internal/streams/utils');
    if (!isNodeStream(stream) || !isWritable(stream)) throw new codes.ERR_INVALID_ARG_TYPE('stream', 'Writable', stream);
    this.#stream = stream;
    if (options?.autoCommit != null) {
      validators.validateBoolean(options.autoCommit, 'options.autoCommit');
      this.#autoCommit = options.autoCommit;
    }
  }

  #add(text) {
    if (this.#autoCommit) process.nextTick(() => this.#stream.write(text));
    else this.#todo.push(text);
    return this;
  }

  cursorTo(x, y = undefined) {
    validators.validateInteger(x, 'x');
    if (y != null) validators.validateInteger(y, 'y');
    return this.#add(cursor.cursorToText(x, y ?? undefined));
  }

  moveCursor(dx, dy) {
    if (dx || dy) {
      validators.validateInteger(dx, 'dx');
      validators.validateInteger(dy, 'dy');
      return this.#add(cursor.moveCursorText(dx, dy));
    }
    return this;
  }

  clearLine(dir) {
    validators.validateInteger(dir, 'dir', -1, 1);
    return this.#add(cursor.clearLineText(dir));
  }

  clearScreenDown() {
    return this.#add('\x1b[0J');
  }

  commit() {
    return new Promise((resolve) => {
      this.#stream.write(this.#todo.join(''), resolve);
      this.#todo = [];
    });
  }

  rollback() {
    this.#todo = [];
    return this;
  }
}

function createInterface(input, output, completer, terminal) {
  return new Interface(input, output, completer, terminal);
}

module.exports = { Interface, Readline, createInterface };
