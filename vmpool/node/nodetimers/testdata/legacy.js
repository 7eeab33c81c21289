// enroll, unenroll and active, which only old code calls.
const timers = require('timers');
process.on('warning', (w) => console.log(w.name, w.code));
const attempt = (f) => { try { return f(); } catch (err) { return `${err.name} ${err.code}`; } };
const item = { _onTimeout() { console.log('timed out'); } };
timers.enroll(item, 1);
console.log(item._idleTimeout, attempt(() => timers.enroll({}, 'a')), attempt(() => timers.enroll({}, -1)));
timers.active(item);
const other = { _onTimeout() { console.log('never'); } };
timers.enroll(other, 1);
timers.active(other);
timers.unenroll(other);
console.log(other._idleTimeout);
