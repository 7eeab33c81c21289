const ws = new WebSocket(process.env.BASE, ['chat', 'other']);
ws.binaryType = 'arraybuffer';
console.log(ws.readyState, ws.url === process.env.BASE, ws.protocol);
for (const bad of ['http', 'ftp://x', 'ws://x/#f', 'x']) {
  try {
    new WebSocket(bad);
  } catch (err) {
    console.log(bad, err.name);
  }
}
try {
  ws.send('too early');
} catch (err) {
  console.log(err.name, err.message);
}
ws.onopen = (event) => {
  console.log('open', event.type, ws.readyState, ws.protocol);
  ws.send('text \u00e9');
  ws.send(new Uint8Array([1, 2, 3]));
  ws.send(new Blob(['blob']));
  console.log(ws.bufferedAmount);
};
let received = 0;
ws.addEventListener('message', (event) => {
  console.log('message', typeof event.data === 'string' ? event.data : String(new Uint8Array(event.data)));
  if (++received === 3) ws.close(3001, 'enough');
});
ws.onclose = (event) => {
  console.log('close', event.code, event.reason, event.wasClean, ws.readyState);
  const refused = new WebSocket('ws://127.0.0.1:2/');
  refused.onerror = (e) => console.log('error', e.type);
  refused.onclose = (e) => console.log('refused', e.code, e.wasClean);
};
