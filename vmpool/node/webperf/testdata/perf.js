const attempt = (name, f) => {
  try {
    console.log(name, f());
  } catch (err) {
    console.log(`${name}: throws ${err.name} ${err.code} ${err.message}`);
  }
};
const hooks = require('node:perf_hooks');
console.log(Object.keys(hooks).join(), hooks.performance === performance, hooks.constants.NODE_PERFORMANCE_GC_MAJOR);
for (const C of [Performance, PerformanceEntry, PerformanceMark, PerformanceMeasure, PerformanceObserver, PerformanceObserverEntryList]) {
  console.log(C.name, C.length, Object.getOwnPropertyNames(C.prototype).sort().map((k) => {
    const d = Object.getOwnPropertyDescriptor(C.prototype, k);
    return `${k}${d.enumerable ? '' : '!'}${typeof d.value === 'function' ? d.value.length : ''}`;
  }).join(' '));
}
const first = performance.now();
console.log(typeof first, first >= 0, performance.now() >= first, Math.abs(performance.timeOrigin + first - Date.now()) < 2000);
console.log(performance.mark('a', { startTime: 5, detail: { x: 1 } }), performance.measure('m', { start: 1, end: 3 }), performance.measure('n', { start: 'a', duration: 2, detail: [1] }));
performance.mark('b', { startTime: 9 });
console.log(performance.measure('between', 'a', 'b').duration, performance.measure('options', { duration: 4, end: 'b' }).startTime);
console.log(performance.getEntries().map((e) => `${e.entryType} ${e.name} ${e.startTime}`), performance.getEntriesByType('mark').length, performance.getEntriesByName('a', 'mark').length);
console.log(JSON.stringify(performance.getEntriesByName('a')), Object.keys(performance.toJSON()));
performance.clearMarks('a');
performance.clearMeasures();
console.log(performance.getEntries().length);
attempt('mark', () => performance.mark());
attempt('mark time', () => performance.mark('a', { startTime: -1 }));
attempt('mark name', () => performance.mark('nodeStart'));
attempt('measure mark', () => performance.measure('x', 'nope'));
attempt('measure options', () => performance.measure('x', { start: 1, duration: 2, end: 3 }));
attempt('measure', () => performance.measure());
attempt('entry', () => new PerformanceEntry());
attempt('performance', () => new Performance());
attempt('mark symbol', () => performance.mark(Symbol()));
attempt('observer', () => new PerformanceObserver());
attempt('observe', () => new PerformanceObserver(() => {}).observe());
attempt('observe both', () => new PerformanceObserver(() => {}).observe({ type: 'mark', entryTypes: ['a'] }));
attempt('now', () => performance.now.call({}));
attempt('timerify', () => performance.timerify(3));
console.log(performance.timerify(function foo(a) { return a; }).name, performance.timerify((a, b) => a + b)(1, 2), performance.eventLoopUtilization(), performance.nodeTiming.name);

const h = hooks.createHistogram();
for (const v of [5, 10, 10, 1000, 123456]) h.record(v);
console.log(h.count, h.min, h.mean, h.exceeds, h.percentile(50), h.percentile(20), h.minBigInt, h.countBigInt);
h.reset();
h.record(5);
h.record(10);
console.log(h, h.toJSON());
attempt('record', () => h.record(0));
attempt('record text', () => h.record('a'));
attempt('percentile', () => h.percentile(0));
attempt('lowest', () => hooks.createHistogram({ lowest: 0 }));
const delay = hooks.monitorEventLoopDelay({ resolution: 5 });
console.log(delay.enable(), delay.enable(), delay.disable(), delay.disable(), delay.count);

const observer = new PerformanceObserver((list, self) => {
  console.log(list.getEntries().map((e) => e.name), list.getEntriesByType('mark').length, list.getEntriesByName('q').length, self === observer);
  observer.disconnect();
});
observer.observe({ entryTypes: ['mark', 'measure'] });
performance.mark('p');
performance.measure('q', 'p');
const late = new PerformanceObserver((list) => { console.log('buffered', list.getEntries().map((e) => e.name)); late.disconnect(); });
late.observe({ type: 'mark', buffered: true });
const functions = new PerformanceObserver((list) => { const e = list.getEntries()[0]; console.log(e.entryType, e.name, e.detail); functions.disconnect(); });
functions.observe({ entryTypes: ['function'] });
performance.timerify(function timed() {})(1, 'two');
