'use strict';
// In which order channels get their messages, and a port whose listener goes and comes back.
const { MessageChannel } = require('node:worker_threads');
const channels = ['c1', 'c2', 'c3'].map((name) => {
  const channel = new BroadcastChannel('order');
  channel.onmessage = (e) => {
    console.log(name, e.data);
    if (e.data === 'done' && ++done === 2) {
      for (const c of channels) c.close();
      port();
    }
  };
  return channel;
});
let done = 0;
channels[0].postMessage('from c1');
channels[2].postMessage('from c3');
channels[1].postMessage('done');

function port() {
  const { port1, port2 } = new MessageChannel();
  const first = () => console.log('never');
  port2.addListener('message', first);
  setImmediate(() => {
    port2.removeListener('message', first);
    console.log(port2.hasRef());
    port1.postMessage('kept');
    setImmediate(() => {
      port2.on('message', (m) => {
        console.log(m, port2.hasRef());
        port2.close();
      });
    });
  });
}
