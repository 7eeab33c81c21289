// A module that is not there: its functions and classes exist, so that code can destructure and extend them, and throw when they are called.
// What is data in it is there too: a program that asks cluster.isPrimary gets the answer.

for (const name of binding.functions.split(' ')) {
  if (name === '') continue;
  exports[name] = { [name]: function() {
    const { codes: { ERR_METHOD_NOT_IMPLEMENTED } } = require('internal/errors');
    throw new ERR_METHOD_NOT_IMPLEMENTED(`${binding.name}.${name}`);
  } }[name];
}
const values = JSON.parse(binding.values)[binding.name] ?? {};
for (const name of Object.keys(values)) {
  const symbol = values[name]?.symbol;
  exports[name] = symbol === undefined ? values[name] : Symbol(symbol);
}
if (binding.name === 'repl') exports.builtinModules = require('module').builtinModules;
if (binding.name.startsWith('inspector')) {
  exports.console = console;
  exports.Network = { requestWillBeSent() {}, responseReceived() {}, loadingFinished() {}, loadingFailed() {} }; // nobody listens
}
