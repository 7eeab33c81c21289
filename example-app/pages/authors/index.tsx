import type { PageProps } from "ssr";
import { allAuthors, booksBy } from "@/lib/catalogue";
import { count } from "@/lib/format";
import css from "./authors.module.css";

export async function loader() {
  const authors = allAuthors()
    .map(({ id, name, lived, place }) => ({ id, name, lived, place, books: booksBy(id).length }))
    .sort((a, b) => a.lived[0] - b.lived[0]);
  return { authors };
}

export default function Authors({ authors }: PageProps<typeof loader>) {
  return (
    <>
      <title>Authors · Lantern Books</title>
      <h1>Authors</h1>
      <p className="lead">In the order in which they arrived.</p>
      <ol className={css.authors}>
        {authors.map((author) => (
          <li key={author.id}>
            <span className={css.born}>{author.lived[0]}</span>
            <a href={`/authors/${author.id}`}>{author.name}</a>
            <span className={css.place}>{author.place}</span>
            <span className={css.books}>{count(author.books, "book")}</span>
          </li>
        ))}
      </ol>
    </>
  );
}
