// What the scripts beside this one compare for a locale: every service with options and values that reach all of its data.
// Each entry is a name and a function from a locale to lines of text.
const numbers = [0, -0, 1, -1, 2, 3, 5, 11, 21, 1234, 12345, -1234567.891, 0.000123456, 1e15, 999999, 99950, NaN, Infinity, -Infinity, 12345678901234567890n];
const parts = (list) => list.map((part) => `${part.type}=${part.value}`).join('|');

const formats = (options, values = numbers) => (locale) => options.map((o) => {
  const format = new Intl.NumberFormat(locale, o);
  return `${JSON.stringify(o)} ${values.map((v) => parts(format.formatToParts(v))).join(' ; ')}`;
});

const units = Intl.supportedValuesOf('unit');
const pairs = ['kilometer-per-hour', 'mile-per-gallon', 'liter-per-kilometer', 'meter-per-second', 'byte-per-second', 'gram-per-liter', 'mile-per-hour', 'megabyte-per-day'];

exports.services = {
  decimal: formats([{}, { signDisplay: 'always' }, { style: 'percent' }, { useGrouping: 'always' }, { useGrouping: 'min2' }, { notation: 'scientific' }, { notation: 'engineering' }]),
  systems: formats(['arab', 'arabext', 'beng', 'deva', 'fullwide', 'latn', 'thai', 'hanidec'].map((numberingSystem) => ({ numberingSystem, style: 'currency', currency: 'EUR' })), [-1234.5]),
  compact: formats([{ notation: 'compact' }, { notation: 'compact', compactDisplay: 'long' }, { notation: 'compact', style: 'currency', currency: 'USD' }, { notation: 'compact', style: 'percent' }],
    [0, 1, 999, 1000, 1100, 1500, 2000, 5000, 12345, 100000, 123456, 1e6, 2e6, 5.5e6, 1e7, 1e9, 2.4e9, 1e12, 3e12, 1e15, -1234, 0.5]),
  currency: formats([
    { style: 'currency', currency: 'USD' }, { style: 'currency', currency: 'EUR', currencySign: 'accounting' }, { style: 'currency', currency: 'JPY', currencyDisplay: 'code' },
    { style: 'currency', currency: 'CHF', currencyDisplay: 'narrowSymbol' }, { style: 'currency', currency: 'INR', currencyDisplay: 'name' },
    { style: 'currency', currency: 'USD', currencyDisplay: 'name', signDisplay: 'exceptZero' }, { style: 'currency', currency: 'KWD', currencySign: 'accounting', signDisplay: 'always' },
    { style: 'currency', currency: 'USD', notation: 'compact', compactDisplay: 'long', currencyDisplay: 'name' },
  ], [0, 1, -1, 2, 1234.5, -1234567.891, NaN, -Infinity]),
  currencies: (locale) => Intl.supportedValuesOf('currency').map((currency) => ['symbol', 'narrowSymbol', 'name'].map((currencyDisplay) =>
    new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay }).format(-1.5)).join(' ; ')),
  unit: (locale) => [...units, ...pairs].flatMap((unit) => ['long', 'short', 'narrow'].map((unitDisplay) => {
    const format = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay });
    return `${unit} ${unitDisplay} ${[0, 1, 2, 3, 11, -1.5, 1234].map((v) => parts(format.formatToParts(v))).join(' ; ')}`;
  })),
  range: (locale) => [{}, { style: 'currency', currency: 'EUR' }, { style: 'unit', unit: 'day', unitDisplay: 'long' }, { style: 'percent' }, { notation: 'compact', compactDisplay: 'long' }, { style: 'currency', currency: 'USD', currencyDisplay: 'name' }].map((o) => {
    const format = new Intl.NumberFormat(locale, o);
    return `${JSON.stringify(o)} ${[[1, 2], [1, 1], [-2, 1], [0, 1], [1000, 2000000], [2, Infinity]].map(([a, b]) => format.formatRangeToParts(a, b).map((p) => `${p.type}=${p.value}=${p.source}`).join('|')).join(' ; ')}`;
  }),
  plural: (locale) => ['cardinal', 'ordinal'].map((type) => {
    const rules = new Intl.PluralRules(locale, { type });
    const values = [...Array(130).keys(), 0.1, 0.5, 1.1, 1.5, 2.1, 10.5, 1000, 1e6, 1.5e6, 1e9];
    return `${type} ${values.map((n) => rules.select(n)).join()} ${rules.resolvedOptions().pluralCategories} ${[[0, 1], [1, 2], [1, 5], [0, 0], [2, 3]].map(([a, b]) => rules.selectRange(a, b))}`;
  }),
  list: (locale) => ['conjunction', 'disjunction', 'unit'].flatMap((type) => ['long', 'short', 'narrow'].map((style) => {
    const format = new Intl.ListFormat(locale, { type, style });
    return `${type} ${style} ${[['a'], ['a', 'b'], ['a', 'b', 'c'], ['a', 'b', 'c', 'd']].map((list) => parts(format.formatToParts(list))).join(' ; ')}`;
  })),
  relative: (locale) => ['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second'].flatMap((unit) => ['long', 'short', 'narrow'].map((style) => {
    const words = new Intl.RelativeTimeFormat(locale, { style, numeric: 'auto' });
    const format = new Intl.RelativeTimeFormat(locale, { style });
    return `${unit} ${style} ${[-2, -1, -0, 0, 1, 2].map((n) => words.format(n, unit)).join(' ; ')} ; ${[-11, -1, 1, 2, 5, 1234.5].map((n) => parts(format.formatToParts(n, unit))).join(' ; ')}`;
  })),
  languages: (locale) => ['dialect', 'standard'].flatMap((languageDisplay) => ['long', 'short'].map((style) => {
    const names = new Intl.DisplayNames(locale, { type: 'language', languageDisplay, style });
    return ['aa', 'ar', 'ar-001', 'az-Arab', 'bn', 'cs', 'de-AT', 'de-CH', 'en', 'en-US', 'en-GB', 'es-419', 'es-MX', 'fa-AF', 'fr-CA', 'fil', 'he', 'ja', 'ko', 'nb', 'nds-NL', 'nl-BE', 'pt-BR', 'ro-MD', 'sr-Latn', 'sw-CD', 'und', 'yue', 'zh', 'zh-Hans', 'zh-Hant-HK', 'tlh', 'xx-XX', 'de-1996', 'ca-valencia'].map((code) => names.of(code)).join(' ; ');
  })),
  names: (locale) => ['long', 'short', 'narrow'].flatMap((style) => {
    const of = (type, codes) => { const names = new Intl.DisplayNames(locale, { type, style }); return codes.map((code) => names.of(code)).join(' ; '); };
    return [
      of('region', ['001', '150', '419', 'AT', 'BA', 'CH', 'CN', 'CZ', 'EU', 'GB', 'HK', 'IN', 'JP', 'MK', 'PS', 'SU', 'SZ', 'TR', 'UN', 'US', 'XA', 'XK', 'ZZ']),
      of('script', ['Arab', 'Cyrl', 'Deva', 'Grek', 'Hans', 'Hant', 'Jpan', 'Latn', 'Zsye', 'Zzzz', 'Qaai']),
      of('currency', ['CHF', 'EUR', 'JPY', 'USD', 'XXX', 'DEM']),
      of('calendar', Intl.supportedValuesOf('calendar')),
      of('dateTimeField', ['era', 'year', 'quarter', 'month', 'weekOfYear', 'weekday', 'day', 'dayPeriod', 'hour', 'minute', 'second', 'timeZoneName']),
    ];
  }),
};
