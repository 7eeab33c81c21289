import { price, year } from "@/lib/format";
import type { BookCard } from "@/lib/catalogue";
import { BookCover } from "./BookCover";
import css from "./BookGrid.module.css";

export function BookGrid({ books }: { books: readonly BookCard[] }) {
  return (
    <ul className={css.grid}>
      {books.map((book) => (
        <li key={book.id}>
          <BookTile book={book} />
        </li>
      ))}
    </ul>
  );
}

function BookTile({ book }: { book: BookCard }) {
  return (
    <a className={css.tile} href={`/books/${book.id}`}>
      <BookCover title={book.title} author={book.authorName} cover={book.cover} />
      <strong className={css.title}>{book.title}</strong>
      <span className={css.author}>
        {book.authorName}, {year(book.year)}
      </span>
      <span className={css.price}>{price(book.cents)}</span>
    </a>
  );
}
