import { Suspense } from "react";
import { type LoaderArgs, notFound, type PageProps } from "ssr";
import { AddToCart } from "@/components/AddToCart";
import { BookCover } from "@/components/BookCover";
import { BookGrid } from "@/components/BookGrid";
import { Breadcrumbs } from "@/components/Breadcrumbs";
import { Reviews, ReviewsFallback } from "@/components/Reviews";
import { findAuthor, findBook, related } from "@/lib/catalogue";
import { capital, year } from "@/lib/format";
import { queryString } from "@/lib/query";
import { fetchReviews } from "@/lib/reviews";
import css from "./[id].module.css";

export async function loader({ params, signal }: LoaderArgs<{ id: string }>) {
  const book = findBook(params.id) ?? notFound();
  const author = findAuthor(book.author) ?? notFound();
  return {
    book,
    author: { id: author.id, name: author.name },
    related: related(book, 4),
    // Not awaited: the page is sent at once, the reviews follow in the same response.
    reviews: fetchReviews(book.id, signal),
  };
}

export default function BookPage({ book, author, related, reviews }: PageProps<typeof loader>) {
  const shelf = `/books${queryString({ category: book.category })}`;
  return (
    <>
      <title>{`${book.title}, ${author.name} · Lantern Books`}</title>
      <meta name="description" content={book.blurb} />
      <meta property="og:title" content={book.title} />
      <Breadcrumbs
        trail={[
          { href: "/books", text: "Books" },
          { href: shelf, text: capital(book.category) },
          { href: `/books/${book.id}`, text: book.title },
        ]}
      />
      <article className={css.book}>
        <div className={css.cover}>
          <BookCover title={book.title} author={author.name} cover={book.cover} />
        </div>
        <div>
          <h1>{book.title}</h1>
          <p className="lead">
            <a href={`/authors/${author.id}`}>{author.name}</a>
          </p>
          <p>{book.blurb}</p>
          <dl className={css.facts}>
            <div>
              <dt>First published</dt>
              <dd>{year(book.year)}</dd>
            </div>
            <div>
              <dt>Pages</dt>
              <dd>{book.pages}</dd>
            </div>
            <div>
              <dt>Binding</dt>
              <dd>Sewn, cloth</dd>
            </div>
          </dl>
          <AddToCart book={book} />
        </div>
      </article>
      <section aria-labelledby="readers">
        <h2 id="readers">What readers say</h2>
        <Suspense fallback={<ReviewsFallback />}>
          <Reviews summary={reviews} />
        </Suspense>
      </section>
      {related.length > 0 && (
        <section aria-labelledby="related">
          <h2 id="related">On the same shelf</h2>
          <BookGrid books={related} />
        </section>
      )}
    </>
  );
}
