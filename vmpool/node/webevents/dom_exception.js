// DOMException (Web IDL, section 2.8.1).

const { enumerable, tag, isObject, invalidThis } = require('internal/webidl');

// Constants in the order of their codes; the names are made of them, but for those that had one of their own.
const constants = [
  'INDEX_SIZE_ERR', 'DOMSTRING_SIZE_ERR', 'HIERARCHY_REQUEST_ERR', 'WRONG_DOCUMENT_ERR', 'INVALID_CHARACTER_ERR',
  'NO_DATA_ALLOWED_ERR', 'NO_MODIFICATION_ALLOWED_ERR', 'NOT_FOUND_ERR', 'NOT_SUPPORTED_ERR', 'INUSE_ATTRIBUTE_ERR',
  'INVALID_STATE_ERR', 'SYNTAX_ERR', 'INVALID_MODIFICATION_ERR', 'NAMESPACE_ERR', 'INVALID_ACCESS_ERR', 'VALIDATION_ERR',
  'TYPE_MISMATCH_ERR', 'SECURITY_ERR', 'NETWORK_ERR', 'ABORT_ERR', 'URL_MISMATCH_ERR', 'QUOTA_EXCEEDED_ERR', 'TIMEOUT_ERR',
  'INVALID_NODE_TYPE_ERR', 'DATA_CLONE_ERR',
];
const names = [
  'IndexSizeError', , 'HierarchyRequestError', 'WrongDocumentError', 'InvalidCharacterError',
  , 'NoModificationAllowedError', 'NotFoundError', 'NotSupportedError', 'InUseAttributeError',
  'InvalidStateError', 'SyntaxError', 'InvalidModificationError', 'NamespaceError', 'InvalidAccessError', ,
  'TypeMismatchError', 'SecurityError', 'NetworkError', 'AbortError', 'URLMismatchError', 'QuotaExceededError', 'TimeoutError',
  'InvalidNodeTypeError', 'DataCloneError',
];

let isDOMException;

class DOMException {
  #message;
  #name;
  static { isDOMException = (v) => isObject(v) ? (#name in v) : false; }

  constructor(message = '', options = 'Error') {
    this.#message = `${message}`;
    if (options !== null && typeof options === 'object') {
      const { name } = options;
      this.#name = name === undefined ? 'Error' : `${name}`;
      if ('cause' in options) {
        Object.defineProperty(this, 'cause', { value: options.cause, writable: true, enumerable: false, configurable: true });
      }
    } else {
      this.#name = `${options}`;
    }
    Error.captureStackTrace(this, DOMException);
  }

  get name() {
    if (!isDOMException(this)) throw invalidThis('DOMException');
    return this.#name;
  }

  get message() {
    if (!isDOMException(this)) throw invalidThis('DOMException');
    return this.#message;
  }

  get code() {
    if (!isDOMException(this)) throw invalidThis('DOMException');
    const i = names.indexOf(this.#name);
    return i < 0 ? 0 : i + 1;
  }
}

Object.setPrototypeOf(DOMException.prototype, Error.prototype);
tag(DOMException, 'DOMException');
enumerable(DOMException.prototype, ['name', 'message', 'code']);
for (let i = 0; i < constants.length; i++) {
  const desc = { value: i + 1, writable: false, enumerable: true, configurable: false };
  Object.defineProperty(DOMException, constants[i], desc);
  Object.defineProperty(DOMException.prototype, constants[i], desc);
}

exports.DOMException = DOMException;
