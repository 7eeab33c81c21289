// new.target of functions that constructors call.
function plain() { return new.target === undefined; }
function Old(a) {
  if (!new.target) return new Old(a);
  this.a = a;
}
const arrow = function () { return (() => new.target)(); };
class Base {
  constructor() { this.target = new.target.name; }
  method() { return plain(); }
}
class Derived extends Base {
  constructor() {
    const before = new.target.name;
    super();
    Object.assign(this, { before, plain: plain(), old: Old(1) instanceof Old, regexp: RegExp('a+', 'i'), arrow: arrow(), method: this.method() });
  }
}
console.log(new Derived());
console.log(plain(), Old(2), new Old(3), arrow(), new arrow() instanceof arrow, Reflect.construct(Old, [4], Derived) instanceof Derived);
function Outer() { this.inner = Old(5); this.re = RegExp('b').test('b'); }
console.log(new Outer());
function Abstract() { if (new.target === Abstract) throw new TypeError('abstract'); this.ok = true; }
try { new Abstract(); } catch (e) { console.log(e.message); }
class Concrete extends Abstract {}
console.log(new Concrete().ok);
console.log(eval('(function () { return new.target === undefined })()'), new Function('return typeof new.target')());
