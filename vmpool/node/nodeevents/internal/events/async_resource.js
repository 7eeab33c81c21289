// EventEmitterAsyncResource: an emitter whose listeners run in the async context that it was made in.

const { AsyncResource } = require('async_hooks');
const EventEmitter = require('events');
const { codes } = require('internal/errors');
const { kEmptyObject } = require('internal/util');

const kEventEmitter = Symbol('kEventEmitter');

class EventEmitterReferencingAsyncResource extends AsyncResource {
  constructor(emitter, type, options) {
    super(type, options);
    this[kEventEmitter] = emitter;
  }

  get eventEmitter() {
    if (this[kEventEmitter] === undefined) throw new codes.ERR_INVALID_THIS('EventEmitterReferencingAsyncResource');
    return this[kEventEmitter];
  }
}

let check;

class EventEmitterAsyncResource extends EventEmitter {
  #resource;

  static {
    check = (value) => {
      if (!(#resource in value)) throw new codes.ERR_INVALID_THIS('EventEmitterAsyncResource');
    };
  }

  constructor(options = undefined) {
    let name;
    if (typeof options === 'string') {
      name = options;
      options = undefined;
    } else {
      if (new.target === EventEmitterAsyncResource) {
        require('internal/validators').validateString(options?.name, 'options.name');
      }
      name = options?.name || new.target.name;
    }
    super(options);
    this.#resource = new EventEmitterReferencingAsyncResource(this, name, options ?? kEmptyObject);
  }

  emit(event, ...args) {
    check(this);
    return this.#resource.runInAsyncScope(super.emit, this, event, ...args);
  }

  emitDestroy() {
    check(this);
    this.#resource.emitDestroy();
  }

  get asyncId() {
    check(this);
    return this.#resource.asyncId();
  }

  get triggerAsyncId() {
    check(this);
    return this.#resource.triggerAsyncId();
  }

  get asyncResource() {
    check(this);
    return this.#resource;
  }
}

module.exports = { EventEmitterAsyncResource };
