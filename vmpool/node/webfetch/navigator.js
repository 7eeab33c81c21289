// navigator, as Node has it since version 21.

const { enumerable, tag, isObject, invalidThis } = require('internal/webidl');

const secret = Symbol('create');
let isNavigator;

class Navigator {
  #brand;
  static { isNavigator = (v) => isObject(v) ? (#brand in v) : false; }
  constructor(token) {
    if (token !== secret) throw new (require('internal/errors').codes.ERR_ILLEGAL_CONSTRUCTOR)();
  }
  get hardwareConcurrency() { check(this); return binding.concurrency; }
  get language() { check(this); return 'en-US'; }
  get languages() { check(this); return Object.freeze(['en-US']); }
  get userAgent() { check(this); return `Node.js/${require('process').version.slice(1).split('.')[0]}`; }
  get platform() { check(this); return binding.platform; }
}
const check = (v) => { if (!isNavigator(v)) throw invalidThis('Navigator'); };
Object.defineProperty(Navigator, 'length', { value: 0, configurable: true });
enumerable(Navigator.prototype, ['hardwareConcurrency', 'language', 'languages', 'userAgent', 'platform']);
tag(Navigator, 'Navigator');

exports.Navigator = Navigator;
exports.navigator = new Navigator(secret);
