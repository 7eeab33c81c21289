'use strict';
const http = require('node:http');
const { once } = require('node:events');
const show = (v) => (typeof v === 'string' ? v : JSON.stringify(v));
(async () => {
  const server = http.createServer((req, res) => {
    const chunks = [];
    req.on('data', (c) => chunks.push(c));
    req.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      if (req.url.startsWith('/json')) {
        res.writeHead(200, { 'Content-Type': 'application/json', 'X-Multi': ['a', 'b'], 'Set-Cookie': ['s=1', 't=2'] });
        res.end(JSON.stringify({ method: req.method, url: req.url, body, custom: req.headers['x-custom'], type: req.headers['content-type'], length: req.headers['content-length'] ?? req.headers['transfer-encoding'], auth: req.headers.authorization }));
      } else if (req.url === '/stream') {
        res.write('one;');
        setTimeout(() => { res.write('two;'); res.end('three ünï'); }, 5);
      } else if (req.url === '/empty') {
        res.writeHead(204);
        res.end();
      } else if (req.url === '/state') {
        const before = [res.headersSent, res.getHeader('x'), res.hasHeader('x')];
        res.setHeader('X', '1');
        res.setHeader('Y', ['2', '3']);
        res.removeHeader('nothing');
        before.push(res.getHeaderNames(), res.getHeaders());
        res.flushHeaders();
        try { res.setHeader('Z', '1'); } catch (e) { before.push(e.code); }
        res.end(JSON.stringify(before));
      } else if (req.url === '/drop') {
        req.socket.destroy();
      } else {
        res.writeHead(404, 'Nope', { 'content-type': 'text/plain' });
        res.end(`no ${req.url}`);
      }
    });
  });
  server.listen(0, '127.0.0.1', () => console.log('listening', server.listening));
  await once(server, 'listening');
  const { address, family, port } = server.address();
  console.log(address, family, port > 0);
  const base = `http://127.0.0.1:${port}`;
  const ask = (path, options = {}, ...body) => new Promise((resolve) => {
    const req = http.request(`${base}${path}`, options, (res) => {
      const parts = [];
      res.on('data', (c) => parts.push(c));
      res.on('end', () => resolve([res.statusCode, res.statusMessage, res.httpVersion, res.headers['content-type'], res.headers['x-multi'], res.headers['set-cookie'], res.headers['content-length'] ?? res.headers['transfer-encoding'], Buffer.concat(parts).toString(), res.complete]));
    });
    req.on('error', (e) => resolve([e.code, e.message]));
    for (const b of body.slice(0, -1)) req.write(b);
    req.end(body[body.length - 1]);
  });
  console.log(show(await ask('/json?q=1', { headers: { 'X-Custom': 'cé' }, auth: 'u:p' })));
  console.log(show(await ask('/json', { method: 'POST' }, 'all at once')));
  console.log(show(await ask('/json', { method: 'POST', headers: { 'Content-Type': 'text/x' } }, 'a', Buffer.from('b'), 'c')));
  console.log(show(await ask('/json', { method: 'PUT', headers: { 'Content-Length': 3 } }, 'a', 'bc')));
  console.log(show(await ask('/json', { method: 'DELETE' })));
  console.log(show(await ask('/stream')));
  console.log(show(await ask('/empty')));
  console.log(show(await ask('/state')));
  console.log(show(await ask('/x')));
  console.log(show(await ask('/json', { method: 'HEAD' })));
  console.log(show(await ask('/drop')));
  console.log(show(await Promise.all([1, 2, 3, 4].map((i) => ask(`/x${i}`).then((r) => r[7])))));
  const dead = http.createServer().listen(0, '127.0.0.1');
  await once(dead, 'listening');
  const free = dead.address().port;
  dead.close();
  await once(dead, 'close');
  await new Promise((resolve) => http.get(`http://127.0.0.1:${free}`).on('error', (e) => {
    console.log(e.code, e.syscall, e.address, e.port === free, e.message.replace(free, 'PORT'));
    resolve();
  }));
  const aborted = http.get(`${base}/json`);
  aborted.on('error', (e) => console.log(e.code, e.message)).on('close', () => console.log('closed'));
  aborted.destroy();
  await new Promise((resolve) => aborted.on('close', resolve));
  for (const f of [() => http.request(`${base}/a b`), () => http.request({ path: '/a b' }), () => http.request({ method: 'A B' }), () => http.request('https://x'), () => http.validateHeaderName('a b'),
    () => http.validateHeaderValue('a', 'x\ny'), () => http.validateHeaderValue('a', undefined), () => http.request({ headers: { 'x': 'a\r\nb: c' } }), () => http.request('nope')]) {
    try { f().on('error', () => {}).destroy(); console.log('no error'); } catch (e) { console.log(e.name, e.code, e.message); }
  }
  console.log(http.STATUS_CODES[418], http.METHODS.includes('PATCH'), Object.keys(http).filter((k) => !/WebSocket|Event$/.test(k)).join());
  server.close(() => console.log('closed server', server.listening, server.address()));
  server.closeAllConnections();
})();
