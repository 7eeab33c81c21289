// Values that must reach the client as they are, values that can't be sent, and what "as they are" means.

export { decode } from "ssr:data";

class Point {
  constructor() {
    this.x = 1;
  }
}

const shared = { n: 1 };
const cycle = { name: "cycle", list: [] };
cycle.self = cycle;
cycle.list.push(cycle, cycle.list);
const mapCycle = new Map();
mapCycle.set("me", mapCycle);

export const values = {
  null: null,
  booleans: [true, false],
  numbers: [0, 1, -1, 1.5, 1e21, 1e-7, 123456789012345680000, 2 ** 53, Number.MAX_VALUE, Number.MIN_VALUE],
  "other numbers": [NaN, Infinity, -Infinity, -0],
  strings: ["", "plain", "</script><!-- <script>", "a&b > c", "'\"\\", "\u2028\u2029", "\0\b\n\r\t\x7f", "äöü €", "😀 👩‍👩‍👧", "x".repeat(5000)],
  undefined: { a: undefined, b: [undefined, null] },
  bigints: [0n, -5n, 2n ** 200n],
  keys: { $: 1, $$: { $: "undefined" }, $ref: 2, "": 3, "a-b": 4, "</script>": 5, 7: 6, 'quote"s': 7, "\u2028": 8, $x: { $y: { $: 1 } } },
  order: { $b: 1, a: 2, $c: 3 },
  "a special's lookalike": [{ $: "NaN" }, { $: ["Date", 0] }, { $: ["ref", 0] }],
  proto: JSON.parse('{"__proto__": {"polluted": 1}, "a": {"__proto__": 5}}'),
  "without a prototype": Object.assign(Object.create(null), { a: 1, $b: [2] }),
  dates: [new Date(0), new Date(-1), new Date(8.64e15), new Date(NaN)],
  regexps: [/a\/b</gi, /[^\\]"'/u, new RegExp("</script>", "y")],
  maps: new Map([["a", 1], [{ b: 2 }, new Map([[NaN, -0]])], [undefined, null]]),
  sets: new Set([1, "a", new Set([new Date(5)]), undefined]),
  urls: [new URL("https://example.com/a%20b?q=<&c='#h")],
  errors: [new Error("no <b>"), new TypeError("t"), new RangeError(""), Object.assign(new Error("named"), { name: "Custom" }), new Error("outer", { cause: new SyntaxError("inner") }), new AggregateError([new Error("1"), 2], "many")],
  bytes: [new Uint8Array([0, 1, 254, 255]), new Uint8Array(new Uint8Array([1, 2, 3, 4]).buffer, 1, 2), new ArrayBuffer(3), new Float64Array([1.5, -0]), new Int16Array([-1, 2]), new BigInt64Array([5n])],
  "the same object twice": { a: shared, b: [shared, { shared }] },
  cycles: cycle,
  "a map in itself": mapCycle,
  "references behind other objects": [new Date(1), shared, /x/, shared, new Map([[shared, shared]]), new Error("e", { cause: shared })],
  empty: [{}, [], new Map(), new Set(), ""],
  nested: { a: [{ b: { c: [[[[1]]]] } }] },
  holes: [[, 1, ,]],
};

export const refused = [
  [() => ({ items: [0, { onClick() {} }] }), "props.items[1].onClick is a function"],
  [() => ({ a: Symbol("s") }), "props.a is a symbol"],
  [() => ({ "a-b": { $c: new Point() } }), 'props["a-b"].$c is an instance of Point'],
  [() => [Object.create({})], "props[0] is an instance of Object"],
  [() => ({ a: new Map([[1, 2], [new Point(), 3]]) }), "props.a.keys()[1] is an instance of Point"],
  [() => ({ a: new Map([["k", () => 1]]) }), "props.a.values()[0] is a function"],
  [() => new Set([1, new WeakMap()]), "props.values()[1] is an instance of WeakMap"],
  [() => ({ e: new Error("x", { cause: () => 1 }) }), "props.e.cause is a function"],
  [() => ({ element: { $$typeof: Symbol.for("react.transitional.element"), props: {} } }), "props.element is a React element"],
  [() => ({ p: Promise.resolve(1) }), "props.p is a promise"],
];

/** Half surrogate pairs, which goja's JSON.parse can't read (browsers can), and their text. */
export const halves = [["\ud800", "a\udc00b", "\ud83d", "é\ud800"], String.raw`["\ud800","a\udc00b","\ud83d","é\ud800"]`];

/** Whether two values can't be told apart, but for functions and identity across the two. */
export function same(a, b, seen = new Map()) {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (seen.has(a)) return seen.get(a) === b;
  seen.set(a, b);
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  if (a instanceof Date) return Object.is(a.getTime(), b.getTime());
  if (a instanceof RegExp) return a.source === b.source && a.flags === b.flags;
  if (a instanceof URL) return a.href === b.href;
  if (a instanceof ArrayBuffer) return same([...new Uint8Array(a)], [...new Uint8Array(b)]);
  if (ArrayBuffer.isView(a)) return same([...a], [...b]);
  if (a instanceof Map) return same([...a], [...b], seen);
  if (a instanceof Set) return same([...a], [...b], seen);
  if (a instanceof Error) {
    return a.name === b.name && a.message === b.message && "cause" in a === "cause" in b && same(a.cause, b.cause, seen) && same(a.errors, b.errors, seen);
  }
  if (Array.isArray(a)) {
    if (a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) if (!same(a[i], b[i], seen)) return false;
    return true;
  }
  const keys = Reflect.ownKeys(a);
  const others = Reflect.ownKeys(b);
  return keys.length === others.length && keys.every((key, i) => key === others[i] && same(a[key], b[key], seen));
}
