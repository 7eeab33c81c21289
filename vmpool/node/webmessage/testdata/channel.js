const attempt = (name, f) => {
  try {
    console.log(name, f());
  } catch (err) {
    console.log(`${name}: throws ${err.name} ${err.code} ${err.message}`);
  }
};
const threads = require('node:worker_threads');
console.log(Object.keys(threads).join(), threads.isMainThread, threads.threadId, threads.parentPort, threads.workerData, threads.MessageChannel === MessageChannel);
attempt('new MessagePort', () => new MessagePort());
attempt('call MessageChannel', () => MessageChannel());
attempt('postMessage', () => new MessageChannel().port1.postMessage());
attempt('postMessage function', () => new MessageChannel().port1.postMessage(() => {}));
attempt('source port', () => { const { port1 } = new MessageChannel(); port1.postMessage(port1, [port1]); });
attempt('list', () => new MessageChannel().port1.postMessage(1, 3));
attempt('receive', () => threads.receiveMessageOnPort(3));
attempt('channel name', () => new BroadcastChannel());
const event = new MessageEvent('message', { data: 3, origin: 'o', lastEventId: 'l' });
console.log(event.type, event.data, event.origin, event.lastEventId, event.source, event.ports.length);
attempt('ports', () => new MessageEvent('x', { ports: 3 }));
attempt('source', () => new MessageEvent('x', { source: 3 }));

const idle = new MessageChannel();
idle.port1.postMessage({ queued: 1 });
console.log(threads.receiveMessageOnPort(idle.port2), threads.receiveMessageOnPort(idle.port2));

const { port1, port2 } = new MessageChannel();
const order = [];
port2.on('message', (value) => {
  order.push(value);
  Promise.resolve().then(() => order.push(`after ${JSON.stringify(value)}`));
});
port1.postMessage({ a: 1 });
port1.postMessage('two');
order.push('sync');
port1.on('close', () => console.log('port1 closed'));
port2.on('close', () => {
  console.log('port2 closed', port2.hasRef());
  broadcast();
});
const inner = new MessageChannel();
port2.once('message', () => order.push('once'));
port1.postMessage({ port: inner.port2 }, [inner.port2]);
inner.port1.on('message', (value) => {
  console.log('through the transferred port', value);
  inner.port1.close();
  port1.close();
});
port2.addEventListener('message', (e) => {
  if (e.data.port) {
    console.log(e.ports.length, e.ports[0] === e.data.port, e.data.port instanceof MessagePort, e.constructor.name);
    console.log(JSON.stringify(order.filter((o) => !o.port)));
    e.data.port.postMessage('hello');
  }
});

const broadcast = () => {
  const a = new BroadcastChannel('news');
  const b = new BroadcastChannel('news');
  b.onmessage = (e) => {
    console.log('broadcast', e.data, e.type);
    a.close();
    b.close();
    attempt('closed', () => b.postMessage(1));
  };
  a.postMessage({ from: 'a' });
};
