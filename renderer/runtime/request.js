// The request that loaders and actions get where the VM has no Request of its own: what is read of one on the server.

/** Request headers: names in lower case, several values of a name joined. */
class PageHeaders {
  #list = new Map();

  constructor(pairs) {
    for (let i = 0; i < pairs.length; i++) {
      const name = pairs[i][0].toLowerCase();
      const before = this.#list.get(name);
      this.#list.set(name, before === undefined ? pairs[i][1] : before + (name === "cookie" ? "; " : ", ") + pairs[i][1]);
    }
  }

  get(name) {
    return this.#list.get(String(name).toLowerCase()) ?? null;
  }

  has(name) {
    return this.#list.has(String(name).toLowerCase());
  }

  forEach(callback, self) {
    this.#list.forEach((value, name) => callback.call(self, value, name, this));
  }

  entries() {
    return this.#list.entries();
  }

  keys() {
    return this.#list.keys();
  }

  values() {
    return this.#list.values();
  }

  [Symbol.iterator]() {
    return this.#list.entries();
  }
}

/** The fields of a form that was sent; files have name, type, size, text() and arrayBuffer(). */
class PageForm {
  #list;

  constructor(list) {
    this.#list = list;
  }

  get(name) {
    const entry = this.#list.find((e) => e[0] === String(name));
    return entry === undefined ? null : entry[1];
  }

  getAll(name) {
    return this.#list.filter((e) => e[0] === String(name)).map((e) => e[1]);
  }

  has(name) {
    return this.#list.some((e) => e[0] === String(name));
  }

  forEach(callback, self) {
    this.#list.forEach(([name, value]) => callback.call(self, value, name, this));
  }

  entries() {
    return this.#list.values();
  }

  keys() {
    return this.#list.map((e) => e[0]).values();
  }

  values() {
    return this.#list.map((e) => e[1]).values();
  }

  [Symbol.iterator]() {
    return this.#list.values();
  }
}

class PageFile {
  #data;

  constructor(name, type, data) {
    this.name = name;
    this.type = type;
    this.size = data.byteLength;
    this.#data = data;
  }

  async arrayBuffer() {
    return this.#data.slice(0);
  }

  async text() {
    return new TextDecoder().decode(this.#data);
  }
}

export class PageRequest {
  #body;
  #host;

  /** `init` has method, headers (pairs), body (an ArrayBuffer or nothing) and signal; `host` parses forms. */
  constructor(url, init, host) {
    this.url = url;
    this.method = init.method;
    this.headers = new PageHeaders(init.headers);
    this.signal = init.signal;
    this.bodyUsed = false;
    this.#body = init.body;
    this.#host = host;
  }

  async arrayBuffer() {
    if (this.bodyUsed) throw new TypeError("Body is unusable: Body has already been read");
    this.bodyUsed = this.#body !== undefined;
    return this.#body ?? new ArrayBuffer(0);
  }

  async bytes() {
    return new Uint8Array(await this.arrayBuffer());
  }

  async text() {
    return new TextDecoder().decode(await this.arrayBuffer());
  }

  async json() {
    return JSON.parse(await this.text());
  }

  async formData() {
    const fields = this.#host.form(this.headers.get("content-type") ?? "", await this.arrayBuffer());
    return new PageForm(fields.map((f) => [f.name, f.data === undefined ? f.value : new PageFile(f.file, f.type, f.data)]));
  }
}
