// A module that is not there: its functions and classes exist, so that code can destructure and extend them, and throw when they are called.

for (const name of binding.functions.split(' ')) {
  if (name === '') continue;
  exports[name] = { [name]: function() {
    const { codes: { ERR_METHOD_NOT_IMPLEMENTED } } = require('internal/errors');
    throw new ERR_METHOD_NOT_IMPLEMENTED(`${binding.name}.${name}`);
  } }[name];
}
