// Reads what data.go writes: JSON in which an object with the only key "$" stands for what JSON can't say, and other keys
// that begin with "$" have one more of it.

/** The value of a text; `promise` makes the promise of a deferred value by its id. */
export function decode(text, promise) {
  const objects = []; // by their order in the text: what {"$":["ref",n]} points to

  function revive(value) {
    if (value === null || typeof value !== "object") return value;
    if (Array.isArray(value)) {
      objects.push(value);
      for (let i = 0; i < value.length; i++) value[i] = revive(value[i]);
      return value;
    }
    if (Object.hasOwn(value, "$")) return special(value.$);
    return properties(value, value);
  }

  /** Fills target, which may be source itself, in source's order. */
  function properties(source, target) {
    objects.push(target);
    const keys = Object.keys(source);
    const inPlace = source === target && !keys.some((key) => key[0] === "$");
    for (const key of keys) {
      const value = source[key];
      if (inPlace) {
        define(target, key, revive(value));
        continue;
      }
      if (source === target) delete target[key];
      define(target, key[0] === "$" ? key.slice(1) : key, revive(value));
    }
    return target;
  }

  function special(code) {
    if (typeof code === "string") return atoms[code];
    const [kind, a, b, c] = code;
    switch (kind) {
      case "ref":
        return objects[a];
      case "bigint":
        return BigInt(a);
      case "null":
        return properties(a, Object.create(null));
      case "Date":
        return keep(new Date(a === null ? NaN : a));
      case "RegExp":
        return keep(new RegExp(a, b));
      case "URL":
        return keep(new URL(a));
      case "Map": {
        const map = keep(new Map());
        for (let i = 0; i < a.length; i += 2) {
          const key = revive(a[i]);
          map.set(key, revive(a[i + 1]));
        }
        return map;
      }
      case "Set": {
        const set = keep(new Set());
        for (const element of a) set.add(revive(element));
        return set;
      }
      case "Error": {
        const error = keep(makeError(a, b));
        for (const key of Object.keys(c)) hidden(error, key, revive(c[key]));
        return error;
      }
      case "bytes":
        return keep(bytes(a, b));
      case "promise":
        return keep(promise(a));
    }
    throw new TypeError(`data from the server has the unknown kind ${kind}`);
  }

  function keep(object) {
    objects.push(object);
    return object;
  }

  return revive(JSON.parse(text));
}

const atoms = { undefined: undefined, NaN: NaN, Infinity: Infinity, "-Infinity": -Infinity, "-0": -0 };

function define(target, key, value) {
  if (key === "__proto__") Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
  else target[key] = value;
}

function hidden(target, key, value) {
  Object.defineProperty(target, key, { value, writable: true, enumerable: false, configurable: true });
}

const errors = { Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };

function makeError(name, message) {
  const known = Object.hasOwn(errors, name);
  const error = name === "AggregateError" ? new AggregateError([], message) : new (known ? errors[name] : Error)(message);
  if (error.name !== name) hidden(error, "name", name);
  return error;
}

const arrays = {
  Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array,
  Float32Array, Float64Array, BigInt64Array, BigUint64Array,
};

function bytes(kind, base64) {
  const text = atob(base64);
  const data = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) data[i] = text.charCodeAt(i);
  return kind === "ArrayBuffer" ? data.buffer : new arrays[kind](data.buffer);
}
