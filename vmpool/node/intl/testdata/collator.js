// Intl.Collator and String.prototype.localeCompare.
const print = (label, f) => {
  let result;
  try {
    result = JSON.stringify(f());
  } catch (error) {
    result = String(error);
  }
  console.log(label, result);
};

for (const tag of [
  'zh-TW-u-co-zhuyin', 'de-u-co-foo', 'de-u-co-standard', 'de-u-co-search', 'en-u-co-phonebk', 'de-AT-u-co-phonebk', 'es-u-co-trad', 'xx', 'nn', 'sr-Latn', 'da', 'mt', 'th',
  'en-u-kn-true', 'en-u-kn-false', 'en-u-kf-false', 'en-u-kf-upper-kn', 'ja', 'fr-CA',
]) print(tag, () => new Intl.Collator(tag).resolvedOptions());
for (const options of [
  { usage: 'search' }, { collation: '!' }, { collation: 'phonebk' }, { collation: 'standard' }, { numeric: 1 }, { caseFirst: 'x' }, { sensitivity: 'x' }, { usage: 'x' },
  { ignorePunctuation: 0 }, { sensitivity: 'base', ignorePunctuation: true, numeric: false, caseFirst: 'upper' },
]) print(JSON.stringify(options), () => new Intl.Collator('de-u-kn-kf-lower', options).resolvedOptions());
print('undefined', () => Intl.Collator('en').compare());
print('null', () => String.prototype.localeCompare.call(null, 'a'));
print('receiver', () => Intl.Collator.prototype.resolvedOptions.call({}));
print('receiver', () => Object.getOwnPropertyDescriptor(Intl.Collator.prototype, 'compare').get.call({}));
print('locale', () => 'a'.localeCompare('b', 'x_y'));
print('options', () => 'a'.localeCompare('b', undefined, null));
print('options', () => new Intl.Collator('en', null));
print('symbol', () => 'a'.localeCompare(Symbol()));
print('supported', () => Intl.Collator.supportedLocalesOf(['zh', 'xx', 'de-AT', 'jv', 'ab']));
console.log(String.prototype.localeCompare.length, Intl.Collator.length, Object.getOwnPropertyNames(Intl.Collator.prototype), Object.prototype.toString.call(new Intl.Collator()));

const words = 'zebra Zebra apple Apple äpfel Äpfel apfel ape öl ol oel Öl ñu nu nz ångström angstrom zoo ça ca caz chleb cena čas côte coté côté cote lluvia luz llama straße strasse strase İstanbul ıssız izmir 10 9 1 02 2 item2 item10 item1 co-op coop co_op CO-OP _ - a-b ab a.b résumé resume Resume œuf oeuf æble able ø o z þorn thorn đ d ł l łódź lodz 日本 日曜 本 ひらがな カタカナ かたかな 中文 北京 上海 一 二 三 Ω ω α Α β привет Привет ёлка елка яма שלום אבא مرحبا أهلا 한국 가나 ก ข เก แก 😀 ½ ² ﬁ fi e\u0301 é é'.split(' ');
for (const locale of 'en de sv da nb fi es cs sk pl hu hr tr lt et lv is ro fr fr-CA cy ru uk el he ar th ko ja zh zh-TW vi de-u-co-phonebk es-u-co-trad en-u-kf-upper en-u-kn'.split(' ')) {
  console.log(locale, [...words].sort(new Intl.Collator(locale).compare).join(' '));
}
for (const options of [{ sensitivity: 'base' }, { sensitivity: 'accent' }, { sensitivity: 'case' }, { numeric: true }, { ignorePunctuation: true }, { caseFirst: 'upper' }, { caseFirst: 'lower', numeric: true }]) {
  let digest = '';
  for (let i = 1; i < words.length; i++) digest += '<=>'[words[i - 1].localeCompare(words[i], 'en', options) + 1];
  console.log(JSON.stringify(options), digest, [...words].sort((a, b) => a.localeCompare(b, 'de', options)).slice(0, 60).join(' '));
}
console.log(['b', 'a', 'C', 'ä', 'B', 'A'].sort((a, b) => a.localeCompare(b)).join(), ['b', 'a', 'C'].sort(Intl.Collator().compare).join());
