'use strict';
// Texts without a zone are printed by their local fields, so that the zone of the machine doesn't matter.
const local = (text) => {
  const d = new Date(text);
  return [d.getFullYear(), d.getMonth() + 1, d.getDate(), d.getHours(), d.getMinutes(), d.getSeconds(), d.getMilliseconds()].join(' ');
};
for (const text of [
  'Jan 2, 2020', '2020-1-2 3:04 PM', '1 Jan', '1/2', 'foo 2020', '20 foo', '2020-13-01', '2020-01-01T5:00', '2020-01-01T25:00',
  '2020-01-01T24:00', '2020-01-01T10:00', '2020-01-01 10:00', '2020/1/1', 'Jan', '2020-01-01T10', 'T10:00', '2020-01-01Tfoo',
  '10:00 2020-01-01', '12:30 1/1/70', '1/1/49', '1/1/50', '0', '1', '13', '32', '2020-02-31', '2020-02-32', '-000000-01-01',
  '(a) 1 (b) Jan 2020', '2020-01-01T10:00:00 PM', '1 Jan 2020 13:00 PM', '1 Jan 2020 12:00 AM', '', '  2020-01-01', '2020-01-01 ',
  'Sat Jan 01 2022 25:00', 'Sept 5 2020', '2020年1月1日', '01.02.2020', '1-2-2020', '2020.01.02', 'Jan-2-2020', '2-Jan-2020',
  '2020-Jan-02', '2020-01-01T10:00:00,123', '2020-01-01 10:00:00.5', 'Mon 5 10:10', 'nope', '2020-06-31 1:2:3.4567',
]) console.log(JSON.stringify(text), local(text));
for (const text of [
  'Tue Mar 01 2022 10:00:00 GMT+0100 (CET)', '12/25/1995 GMT-0300', 'Thu, 01 Jan 1970 00:00:00 GMT+02', '1970-01-01 00:00:00 EST',
  '2020', '2020-01', '2020-01-01', '+002020-01-01', '-000001-01-01', '2020-01-01T10:00:00.1234567+01:00', '2020-01-01T10:00:00+0100',
  '2020-01-01T10:00Z junk', '2020-01-02T10:00:00/Z', 'Jan 5, 2024 10:00 UTC', '2024/01/05 Z', '+275760-09-13T00:00:00.001Z',
]) console.log(JSON.stringify(text), Date.parse(text), new Date(text).getTime());
console.log(Date.length, Date.name, typeof Date(), new Date(2020, 0).getMonth(), new Date(new Date(5)).getTime(), new Date(new String('1970-01-01')).getTime());
class MyDate extends Date {}
console.log(new MyDate('1970-01-01') instanceof MyDate, Reflect.construct(Date, ['1970-01-01'], MyDate).getTime(), String(Date), Date.prototype.constructor === Date);
{
  class Date { constructor(v) { this.v = v; } }
  console.log(new Date('2020').v);
}
console.log(new Date(NaN).toString(), new Date(NaN).toTimeString(), /^\d\d:\d\d:\d\d GMT[+-]\d{4} \([^()]{6,}\)$/.test(new Date(0).toTimeString()));
