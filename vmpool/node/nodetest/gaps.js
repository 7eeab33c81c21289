// A console.log for VMs without the console module: enough for scripts that print strings.
(function (write) {
  Object.defineProperty(globalThis, 'console', {
    value: {
      log(...args) {
        write(args.map(String).join(' ') + '\n');
      },
    },
    writable: true,
    configurable: true,
  });
});
