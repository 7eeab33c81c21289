// Built-ins that ECMAScript has and Node 20 has not. A page that looks for them (`Object.groupBy ? … : …`) finds what it finds in Node
// 20, so they are no properties of anything; but a call, which in Node 20 could only fail, is rewritten to a call of these
// (rewritenewer.go), so that code written for a newer Node runs. A function of the natives that the prelude put aside; it gives the function
// that finds one: find(object, name) is undefined when the object has no such method.
(function (aside) {
  const isObject = (v) => (typeof v === 'object' && v !== null) || typeof v === 'function';
  const groupInto = (items, callback, add) => {
    if (items === null || items === undefined) throw new TypeError(`${items} is not iterable`);
    if (typeof callback !== 'function') throw new TypeError(`${String(callback)} is not a function`);
    let i = 0;
    for (const item of items) add(callback(item, i++), item);
  };
  const isPair = (s, i) => {
    const c = s.charCodeAt(i);
    if (c < 0xdc00) { const d = s.charCodeAt(i + 1); return d >= 0xdc00 && d <= 0xdfff; }
    const b = s.charCodeAt(i - 1);
    return b >= 0xd800 && b <= 0xdbff;
  };
  const statics = new Map([
    [Object, {
      groupBy(items, callback) {
        const groups = Object.create(null);
        groupInto(items, callback, (key, item) => {
          const k = typeof key === 'symbol' ? key : String(key);
          if (k in groups) groups[k].push(item);
          else groups[k] = [item];
        });
        return groups;
      },
    }],
    [Map, {
      groupBy(items, callback) {
        const groups = new Map();
        groupInto(items, callback, (key, item) => {
          const group = groups.get(key);
          if (group) group.push(item);
          else groups.set(key, [item]);
        });
        return groups;
      },
    }],
    [Promise, {
      withResolvers() {
        let resolve, reject;
        const promise = new this((res, rej) => { resolve = res; reject = rej; });
        return { promise, resolve, reject };
      },
      try(callback, ...args) {
        return new this((resolve) => resolve(callback(...args)));
      },
    }],
    [Array, {
      async fromAsync(items, mapper, thisArg) {
        if (mapper !== undefined && typeof mapper !== 'function') throw new TypeError(`${String(mapper)} is not a function`);
        const make = typeof this === 'function' && this.prototype ? this : Array;
        const asyncMethod = items[Symbol.asyncIterator];
        const syncMethod = items[Symbol.iterator];
        const put = (out, i, value) => Object.defineProperty(out, i, { value, writable: true, enumerable: true, configurable: true });
        if (asyncMethod === undefined && syncMethod === undefined) {
          const length = Math.min(Math.max(Math.trunc(Number(items.length)) || 0, 0), Number.MAX_SAFE_INTEGER);
          const out = new make(length);
          for (let i = 0; i < length; i++) {
            let value = await items[i];
            if (mapper) value = await mapper.call(thisArg, value, i);
            put(out, i, value);
          }
          out.length = length;
          return out;
        }
        const out = new make();
        const iterator = (asyncMethod ?? syncMethod).call(items);
        let i = 0;
        for (; ; i++) {
          const r = asyncMethod === undefined ? iterator.next() : await iterator.next();
          if (!isObject(r)) throw new TypeError(`Iterator result ${String(r)} is not an object`);
          if (r.done) break;
          try {
            let value = asyncMethod === undefined ? await r.value : r.value;
            if (mapper) value = await mapper.call(thisArg, value, i);
            put(out, i, value);
          } catch (e) {
            if (iterator.return) await iterator.return();
            throw e;
          }
        }
        out.length = i;
        return out;
      },
    }],
    [RegExp, {
      escape(string) {
        if (typeof string !== 'string') throw new TypeError(`${String(string)} is not a string`);
        let out = '';
        for (let i = 0; i < string.length; i++) {
          const c = string[i];
          const code = string.charCodeAt(i);
          if (i === 0 && /[0-9A-Za-z]/.test(c)) out += '\\x' + code.toString(16).padStart(2, '0');
          else if ('^$\\.*+?()[]{}|/'.includes(c)) out += '\\' + c;
          else if ('\t\n\v\f\r'.includes(c)) out += '\\' + 'tnvfr'['\t\n\v\f\r'.indexOf(c)];
          else if (",-=<>#&!%:;@~'`\"".includes(c) || (code < 0x100 && /\s/.test(c))) out += '\\x' + code.toString(16).padStart(2, '0');
          else if (/\s/.test(c) || (code >= 0xd800 && code <= 0xdfff && !isPair(string, i))) out += '\\u' + code.toString(16).padStart(4, '0');
          else out += c;
        }
        return out;
      },
    }],
    [JSON, aside.JSON],
    [Error, aside.Error],
    [Uint8Array, aside.bytes],
  ]);

  const setSize = Object.getOwnPropertyDescriptor(Set.prototype, 'size').get;
  const viewKind = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;
  const bufferLength = Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, 'byteLength').get;
  const has = (get, object, want) => {
    try {
      const v = get.call(object);
      return want === undefined || v === want;
    } catch {
      return false;
    }
  };
  const methods = [
    [(o) => has(setSize, o), aside.Set],
    [(o) => has(viewKind, o, 'Uint8Array'), aside.Uint8Array],
    [(o) => has(bufferLength, o), aside.ArrayBuffer],
  ];

  return (object, name) => {
    if (object === undefined && name === 'from') return aside.iteratorFrom; // Iterator.from
    if (!isObject(object)) return undefined;
    const own = statics.get(object);
    if (own !== undefined && Object.hasOwn(own, name)) return own[name];
    for (let i = 0; i < methods.length; i++) {
      const [is, table] = methods[i];
      if (Object.hasOwn(table, name) && is(object)) return table[name];
    }
    return undefined;
  };
});
