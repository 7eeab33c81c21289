// The module perf_hooks.

const { Performance, performance } = require('internal/perf/performance');
const timeline = require('internal/perf/timeline');
const { monitorEventLoopDelay, createHistogram } = require('internal/perf/histogram');

// The numbers of Node; nothing here reports V8's garbage collections.
const constants = {};
const numbers = {
  NODE_PERFORMANCE_GC_MAJOR: 4, NODE_PERFORMANCE_GC_MINOR: 1, NODE_PERFORMANCE_GC_INCREMENTAL: 8, NODE_PERFORMANCE_GC_WEAKCB: 16,
  NODE_PERFORMANCE_GC_FLAGS_NO: 0, NODE_PERFORMANCE_GC_FLAGS_CONSTRUCT_RETAINED: 2, NODE_PERFORMANCE_GC_FLAGS_FORCED: 4,
  NODE_PERFORMANCE_GC_FLAGS_SYNCHRONOUS_PHANTOM_PROCESSING: 8, NODE_PERFORMANCE_GC_FLAGS_ALL_AVAILABLE_GARBAGE: 16,
  NODE_PERFORMANCE_GC_FLAGS_ALL_EXTERNAL_MEMORY: 32, NODE_PERFORMANCE_GC_FLAGS_SCHEDULE_IDLE: 64,
};
for (const name of Object.keys(numbers)) Object.defineProperty(constants, name, { value: numbers[name], enumerable: true });

module.exports = {
  Performance,
  PerformanceEntry: timeline.PerformanceEntry,
  PerformanceMark: timeline.PerformanceMark,
  PerformanceMeasure: timeline.PerformanceMeasure,
  PerformanceObserver: timeline.PerformanceObserver,
  PerformanceObserverEntryList: timeline.PerformanceObserverEntryList,
  PerformanceResourceTiming: timeline.PerformanceResourceTiming,
  monitorEventLoopDelay,
  createHistogram,
  performance,
};
Object.defineProperty(module.exports, 'constants', { value: constants, writable: false, enumerable: true, configurable: false });
