const os = require('os');
for (const f of [() => os.getPriority() === os.getPriority(0), () => os.setPriority('a'), () => os.setPriority(0, 50), () => os.getPriority('a'), () => os.setPriority(0, 1.5), () => os.setPriority(0, -21), () => os.setPriority({}, 1),
                 () => os.getPriority.length, () => os.setPriority.length, () => Object.keys(os.constants.priority).join()]) {
  try { console.log(f()); } catch (err) { console.log(err.name, err.code, err.message); }
}
