// Intl.DateTimeFormat: the shape of the class, its errors, parts, ranges and resolvedOptions.
const visible = (value) => JSON.stringify(value)?.replace(/[\u0080-\uffff]/g, (c) => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'));
const print = (label, f) => {
  let result;
  try {
    result = visible(f());
  } catch (error) {
    result = String(error);
  }
  console.log(label, result);
};
const date = new Date(Date.UTC(2024, 0, 5, 13, 4, 5, 678));
const hour = 3600000;
const make = (locale, options) => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });

console.log(Object.getOwnPropertyNames(Intl.DateTimeFormat.prototype), Object.getOwnPropertyNames(Intl.DateTimeFormat));
for (const name of ['resolvedOptions', 'formatToParts', 'formatRange', 'formatRangeToParts']) {
  console.log(name, Intl.DateTimeFormat.prototype[name].length);
}
const format = make('en').format;
console.log(visible(format.name), format.length, typeof Intl.DateTimeFormat('en').format, Object.prototype.toString.call(make('en')));

for (const [locale, options] of [
  ['en-u-ca-buddhist-nu-thai-hc-h23', { hour: 'numeric' }], ['ar-EG', { hour: 'numeric' }], ['fa', { hour: 'numeric' }],
  ['en-u-hc-h24', { hour: 'numeric' }], ['ar', {}], ['en-u-nu-foo', {}], ['zh-Hans-CN', {}], ['iw', {}], ['hi-u-nu-native', {}],
  ['en-u-hc-h23', { hour: 'numeric', hour12: true }], ['en-u-ca-buddhist', { calendar: 'roc' }], ['en', { calendar: 'islamicc', numberingSystem: 'arab' }],
  ['en', { dateStyle: 'short', timeStyle: 'short', hour12: false }], ['ja', { hour: 'numeric', hour12: true }], ['en', { calendar: 'foo', numberingSystem: 'foo' }],
  ['en', { weekday: 'short', era: 'long', year: '2-digit', month: 'short', day: '2-digit', dayPeriod: 'short', hour: '2-digit', minute: 'numeric', second: '2-digit', fractionalSecondDigits: 2, timeZoneName: 'shortGeneric' }],
]) print(locale + ' ' + JSON.stringify(options), () => make(locale, options).resolvedOptions());

for (const options of [
  { dateStyle: 'full', weekday: 'long' }, { timeStyle: 'short', hour: 'numeric', fractionalSecondDigits: 1 }, { dateStyle: 'short', fractionalSecondDigits: 1 },
  { weekday: 'foo' }, { timeZone: 'Foo' }, { timeZone: '' }, { timeZone: null }, { timeZone: '+01:00' }, { fractionalSecondDigits: 4 }, { fractionalSecondDigits: 0 },
  { calendar: '!' }, { hourCycle: 'x' }, { localeMatcher: 'q' }, { dateStyle: 'x' }, { numberingSystem: '!!' }, { formatMatcher: 'q' },
]) print(JSON.stringify(options), () => new Intl.DateTimeFormat('en', options).resolvedOptions());
print('NaN', () => make('en').format(NaN));
print('symbol', () => make('en').format(Symbol()));
print('no end', () => make('en').formatRange(date));
print('NaN end', () => make('en').formatRange(date, NaN));
print('reversed', () => make('en').formatRange(2, 1));
print('null options', () => new Intl.DateTimeFormat('en', null));
print('number options', () => new Intl.DateTimeFormat('en', 5).format(0));
print('wrong receiver', () => Intl.DateTimeFormat.prototype.formatToParts.call({}));
print('wrong receiver', () => Object.getOwnPropertyDescriptor(Intl.DateTimeFormat.prototype, 'format').get.call({}));
print('supported', () => Intl.DateTimeFormat.supportedLocalesOf(['en', 'xx', 'de-AT']));

for (const zone of 'Asia/Kolkata Etc/UTC GMT Etc/GMT+5 EST US/Pacific utc europe/kiev America/Buenos_Aires GB Asia/Saigon Zulu PST Europe/Kyiv'.split(' ')) {
  print(zone, () => new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone);
}

print('parts', () => make('en', { timeStyle: 'short' }).formatToParts(date));
print('narrow space', () => [make('en', { timeStyle: 'short' }).format(date), make('en', { timeStyle: 'short' }).formatRange(date, +date + 2 * hour)]);
for (const locale of ['en', 'de', 'ja', 'ar', 'fr-CA', 'zh-TW']) {
  for (const options of [
    {}, { dateStyle: 'long' }, { timeStyle: 'short' }, { dateStyle: 'medium', timeStyle: 'short' }, { month: 'short', day: 'numeric' }, { month: 'long', year: 'numeric' },
    { weekday: 'short', month: 'short', day: 'numeric', year: 'numeric' }, { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' }, { hour: 'numeric', minute: 'numeric', second: 'numeric' },
  ]) {
    for (const length of [0, hour / 60, 2 * hour, 15 * hour, 72 * hour, 40 * 24 * hour, 400 * 24 * hour]) {
      print([locale, JSON.stringify(options), length / hour].join(' '), () => make(locale, options).formatRange(date, +date + length));
    }
    print(locale, () => make(locale, options).formatRangeToParts(date, +date + 3 * hour).map((p) => [p.type, p.value, p.source].join(':')));
    print(locale, () => make(locale, options).formatRangeToParts(date, +date + 72 * hour).map((p) => [p.type, p.value, p.source].join(':')));
  }
}
