// Interface: the lines of an input, as events and as an async iterator.

const EventEmitter = require('events');
const { AbortError, codes } = require('internal/errors');
const validators = require('internal/validators');

const lineEnding = /\r?\n|\r(?!\n)/g;
const minCrlfDelay = 100;

const kPrompt = Symbol('_prompt');
const kDecoder = Symbol('_decoder');
const kRest = Symbol('_line_buffer');
const kReturnAt = Symbol('_sawReturnAt');
const kQuestion = Symbol('_questionCallback');
const kOldPrompt = Symbol('_oldPrompt');
const kListeners = Symbol('_listeners');

function Interface(input, output, completer, terminal) {
  if (!(this instanceof Interface)) return new Interface(input, output, completer, terminal);
  Reflect.apply(EventEmitter, this, []);
  let options = {};
  if (input?.input) {
    options = input;
    ({ output, completer, terminal } = input);
    input = input.input;
    if (options.signal) validators.validateAbortSignal(options.signal, 'options.signal');
  }
  if (completer !== undefined && typeof completer !== 'function') throw new codes.ERR_INVALID_ARG_VALUE('completer', completer);
  const { history, historySize, tabSize, escapeCodeTimeout } = options;
  if (history !== undefined) validators.validateArray(history, 'history');
  if (historySize !== undefined) validators.validateNumber(historySize, 'historySize', 0);
  if (tabSize !== undefined) validators.validateUint32(tabSize, 'tabSize', true);
  if (escapeCodeTimeout !== undefined && !Number.isFinite(escapeCodeTimeout)) {
    throw new codes.ERR_INVALID_ARG_VALUE('input.escapeCodeTimeout', escapeCodeTimeout);
  }

  this.line = '';
  this.cursor = 0;
  this.history = history ?? [];
  this.historySize = historySize ?? 30;
  this.removeHistoryDuplicates = !!options.removeHistoryDuplicates;
  this.crlfDelay = options.crlfDelay ? Math.max(minCrlfDelay, options.crlfDelay) : minCrlfDelay;
  this.completer = completer;
  this.output = output;
  this.input = input;
  this.terminal = !!terminal;
  this.closed = false;
  this.paused = false;
  this[kPrompt] = options.prompt === undefined ? '> ' : `${options.prompt}`;
  this[kRest] = null;
  this[kReturnAt] = 0;
  this[kQuestion] = null;

  const onend = () => {
    if (this[kRest]) this.emit('line', this[kRest]);
    this.close();
  };
  const ondata = (data) => { take(this, data); };
  const onerror = (err) => { this.emit('error', err); };
  input.on('error', onerror);
  input.on('data', ondata);
  input.on('end', onend);
  this[kListeners] = { data: ondata, end: onend, error: onerror };
  const { StringDecoder } = require('string_decoder');
  this[kDecoder] = new StringDecoder('utf8');

  if (options.signal) {
    const onAborted = () => this.close();
    if (options.signal.aborted) {
      process.nextTick(onAborted);
    } else {
      options.signal.addEventListener('abort', onAborted, { once: true });
      this.once('close', () => options.signal.removeEventListener('abort', onAborted));
    }
  }
  input.resume();
}
Object.setPrototypeOf(Interface.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Interface, EventEmitter);

// take splits what has come into lines.
function take(self, data) {
  if (data === undefined) return;
  let text = self[kDecoder].write(data);
  if (self[kReturnAt] && Date.now() - self[kReturnAt] <= self.crlfDelay) {
    if (text.codePointAt(0) === 10) text = text.slice(1); // the other half of a line end
    self[kReturnAt] = 0;
  }
  lineEnding.lastIndex = 0;
  let match = lineEnding.exec(text);
  if (match === null) {
    if (text) self[kRest] = self[kRest] ? self[kRest] + text : text;
    return;
  }
  if (self[kRest]) {
    text = self[kRest] + text;
    self[kRest] = null;
    lineEnding.lastIndex = 0;
    match = lineEnding.exec(text);
  }
  self[kReturnAt] = text.endsWith('\r') ? Date.now() : 0;
  const lines = [];
  let from = 0;
  for (; match !== null; match = lineEnding.exec(text)) {
    lines.push(text.slice(from, match.index));
    from = lineEnding.lastIndex;
  }
  if (from < text.length) self[kRest] = text.slice(from);
  for (let i = 0; i < lines.length; i++) onLine(self, lines[i]);
}

function onLine(self, line) {
  if (self[kQuestion]) {
    const cb = self[kQuestion];
    self[kQuestion] = null;
    self.setPrompt(self[kOldPrompt]);
    cb(line);
  } else {
    self.emit('line', line);
  }
}

function writeOut(self, text) {
  if (self.output !== null && self.output !== undefined) self.output.write(text);
}

function checkOpen(self) {
  if (self.closed) throw new codes.ERR_USE_AFTER_CLOSE('readline');
}

Object.assign(Interface.prototype, {
  setPrompt(prompt) {
    this[kPrompt] = prompt;
  },

  getPrompt() {
    return this[kPrompt];
  },

  prompt(preserveCursor) {
    if (this.paused) this.resume();
    writeOut(this, this[kPrompt]);
  },

  close() {
    if (this.closed) return;
    this.pause();
    this.closed = true;
    const names = ['data', 'end', 'error'];
    for (let i = 0; i < names.length; i++) this.input.removeListener(names[i], this[kListeners][names[i]]);
    this.emit('close');
  },

  pause() {
    if (this.paused) return undefined;
    this.input.pause();
    this.paused = true;
    this.emit('pause');
    return this;
  },

  resume() {
    if (!this.paused) return undefined;
    this.input.resume();
    this.paused = false;
    this.emit('resume');
    return this;
  },

  write(d, key) {
    checkOpen(this);
    if (this.paused) this.resume();
    take(this, d);
  },

  getCursorPos() {
    return { cols: this[kPrompt].length + this.cursor, rows: 0 };
  },

  [Symbol.asyncIterator]() {
    this._lines ??= lines(this);
    return this._lines;
  },
});
Object.defineProperty(Interface.prototype, 'columns', {
  configurable: true,
  enumerable: true,
  get() { return this.output?.columns ? this.output.columns : Infinity; },
});
Interface.prototype[Symbol.dispose] = function() {
  this.close();
};

// ask is the common part of both questions.
function ask(self, query, cb) {
  checkOpen(self);
  if (self[kQuestion]) {
    self.prompt();
    return;
  }
  self[kOldPrompt] = self[kPrompt];
  self.setPrompt(query);
  self[kQuestion] = cb;
  self.prompt();
}

function cancelQuestion(self) {
  if (!self[kQuestion]) return;
  self[kQuestion] = null;
  self.setPrompt(self[kOldPrompt]);
  writeOut(self, '\n');
}

// lines is the async iterator; it stops reading when too many lines wait.
function lines(self) {
  const { asyncGenerator, wait } = require('internal/streams/async_generator');
  const queue = [];
  const most = 1024;
  let wake = null;
  let error;
  let done = self.closed;
  const notify = () => {
    const f = wake;
    wake = null;
    if (f) f();
  };
  const onLineEvent = (line) => {
    queue.push(line);
    if (queue.length >= most) self.pause();
    notify();
  };
  const onClose = () => {
    done = true;
    notify();
  };
  const onError = (err) => {
    error = err;
    done = true;
    notify();
  };
  self.on('line', onLineEvent);
  self.on('close', onClose);
  self.on('error', onError);
  return asyncGenerator((function* () {
    try {
      for (;;) {
        while (queue.length > 0) {
          const line = queue.shift();
          if (queue.length < most / 2 && self.paused && !self.closed) self.resume();
          yield line;
        }
        if (error) throw error;
        if (done) return;
        yield wait(new Promise((resolve) => { wake = resolve; }));
      }
    } finally {
      self.removeListener('line', onLineEvent);
      self.removeListener('close', onClose);
      self.removeListener('error', onError);
      self.close();
    }
  })());
}

module.exports = { AbortError, Interface, ask, cancelQuestion };
