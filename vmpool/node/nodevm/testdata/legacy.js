const vm = require('vm');
console.log(typeof vm.createScript, vm.createScript?.('1 + 1').runInThisContext?.());
