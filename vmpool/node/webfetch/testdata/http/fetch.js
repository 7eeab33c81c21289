const base = process.env.BASE;
const show = async (name, f) => {
  try {
    console.log(name, await f());
  } catch (err) {
    console.log(`${name}: rejects ${err.name} ${err.message} (${err.cause?.code} ${err.cause?.message.split(' 127')[0]})`);
  }
};
const text = (...args) => fetch(...args).then((r) => r.text());

async function main() {
  await show('get', () => text(`${base}/echo?q=1#hash`));
  await show('headers', () => text(`${base}/echo`, { headers: { 'X-Test': 'caf\u00e9', 'accept': 'text/html', 'User-Agent': 'mine' } }));
  await show('post text', () => text(`${base}/echo`, { method: 'POST', body: 'h\u00e9' }));
  await show('post params', () => text(`${base}/echo`, { method: 'post', body: new URLSearchParams({ a: 'b c' }) }));
  await show('post bytes', () => text(`${base}/echo`, { method: 'PUT', body: new Uint8Array([1, 2, 3]) }));
  await show('post blob', () => text(`${base}/echo`, { method: 'PATCH', body: new Blob(['{}'], { type: 'application/json' }) }));
  await show('post empty', () => text(`${base}/echo`, { method: 'POST' }));
  const form = new FormData();
  form.append('field', 'value');
  form.append('file', new File(['content'], 'name.txt', { type: 'text/plain' }));
  await show('post form', () => text(`${base}/echo`, { method: 'POST', body: form }));
  const streamed = ReadableStream.from([new TextEncoder().encode('one '), new TextEncoder().encode('two')]);
  await show('post stream', () => text(`${base}/echo`, { method: 'POST', body: streamed, duplex: 'half' }));
  await show('big', () => text(`${base}/echo`, { method: 'POST', body: 'x'.repeat(300000) }));
  await show('request', () => text(new Request(`${base}/echo`, { method: 'DELETE', headers: [['a', '1'], ['a', '2']] })));

  for (const as of ['gzip', 'deflate', 'br']) await show(as, () => text(`${base}/coded?as=${as}`));

  await show('response', async () => {
    const r = await fetch(`${base}/status?code=404`);
    return [r.status, r.statusText, r.ok, r.type, r.redirected, r.url, r.headers.getSetCookie(), r.headers.get('x-latin'), r.headers.get('none'), r.bodyUsed, await r.text(), r.bodyUsed];
  });
  await show('204', async () => (await fetch(`${base}/status?code=204`)).body);
  await show('head', async () => { const r = await fetch(`${base}/echo`, { method: 'HEAD' }); return [r.body, await r.text()]; });
  await show('immutable', async () => { const r = await fetch(`${base}/echo`); await r.text(); r.headers.set('a', 'b'); });

  const to = (path, code) => `${base}/redirect?code=${code}&to=${encodeURIComponent(path)}`;
  for (const code of [301, 302, 303, 307, 308]) {
    await show(`redirect ${code}`, () => text(to('/echo', code), { method: 'POST', body: 'b', headers: { authorization: 'secret' } }));
  }
  await show('redirected', async () => { const r = await fetch(to(to('/echo?end', 302), 301)); await r.text(); return [r.redirected, r.url]; });
  await show('cross origin', () => text(to(`${base.replace('127.0.0.1', 'localhost')}/echo`, 307), { headers: { authorization: 'secret', cookie: 'c=1', x: 'y' } }));
  await show('manual', async () => { const r = await fetch(to('/echo', 302), { redirect: 'manual' }); return [r.status, r.type, r.headers.get('location')]; });
  await show('redirect error', () => fetch(to('/echo', 302), { redirect: 'error' }));
  await show('loop', () => fetch(`${base}/redirect?to=/redirect`.replace('to=/redirect', `to=${encodeURIComponent('/redirect?to=%2Fredirect')}`)).then((r) => r.text()));
  await show('to data', () => fetch(to('data:text/plain,x', 302)));
  await show('stream redirect', () => fetch(to('/echo', 307), { method: 'POST', body: ReadableStream.from([new Uint8Array(1)]), duplex: 'half' }));

  await show('chunks', async () => {
    const reader = (await fetch(`${base}/slow`)).body.getReader();
    let out = '';
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return out;
      out += new TextDecoder().decode(value);
    }
  });
  await show('json', () => fetch(`${base}/slow`).then((r) => r.json()).catch((err) => err.name));
  await show('clone', async () => {
    const r = await fetch(`${base}/slow`);
    const copy = r.clone();
    return [await r.text(), await copy.text()];
  });
  await show('abort before the head', () => fetch(`${base}/hang`, { signal: AbortSignal.timeout(30) }));
  await show('abort while reading', async () => {
    const controller = new AbortController();
    const r = await fetch(`${base}/slow?hang=1`, { signal: controller.signal });
    const reader = r.body.getReader();
    const first = await reader.read();
    console.log(new TextDecoder().decode(first.value));
    controller.abort(new Error('my reason'));
    return reader.read();
  });
  await show('aborted', () => fetch(base, { signal: AbortSignal.abort('no') }).catch((reason) => reason));
  await show('broken', () => text(`${base}/broken`));
  await show('refused', () => fetch('http://127.0.0.1:2/'));
  await show('bad port', () => fetch('http://127.0.0.1:6000/'));
  await show('no URL', () => fetch('/relative'));
  await show('parallel', () => Promise.all([1, 2, 3, 4].map((n) => text(`${base}/echo?n=${n}`).then((t) => t.slice(0, 13)))));
}
main();
