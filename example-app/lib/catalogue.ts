// The catalogue: what a shop would keep in a database. Only loaders import it, so
// that no book travels to the browser but those that a page shows.
import { authors } from "@/data/authors";
import { books } from "@/data/books";
import type { Author, Book, Category } from "@/data/types";
import type { Query, Sort } from "./query";

/** A book as lists show it: with its author's name, without the blurb. */
export type BookCard = Pick<Book, "id" | "title" | "year" | "cents" | "category" | "cover"> & {
  authorName: string;
};

export interface Found {
  cards: BookCard[];
  total: number;
  page: number;
  pages: number;
}

export const perPage = 12;

const authorById = new Map(authors.map((author) => [author.id, author]));
const bookById = new Map(books.map((book) => [book.id, book]));

export function findBook(id: string): Book | undefined {
  return bookById.get(id);
}

export function findAuthor(id: string): Author | undefined {
  return authorById.get(id);
}

export function allAuthors(): readonly Author[] {
  return authors;
}

export function booksBy(author: string): BookCard[] {
  return books.filter((book) => book.author === author).map(card);
}

export function picks(): BookCard[] {
  return books.filter((book) => book.pick).map(card);
}

/** Other books that a reader of this one may like: same author, then same shelf. */
export function related(book: Book, limit: number): BookCard[] {
  const sameAuthor = books.filter((other) => other.author === book.author);
  const sameShelf = books.filter((other) => other.category === book.category);
  const others = new Set([...sameAuthor, ...sameShelf]);
  others.delete(book);
  return [...others].slice(0, limit).map(card);
}

export function countByCategory(): Map<Category, number> {
  const counts = new Map<Category, number>();
  for (const book of books) counts.set(book.category, (counts.get(book.category) ?? 0) + 1);
  return counts;
}

export function search(query: Query): Found {
  const words = fold(query.q).split(/\s+/).filter(Boolean);
  const hits = books.filter((book) => {
    if (query.category && book.category !== query.category) return false;
    const text = fold(`${book.title} ${authorName(book)} ${book.blurb}`);
    return words.every((word) => text.includes(word));
  });
  hits.sort(order[query.sort]);
  const pages = Math.max(1, Math.ceil(hits.length / perPage));
  const page = Math.min(query.page, pages);
  return {
    cards: hits.slice((page - 1) * perPage, page * perPage).map(card),
    total: hits.length,
    page,
    pages,
  };
}

const order: Record<Sort, (a: Book, b: Book) => number> = {
  title: (a, b) => compare(shelfTitle(a.title), shelfTitle(b.title)),
  year: (a, b) => a.year - b.year,
  price: (a, b) => a.cents - b.cents || compare(a.title, b.title),
};

export function card(book: Book): BookCard {
  const { id, title, year, cents, category, cover } = book;
  return { id, title, year, cents, category, cover, authorName: authorName(book) };
}

function authorName(book: Book): string {
  return authorById.get(book.author)?.name ?? "Unknown";
}

/** A title as booksellers shelve it: without its article. */
function shelfTitle(title: string): string {
  return fold(title).replace(/^(the|a|an) /, "");
}

/** Lower case without accents, so that "bronte" finds Brontë. */
function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase();
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
