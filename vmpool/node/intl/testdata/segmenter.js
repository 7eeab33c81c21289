// Intl.Segmenter. The words of Thai, Chinese and Japanese are not here: ICU finds them with dictionaries.
const print = (label, f) => {
  let result;
  try {
    result = JSON.stringify(f());
  } catch (error) {
    result = String(error);
  }
  console.log(label, result);
};
const words = new Intl.Segmenter('en', { granularity: 'word' });
const segments = words.segment('Hello, world! It’s 3.14');
const prototype = Object.getPrototypeOf(segments);
const iterator = segments[Symbol.iterator]();
print('words', () => [...segments]);
console.log(Object.prototype.toString.call(segments), Object.getOwnPropertyNames(prototype), Object.getOwnPropertySymbols(prototype).map(String));
console.log(Object.prototype.toString.call(iterator), Object.getOwnPropertyNames(Object.getPrototypeOf(iterator)), JSON.stringify(iterator.next()));
for (const index of [7, 100, -1, undefined, '3', 7.9, NaN, 22, 23]) print('containing ' + index, () => segments.containing(index));
print('options', () => words.resolvedOptions());
print('granularity', () => new Intl.Segmenter('en', { granularity: 'x' }));
print('without new', () => Intl.Segmenter());
print('null options', () => new Intl.Segmenter('en', null));
print('number options', () => new Intl.Segmenter('en', 5));
print('no text', () => [...words.segment()]);
print('symbol', () => words.segment(Symbol()));
print('receiver', () => Intl.Segmenter.prototype.segment.call({}));
print('index', () => segments.containing(Symbol()));
print('receiver', () => prototype.containing.call({}));
print('receiver', () => prototype[Symbol.iterator].call({}));
print('receiver', () => Object.getPrototypeOf(iterator).next.call({}));
print('supported', () => Intl.Segmenter.supportedLocalesOf(['en', 'zh', 'xx']));
print('iterator', () => [iterator[Symbol.iterator]() === iterator, prototype[Symbol.iterator].name, [...words.segment('')]]);

const texts = [
  'can\'t stop 10,000.50 a_b foo@bar.com http://x.y/z?q=1 C++ "quoted" naïve café hello-world e.g. U.S.A. x\r\ny',
  '👨‍👩‍👧 e\u0301 🇩🇪🇫🇷🇬 👍🏽 ❤️ 1️⃣ नमस्ते ක්‍ෂ 각가 \u1112\u1161\u11ab a\u200db \r\n\t', 'Привет, мир! Ёлка — это дерево. שלום עולם ח"כ مرحبا بالعالم', 'Ελληνικά; Γειά σου. Κόσμε!',
  'Hi there. How are you? Fine... Mr. Smith went to Washington. "Really?" he said. 3.5 percent! No.1 is here.\nNew line. (Yes.) etc. and so on',
  'カタカナ 한국어 텍스트 ①②½² $5.00 50% a.b 1.a a1 1a _ __ a\u00adb x\u0308y \ud800 lone', '',
];
for (const granularity of ['grapheme', 'word', 'sentence']) {
  for (const text of texts) {
    print(granularity, () => [...new Intl.Segmenter('en', { granularity }).segment(text)].map((s) => s.index + ':' + escape(s.segment).slice(0, 60) + (s.isWordLike ? '+' : '')));
  }
}
