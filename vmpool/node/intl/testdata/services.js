// One hash a locale and service of what _services.js prints for it.
const { createHash } = require('node:crypto');
const { services } = require('./_services.js');

const locales = ['en', 'de-AT', 'fr', 'es', 'ru', 'ar-EG', 'he', 'hi', 'ja', 'agq', 'sr-BA'];
const slow = ['currencies', 'unit'];
for (const locale of locales) {
  const hashes = Object.keys(services).filter((name) => !slow.includes(name) || locale === 'en').map((name) => {
    const text = services[name](locale).join('\n');
    return `${name} ${createHash('sha1').update(text).digest('hex').slice(0, 8)}`;
  });
  console.log(locale, hashes.join(' '));
}
