import { useSyncExternalStore } from "react";

/** A line of the cart. The price is a copy, as on a paper receipt. */
export interface Line {
  id: string;
  title: string;
  cents: number;
  quantity: number;
}

const key = "lantern.cart";
const none: readonly Line[] = [];
const listeners = new Set<() => void>();
// The last text read, and what it meant: a snapshot must be the same value
// until something changes.
let seen: { text: string; lines: readonly Line[] } = { text: "", lines: none };

/**
 * The cart of this browser, kept in localStorage and shared by all its tabs.
 * On the server, and for the first render in the browser, it is empty.
 */
export function useCart(): readonly Line[] {
  return useSyncExternalStore(subscribe, read, () => none);
}

/** Puts copies of a book into the cart, or takes some out with a negative number. */
export function addToCart(book: Omit<Line, "quantity">, copies = 1): void {
  const lines = read();
  const known = lines.find((line) => line.id === book.id);
  if (!known) {
    if (copies > 0) write([...lines, { ...book, quantity: copies }]);
    return;
  }
  const quantity = known.quantity + copies;
  write(
    quantity > 0
      ? lines.map((line) => (line === known ? { ...line, quantity } : line))
      : lines.filter((line) => line !== known),
  );
}

export function emptyCart(): void {
  write(none);
}

export function countItems(lines: readonly Line[]): number {
  return lines.reduce((sum, line) => sum + line.quantity, 0);
}

export function total(lines: readonly Line[]): number {
  return lines.reduce((sum, line) => sum + line.cents * line.quantity, 0);
}

function subscribe(listener: () => void): () => void {
  const onStorage = (event: StorageEvent) => {
    if (event.key === key) listener();
  };
  listeners.add(listener);
  window.addEventListener("storage", onStorage);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", onStorage);
  };
}

function read(): readonly Line[] {
  const text = window.localStorage.getItem(key) ?? "";
  if (text !== seen.text) seen = { text, lines: parse(text) };
  return seen.lines;
}

function write(lines: readonly Line[]): void {
  window.localStorage.setItem(key, JSON.stringify(lines));
  for (const listener of listeners) listener();
}

/** The stored cart. Anything that is not one (an older version, another app) is an empty cart. */
function parse(text: string): readonly Line[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter(isLine) : none;
  } catch {
    return none;
  }
}

function isLine(value: unknown): value is Line {
  if (typeof value !== "object" || value === null) return false;
  const line = value as Partial<Line>;
  return (
    typeof line.id === "string" &&
    typeof line.title === "string" &&
    Number.isInteger(line.cents) &&
    Number.isInteger(line.quantity) &&
    (line.quantity ?? 0) > 0
  );
}
