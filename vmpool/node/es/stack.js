// Error.prepareStackTrace: https://v8.dev/docs/stack-trace-api. The call sites are made of the text of a stack; what the text does not
// have (this values, functions) is undefined, as V8 gives it for strict code.
(function (hook, error, stack) {
  class CallSite {
    #name;
    #file;
    #line;
    #column;

    constructor(name, file, line, column) {
      this.#name = name;
      this.#file = file;
      this.#line = line;
      this.#column = column;
    }

    getThis() { return undefined; }

    getTypeName() {
      const dot = this.#name === null ? -1 : this.#name.indexOf('.');
      return dot > 0 ? this.#name.slice(0, dot) : 'Object';
    }

    getFunction() { return undefined; }

    getFunctionName() { return this.#name; }

    getMethodName() {
      const dot = this.#name === null ? -1 : this.#name.lastIndexOf('.');
      return dot > 0 ? this.#name.slice(dot + 1) : null;
    }

    getFileName() { return this.#file; }

    getScriptNameOrSourceURL() { return this.#file; }

    getLineNumber() { return this.#line; }

    getColumnNumber() { return this.#column; }

    getPosition() { return 0; }

    getEvalOrigin() { return undefined; }

    getPromiseIndex() { return null; }

    getScriptHash() { return ''; }

    getEnclosingLineNumber() { return this.#line; }

    getEnclosingColumnNumber() { return this.#column; }

    isToplevel() { return true; }

    isEval() { return false; }

    isNative() { return this.#line === null; }

    isConstructor() { return false; }

    isAsync() { return false; }

    isPromiseAll() { return false; }

    toString() {
      const place = this.#line === null ? this.#file : `${this.#file}:${this.#line}:${this.#column}`;
      return this.#name === null ? place : `${this.#name} (${place})`;
    }
  }

  const sites = [];
  const lines = stack.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const found = /^ {4}at (?:(.*?) \()?(.*?)(?::(\d+):(\d+))?\)?$/.exec(lines[i]);
    if (found === null) continue;
    sites.push(new CallSite(found[1] ?? null, found[2],
      found[3] === undefined ? null : Number(found[3]), found[4] === undefined ? null : Number(found[4])));
  }
  return hook.call(Error, error, sites);
});
