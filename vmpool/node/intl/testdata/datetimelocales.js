// Intl.DateTimeFormat over many locales and options. What is printed is a digest a locale, of every result; with ALL=LOCALE in the
// environment it is those results themselves: ALL=de node datetimelocales.js
const dates = [Date.UTC(2024, 0, 5, 13, 4, 5, 678), Date.UTC(2023, 10, 30, 0, 0, 0), Date.UTC(1999, 6, 15, 22, 59, 59, 999)];
const options = [{}];
for (const style of ['full', 'long', 'medium', 'short']) options.push({ dateStyle: style }, { timeStyle: style }, { dateStyle: style, timeStyle: 'short' });
for (const weekday of [undefined, 'long', 'short']) {
  for (const month of ['numeric', '2-digit', 'long', 'short']) options.push({ weekday, month, day: 'numeric' }, { weekday, month, day: '2-digit', year: 'numeric' }, { weekday, month, year: 'numeric' });
}
for (const name of ['long', 'short', 'narrow']) {
  options.push({ weekday: name }, { month: name }, { era: name, year: 'numeric' }, { hour: 'numeric', dayPeriod: name });
}
for (const hour12 of [undefined, true, false]) {
  options.push({ hour: 'numeric', hour12 }, { hour: '2-digit', minute: '2-digit', hour12 }, { hour: 'numeric', minute: 'numeric', second: 'numeric', hour12 });
}
for (const timeZoneName of ['short', 'long', 'shortOffset', 'longOffset', 'shortGeneric', 'longGeneric']) {
  for (const timeZone of ['UTC', 'America/New_York', 'Asia/Kolkata', 'Europe/London']) options.push({ timeZoneName, timeZone });
}
options.push({ fractionalSecondDigits: 3, second: 'numeric' }, { minute: '2-digit', second: '2-digit' }, { year: 'numeric' }, { day: 'numeric' }, { year: 'numeric', month: 'long', day: 'numeric', hour: 'numeric', minute: 'numeric', timeZoneName: 'short' });

const locales = 'en en-GB en-CA en-AU de de-AT fr fr-CA es es-MX pt pt-PT it nl sv fi pl cs hu bg ru uk sr et el tr ar ar-EG he fa hi bn th vi ko ja zh zh-TW my sw'.split(' ');
for (const locale of globalThis.process?.env?.ALL ? [process.env.ALL] : locales) {
  let digest = 0;
  for (const o of options) {
    const format = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...o });
    for (const date of dates) {
      const text = format.format(date);
      if (globalThis.process?.env?.ALL) console.log(JSON.stringify(o), text);
      for (let i = 0; i < text.length; i++) digest = (Math.imul(digest, 31) + text.charCodeAt(i)) | 0;
    }
  }
  console.log(locale, digest >>> 0);
}
