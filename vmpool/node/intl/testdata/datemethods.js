// Date.prototype.toLocaleString, toLocaleDateString and toLocaleTimeString.
const date = new Date(Date.UTC(2024, 0, 5, 13, 4, 5));
for (const name of ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString']) {
  console.log(name, Date.prototype[name].length, Object.getOwnPropertyDescriptor(Date.prototype, name).enumerable);
  for (const locale of [undefined, 'en-US', 'de-DE', 'ja', ['fr', 'en'], 'ar-EG', 'en-US', new Intl.Locale('en-GB')]) {
    for (const options of [
      undefined, {}, { timeZone: 'Asia/Tokyo' }, { month: 'short' }, { hour: 'numeric' }, { dateStyle: 'full' }, { timeStyle: 'short' }, { era: 'short' },
      { timeZoneName: 'short' }, { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' }, { hour: '2-digit', minute: '2-digit' }, { hour12: false }, null, 5,
    ]) {
      let result;
      try {
        const local = { timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone };
        if (options === undefined || options === 5) result = date[name](locale, options) === date[name](locale, local) && date[name](locale, options) === date[name](locale);
        else result = date[name](locale, options === null ? options : { timeZone: 'UTC', ...options });
      } catch (error) {
        result = String(error);
      }
      console.log(String(locale), JSON.stringify(options), encodeURI(result));
    }
  }
  console.log(new Date(NaN)[name](), new Date(8.64e15)[name]('en', { timeZone: 'UTC' }), new Date(-8.64e15)[name]('en', { timeZone: 'UTC' }));
  for (const receiver of [{}, 1, undefined]) {
    try {
      Date.prototype[name].call(receiver);
    } catch (error) {
      console.log(String(error));
    }
  }
  try {
    date[name]('x_y');
  } catch (error) {
    console.log(String(error));
  }
}
