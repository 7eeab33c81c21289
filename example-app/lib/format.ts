// Formatting that gives the same text on the server and in every browser,
// whatever the visitor's locale: what differs would not hydrate.

const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** 1250 as "€12.50". */
export function price(cents: number): string {
  const whole = Math.trunc(cents / 100);
  const rest = String(cents % 100).padStart(2, "0");
  return `€${whole}.${rest}`;
}

/** A date as "14 March 2026", in UTC. */
export function longDate(date: Date): string {
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** 1 with "book" as "1 book", 3 as "3 books". */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}

/** "science fiction" as "Science fiction". */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A year; those before 1000 carry their era. */
export function year(n: number): string {
  return n < 1000 ? `AD ${n}` : String(n);
}
