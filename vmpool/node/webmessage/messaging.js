// MessageChannel, MessagePort, MessageEvent and BroadcastChannel (HTML, sections 9.4 and 9.5), with the EventEmitter face that
// Node's ports have.

const { codes } = require('internal/errors');
const { enumerable, isObject, invalidThis, coded, deeper } = require('internal/webidl');
const {
  Event, EventTarget, NodeEventTarget, defineEventHandler, fire, kNewListener, kRemoveListener, kCreateEvent, kHybridDispatch, kTrustEvent,
} = require('internal/event_target');
const { cloneWith, transferList, dataCloneError, kTransfer, kTransferCheck } = require('internal/clone');

const { deliver, hold, release } = binding;
const customInspect = Symbol.for('nodejs.util.inspect.custom');
const secret = Symbol('create');

let isMessagePort;

class MessageEvent extends Event {
  #data;
  #origin;
  #lastEventId;
  #source;
  #ports;

  constructor(type, init = undefined) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('type');
    super(type, init);
    this.#data = init?.data === undefined ? null : init.data;
    this.#origin = init?.origin === undefined ? '' : `${init.origin}`;
    this.#lastEventId = init?.lastEventId === undefined ? '' : `${init.lastEventId}`;
    this.#source = init?.source === undefined ? null : init.source;
    if (this.#source !== null && !isMessagePort(this.#source)) {
      throw new codes.ERR_INVALID_ARG_TYPE('init.source', 'MessagePort', this.#source);
    }
    const ports = init?.ports;
    if (ports !== undefined) {
      if (!isObject(ports) || typeof ports[Symbol.iterator] !== 'function') throw new TypeError('ports is not iterable');
      this.#ports = Array.from(ports);
      for (let i = 0; i < this.#ports.length; i++) {
        if (!isMessagePort(this.#ports[i])) throw new codes.ERR_INVALID_ARG_TYPE(`init.ports[${i}]`, 'MessagePort', this.#ports[i]);
      }
    } else {
      this.#ports = [];
    }
  }

  get data() { return this.#data; }
  get origin() { return this.#origin; }
  get lastEventId() { return this.#lastEventId; }
  get source() { return this.#source; }
  get ports() { return this.#ports; }
}
enumerable(MessageEvent.prototype, ['data', 'origin', 'lastEventId', 'source', 'ports']);

// An End is one end of a channel: it outlives the MessagePort that owns it when that is transferred.
class End {
  constructor() {
    this.peer = null;
    this.queue = []; // {value, ports}
    this.owner = null;
    this.started = false;
    this.closed = false;
  }

  post(message) {
    this.queue.push(message);
    if (this.started) deliver(() => this.next());
  }

  start() {
    if (this.started) return;
    this.started = true;
    for (let i = 0; i < this.queue.length; i++) deliver(() => this.next());
  }

  next() {
    if (!this.started || this.owner === null) return;
    const message = this.queue.shift();
    if (message !== undefined) dispatchMessage(this.owner, message);
  }

  close() {
    if (this.closed) return;
    this.closed = true;
    const { owner, peer } = this;
    deliver(() => {
      if (owner !== null) closed(owner);
      peer?.close();
    });
  }
}

let closed, dispatchMessage, endOf, adopt;

class MessagePort extends NodeEventTarget {
  #end;
  #hold = undefined;
  #refed = false;

  static {
    isMessagePort = (v) => isObject(v) ? (#end in v) : false;
    endOf = (port) => port.#end;
    adopt = (end) => {
      const port = new MessagePort(secret);
      port.#end = end;
      end.owner = port;
      return port;
    };
    dispatchMessage = (port, message) => {
      if (port.#end === null) return;
      const event = new MessageEvent('message', { data: message.value, ports: message.ports, [kTrustEvent]: true });
      port[kHybridDispatch](message.value, 'message', event);
    };
    closed = (port) => {
      port.#setRef(false);
      port.#end = null;
      const event = new Event('close');
      port[kHybridDispatch](event, 'close', event);
    };
  }

  constructor(token) {
    if (token !== secret) throw coded('Constructor cannot be called', 'ERR_CONSTRUCT_CALL_INVALID');
    super();
  }

  #setRef(refed) {
    if (this.#refed === refed) return;
    this.#refed = refed;
    if (refed) {
      this.#hold = hold();
    } else {
      release(this.#hold);
      this.#hold = undefined;
    }
  }

  postMessage(value, options) {
    if (!isMessagePort(this)) throw new TypeError('Illegal invocation');
    if (arguments.length === 0) {
      throw coded('Not enough arguments to MessagePort.postMessage', 'ERR_MISSING_ARGS');
    }
    let transfer = [];
    if (options !== undefined && options !== null) {
      if (typeof options !== 'object') {
        throw coded('Optional transferList argument must be an iterable', 'ERR_INVALID_ARG_TYPE');
      }
      transfer = typeof options[Symbol.iterator] === 'function' ? transferList(options, 'transferList') :
        transferList(options.transfer, 'options.transfer');
    }
    if (transfer.includes(this)) throw dataCloneError('Transfer list contains source port');
    const end = this.#end;
    const target = end === null || end.closed ? null : end.peer;
    const lost = target !== null && target.owner !== null && transfer.includes(target.owner);
    const { value: copy, moved } = cloneWith(value, transfer);
    if (target === null || target.closed) return;
    if (lost) {
      require('process').emitWarning('The target port was posted to itself, and the communication channel was lost');
      end.close();
      return true;
    }
    target.post({ value: copy, ports: moved.filter(isMessagePort) });
    return true;
  }

  start() { if (this.#end !== null) this.#end.start(); }
  close(callback) {
    if (typeof callback === 'function') this.once('close', callback);
    this.#end?.close();
  }
  ref() { if (this.#end !== null) this.#setRef(true); }
  unref() { this.#setRef(false); }
  hasRef() { return this.#refed; }

  [kTransferCheck]() {
    if (this.#end === null || this.#end.closed) throw dataCloneError('MessagePort in transfer list is already detached');
  }

  [kTransfer]() {
    const end = this.#end;
    this.#setRef(false);
    this.#end = null;
    end.started = false;
    return adopt(end);
  }

  [kCreateEvent](value, type) {
    if (type !== 'message' && type !== 'messageerror') return super[kCreateEvent](value, type);
    return new MessageEvent(type, { data: value });
  }

  [kNewListener](size, type, ...rest) {
    super[kNewListener](size, type, ...rest);
    if (type === 'message' && size === 1) {
      this.ref();
      this.start();
    }
  }

  [kRemoveListener](size, type, ...rest) {
    super[kRemoveListener](size, type, ...rest);
    if (type !== 'message' || size > 0) return;
    this.unref();
    if (this.#end !== null) this.#end.started = false; // what comes now waits for the next listener
  }

  [customInspect](depth, options) {
    const { inspect } = require('util');
    if (depth < 0) return '[MessagePort]';
    const view = { active: this.#end !== null, refed: this.#refed };
    return `MessagePort [EventTarget] ${inspect(view, options)}`;
  }
}
enumerable(MessagePort.prototype, ['postMessage', 'start', 'close', 'ref', 'unref', 'hasRef']);
Object.defineProperty(MessagePort, 'length', { value: 0, configurable: true });
Object.defineProperty(MessagePort.prototype.postMessage, 'length', { value: 0, configurable: true });
defineEventHandler(MessagePort.prototype, 'message');
defineEventHandler(MessagePort.prototype, 'messageerror');

function MessageChannel() {
  if (new.target === undefined) throw coded('Cannot call constructor without `new`', 'ERR_CONSTRUCT_CALL_REQUIRED');
  const a = new End();
  const b = new End();
  a.peer = b;
  b.peer = a;
  this.port1 = adopt(a);
  this.port2 = adopt(b);
}

const receiveMessageOnPort = (port) => {
  if (!isMessagePort(port)) {
    throw coded('The "port" argument must be a MessagePort instance', 'ERR_INVALID_ARG_TYPE');
  }
  const message = endOf(port)?.queue.shift();
  return message === undefined ? undefined : { message: message.value };
};

const channels = new Map(); // name to the open channels of that name

// Node wakes the channels that have messages in the order in which they were made, and each gets all of its messages.
let made = 0;
const waking = new Set();
let queueOf, receive;

function wake(channel) {
  if (waking.size === 0) deliver(wakeAll);
  waking.add(channel);
}

function wakeAll() {
  const list = [...waking].sort((a, b) => queueOf(a).order - queueOf(b).order);
  waking.clear();
  for (let i = 0; i < list.length; i++) {
    for (let n = queueOf(list[i]).messages.length; n > 0; n--) deliver(() => receive(list[i]));
  }
}

let isBroadcastChannel;
class BroadcastChannel extends EventTarget {
  #name;
  #closed = false;
  #hold;
  #queue = { order: made++, messages: [] };
  static {
    isBroadcastChannel = (v) => isObject(v) ? (#name in v) : false;
    queueOf = (channel) => channel.#queue;
    receive = (channel) => {
      const data = channel.#queue.messages.shift();
      if (!channel.#closed) fire(channel, new MessageEvent('message', { data, [kTrustEvent]: true }));
    };
  }

  constructor(name) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('name');
    super();
    this.#name = `${name}`;
    this.#hold = hold();
    const open = channels.get(this.#name);
    if (open === undefined) channels.set(this.#name, [this]);
    else open.push(this);
  }

  get name() {
    if (!isBroadcastChannel(this)) throw invalidThis('BroadcastChannel');
    return this.#name;
  }

  close() {
    if (!isBroadcastChannel(this)) throw invalidThis('BroadcastChannel');
    if (this.#closed) return;
    this.#closed = true;
    this.unref();
    const open = channels.get(this.#name).filter((c) => c !== this);
    if (open.length > 0) channels.set(this.#name, open);
    else channels.delete(this.#name);
  }

  postMessage(message) {
    if (!isBroadcastChannel(this)) throw invalidThis('BroadcastChannel');
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('message');
    if (this.#closed) throw new (require('internal/dom_exception').DOMException)('BroadcastChannel is closed.', 'InvalidStateError');
    const targets = channels.get(this.#name).filter((c) => c !== this);
    let copy = cloneWith(message, []).value;
    for (let i = 0; i < targets.length; i++) {
      if (i > 0) copy = cloneWith(message, []).value;
      targets[i].#queue.messages.push(copy);
      wake(targets[i]);
    }
  }

  ref() {
    if (!isBroadcastChannel(this)) throw invalidThis('BroadcastChannel');
    if (this.#hold === undefined && !this.#closed) this.#hold = hold();
    return this;
  }

  unref() {
    if (!isBroadcastChannel(this)) throw invalidThis('BroadcastChannel');
    if (this.#hold !== undefined) release(this.#hold);
    this.#hold = undefined;
    return this;
  }

  [customInspect](depth, options) {
    if (!isBroadcastChannel(this)) throw invalidThis('BroadcastChannel');
    if (depth < 0) return 'BroadcastChannel';
    const { inspect } = require('util');
    return `BroadcastChannel ${inspect({ name: this.#name, active: !this.#closed }, deeper(options))}`;
  }
}
enumerable(BroadcastChannel.prototype, ['name', 'close', 'postMessage']);
defineEventHandler(BroadcastChannel.prototype, 'message');
defineEventHandler(BroadcastChannel.prototype, 'messageerror');

exports.MessageChannel = MessageChannel;
exports.MessagePort = MessagePort;
exports.MessageEvent = MessageEvent;
exports.BroadcastChannel = BroadcastChannel;
exports.isMessagePort = isMessagePort;
exports.receiveMessageOnPort = receiveMessageOnPort;
