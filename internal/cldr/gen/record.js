// Prints what Node's Intl knows and CLDR's JSON doesn't say, as lines of a key of the section Supplemental, a space and its text.
// Usage: node record.js FOLDER_WITH_node_modules > recorded.txt
const fs = require('fs');
const path = require('path');

const root = path.join(process.argv[2], 'node_modules');
const read = (file) => JSON.parse(fs.readFileSync(path.join(root, file), 'utf8'));
const tags = fs.readdirSync(path.join(root, 'cldr-numbers-full/main')).filter((tag) => tag !== 'und');
const languages = new Set(tags.map((tag) => tag.split('-')[0]));
const scripts = new Set(tags.map((tag) => tag.split('-')[1]).filter((part) => part?.length === 4));
const regions = [...Object.keys(read('cldr-core/supplemental/territoryInfo.json').supplemental.territoryInfo), '001', '150', '419'];

// The available locales: those that a formatter accepts as they are.
const available = new Set();
const check = (tag) => {
  if (new Intl.NumberFormat(tag).resolvedOptions().locale === tag && Intl.NumberFormat.supportedLocalesOf(tag).length) available.add(tag);
};
for (const language of languages) {
  check(language);
  for (const region of regions) check(`${language}-${region}`);
  for (const script of scripts) {
    check(`${language}-${script}`);
    for (const region of regions) check(`${language}-${script}-${region}`);
  }
}
console.log('available', [...available].sort().join(' '));

// The locales of ICU's collation data, and the collations of each that root doesn't have.
const collating = [...available].filter((tag) => new Intl.Collator(tag).resolvedOptions().locale === tag);
console.log('collating', collating.join(' '));
const common = new Intl.Locale('en').collations.join(' ');
console.log('collations/root', common);
for (const tag of available) {
  const list = new Intl.Locale(tag).collations.join(' ');
  if (list !== common) console.log(`collations/${tag}`, list);
}

for (const key of ['calendar', 'collation', 'currency', 'numberingSystem', 'timeZone', 'unit']) {
  console.log(`values/${key}`, Intl.supportedValuesOf(key).join(' '));
}
for (const region of regions) {
  const zones = /^[A-Z]/.test(region) && new Intl.Locale(`und-${region}`).timeZones;
  if (zones?.length) console.log(`zones/${region}`, zones.join(' '));
}

// The digits of currencies, and what services have no data for although numbers have.
for (const currency of Intl.supportedValuesOf('currency')) {
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits;
  if (digits !== 2 || currency === 'RSD') console.log(`currency/${currency}`, digits);
}
for (const service of ['DateTimeFormat', 'PluralRules', 'RelativeTimeFormat', 'ListFormat', 'DisplayNames', 'Segmenter']) {
  const lacking = [...available].filter((tag) => new Intl[service](tag, { type: service === 'DisplayNames' ? 'region' : undefined }).resolvedOptions().locale !== tag);
  if (lacking.length) console.log(`lacking/${service}`, lacking.join(' '));
}
