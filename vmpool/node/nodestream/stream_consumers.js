// node:stream/consumers: the whole content of a stream.

const { forAwait } = require('internal/streams/async_generator');

async function blob(stream) {
  const chunks = [];
  await forAwait(stream, (chunk) => { chunks.push(chunk); });
  return new Blob(chunks);
}

async function arrayBuffer(stream) {
  return (await blob(stream)).arrayBuffer();
}

async function buffer(stream) {
  return Buffer.from(await arrayBuffer(stream));
}

async function text(stream) {
  const decoder = new TextDecoder();
  const parts = [];
  await forAwait(stream, (chunk) => {
    parts.push(typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }));
  });
  parts.push(decoder.decode(undefined, { stream: false }));
  return parts.join('');
}

async function json(stream) {
  return JSON.parse(await text(stream));
}

module.exports = { arrayBuffer, blob, buffer, text, json };
