const attempt = (name, f) => {
  try {
    console.log(name, f());
  } catch (err) {
    console.log(`${name}: throws ${err.name} ${err.code} ${err.message}`);
  }
};
const rejects = async (name, f) => {
  try {
    console.log(name, await f());
  } catch (err) {
    console.log(`${name}: rejects ${err.name} ${err.message}`);
  }
};
for (const C of [Blob, File, Headers, Request, Response, FormData]) {
  const keys = Object.getOwnPropertyNames(C.prototype).filter((k) => k !== 'attribute').sort();
  console.log(C.name, C.length, keys.map((k) => {
    const d = Object.getOwnPropertyDescriptor(C.prototype, k);
    return `${k}${d.enumerable ? '' : '!'}${typeof d.value === 'function' ? d.value.length : ''}`;
  }).join(' '));
}
attempt('Blob 3', () => new Blob(3));
attempt('Blob text', () => new Blob('x'));
attempt('Blob null', () => new Blob(null));
attempt('Blob object', () => new Blob({}));
attempt('Blob options', () => new Blob([], 3));
attempt('Blob endings', () => new Blob([], { endings: 'x' }));
attempt('File', () => new File([]));
attempt('Blob this', () => Object.getOwnPropertyDescriptor(Blob.prototype, 'size').get.call({}));
console.log(new Blob([1, {}, 'a', new Uint8Array(2), new Blob(['q'])]).size, new Blob([], { type: 'A/B' }).type, new Blob([], { type: '\u00e9' }).type);
console.log(new Blob(['abc']), new File(['x'], 'n', { type: 't/u', lastModified: 5 }), new Blob(['abcdef']).slice(-4, -1, 'X').size, new Blob(['a']).slice(5).size);

const h = new Headers({ b: '1', A: ' x ' });
h.append('b', '2');
h.append('Set-Cookie', 'c=1');
h.append('set-cookie', 'c=2');
console.log(h, [...h], h.get('B'), h.has('a'), h.getSetCookie(), h.get('set-cookie'));
h.delete('b');
h.set('a', 'y');
h.forEach((value, name) => console.log(name, value));
console.log([...h.keys()], [...new Headers(h).values()], Object.prototype.toString.call(h.entries()));
attempt('Headers 3', () => new Headers(3));
attempt('Headers pair', () => new Headers([['a']]));
attempt('Headers name', () => new Headers({ 'a b': 'c' }));
attempt('Headers value', () => new Headers({ a: '\u0100' }));
attempt('Headers get', () => new Headers().get());
attempt('Headers this', () => Headers.prototype.get.call({}, 'a'));
attempt('Headers null', () => new Headers(null));
attempt('Headers NUL', () => new Headers().append('a', 'b\0c'));

attempt('Request', () => new Request());
attempt('Request relative', () => new Request('/x'));
attempt('Request credentials', () => new Request('http://a:b@c'));
attempt('Request method', () => new Request('http://a', { method: 'foo bar' }));
attempt('Request TRACE', () => new Request('http://a', { method: 'TRACE' }));
attempt('Request GET body', () => new Request('http://a', { body: 'x' }));
attempt('Request duplex', () => new Request('http://a', { method: 'POST', body: new ReadableStream() }));
attempt('Request mode', () => new Request('http://a', { mode: 'navigate' }));
attempt('Request redirect', () => new Request('http://a', { redirect: 'x' }));
attempt('Request signal', () => new Request('http://a', { signal: 3 }));
const request = new Request('http://a/b#c', { method: 'post', body: 'x', headers: { y: 'z' }, redirect: 'manual' });
console.log(request, request.url, request.method, request.bodyUsed);
const second = new Request(request, { method: 'PUT' });
console.log(second.method, second.headers.get('y'), request.bodyUsed, second.redirect);

console.log(new Response('x', { status: 201, statusText: 'Made', headers: { a: 'b' } }), Response.error().type, Response.json({ a: 1 }).headers.get('content-type'));
console.log(Response.redirect('http://a/', 301).status, Response.redirect('http://a').headers.get('location'));
attempt('Response status', () => new Response('x', { status: 99 }));
attempt('Response 204', () => new Response('x', { status: 204 }));
attempt('Response text', () => new Response('x', { statusText: '\n' }));
attempt('Response json', () => Response.json(undefined));
attempt('Response redirect', () => Response.redirect('/x'));
attempt('Response redirect code', () => Response.redirect('http://a', 200));

const form = new FormData();
form.append('a', '1');
form.append('a', '2');
form.append('f', new Blob(['file'], { type: 'text/css' }), 'n.css');
form.set('b', 3);
console.log(form.get('a'), form.getAll('a'), form.has('z'), form.get('f').name, [...form.keys()], form.get('none'));
form.delete('a');
attempt('FormData', () => new FormData(3));
attempt('FormData append', () => form.append('a'));
attempt('FormData blob', () => form.append('a', 'b', 'c'));

async function main() {
  await rejects('text', () => new Blob(['h\u00e9', new Uint8Array([255])]).text());
  await rejects('arrayBuffer', async () => new Uint8Array(await new Blob(['ab']).slice(1).arrayBuffer()));
  await rejects('stream', async () => (await new Blob(['ab']).stream().getReader().read()).value);
  await rejects('native', () => new Blob(['a\r\nb\n'], { endings: 'native' }).text());
  await rejects('twice', async () => { const r = new Response('a'); await r.text(); return r.text(); });
  await rejects('json', () => new Response('{"a":[1]}').json());
  await rejects('null body', async () => [await new Response().text(), (await new Response().arrayBuffer()).byteLength, new Response().body]);
  await rejects('bytes', () => new Response(new Uint16Array([1, 2])).bytes());
  await rejects('BOM', async () => (await new Response('\ufeffx').text()).length);
  await rejects('blob type', async () => (await new Response('x', { headers: { 'content-type': 'Text/HTML;charset=utf-8' } }).blob()).type);
  await rejects('no form', () => new Response('x').formData());
  await rejects('params', async () => [...await new Response(new URLSearchParams('a=b&c=%20d')).formData()]);
  await rejects('multipart', async () => {
    const f = await new Response(form).formData();
    const file = f.get('f');
    return [[...f.keys()], file.name, file.type, await file.text(), f.get('b')];
  });
  await rejects('clone', async () => { const r = new Response('both'); const c = r.clone(); return [await r.text(), await c.text()]; });
  await rejects('clone used', async () => { const r = new Response('x'); await r.text(); return r.clone(); });
  await rejects('body stream', async () => { const r = new Response('s'); const reader = r.body.getReader(); const { value } = await reader.read(); return [value, r.bodyUsed, r.body.locked]; });
  await rejects('from stream', () => new Response(new ReadableStream({ start(c) { c.enqueue(new TextEncoder().encode('st')); c.close(); } })).text());
  await rejects('bad chunk', () => new Response(new ReadableStream({ start(c) { c.enqueue('st'); c.close(); } })).text());
  for (const url of ['data:,a%20b', 'data:text/html;base64,PGI+', 'data:;charset=utf-8,%C3%A9', 'data:x', 'data:text/plain;base64,***']) {
    await rejects(url, async () => { const r = await fetch(url); return [r.status, r.headers.get('content-type'), await r.text()]; });
  }
  const url = URL.createObjectURL(new Blob(['in the store'], { type: 'text/x' }));
  console.log(url.slice(0, 14));
  await rejects('blob URL', async () => { const r = await fetch(url); return [r.headers.get('content-type'), await r.text()]; });
  URL.revokeObjectURL(url);
  await rejects('revoked', () => fetch(url));
  await rejects('scheme', () => fetch('foo:bar'));
}
main();
