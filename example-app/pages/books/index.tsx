import type { LoaderArgs, PageProps } from "ssr";
import { BookGrid } from "@/components/BookGrid";
import { Pagination } from "@/components/Pagination";
import { SearchForm } from "@/components/SearchForm";
import { search } from "@/lib/catalogue";
import { capital, count } from "@/lib/format";
import { parseQuery } from "@/lib/query";

export async function loader({ request }: LoaderArgs) {
  const query = parseQuery(new URL(request.url).searchParams);
  return { query, found: search(query) };
}

export default function Books({ query, found }: PageProps<typeof loader>) {
  const heading = query.category ? capital(query.category) : "All books";
  return (
    <>
      <title>{query.q ? `“${query.q}” · Lantern Books` : `${heading} · Lantern Books`}</title>
      {query.q && <meta name="robots" content="noindex" />}
      <h1>{heading}</h1>
      <SearchForm query={query} />
      <p role="status" data-testid="found">
        {found.total === 0 ? "No book" : count(found.total, "book")}
        {query.q && <> for “{query.q}”</>}
        {found.pages > 1 && `, page ${found.page} of ${found.pages}`}
      </p>
      {found.total === 0 ? (
        <p>
          Try fewer words, <a href="/books">look at all of them</a>, or <a href="/suggest">suggest the book to us</a>.
        </p>
      ) : (
        <BookGrid books={found.cards} />
      )}
      <Pagination query={query} page={found.page} pages={found.pages} />
    </>
  );
}
