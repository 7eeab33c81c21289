import { type Query, queryString } from "@/lib/query";
import css from "./Pagination.module.css";

interface Props {
  query: Query;
  page: number;
  pages: number;
}

export function Pagination({ query, page, pages }: Props) {
  if (pages < 2) return null;
  const href = (n: number) => `/books${queryString({ ...query, page: n })}`;
  return (
    <nav className={css.pages} aria-label="Pages">
      {page > 1 && (
        <a href={href(page - 1)} rel="prev">
          ← Back
        </a>
      )}
      {Array.from({ length: pages }, (_, i) => i + 1).map((n) => (
        <a key={n} href={href(n)} aria-label={`Page ${n}`} aria-current={n === page ? "page" : undefined}>
          {n}
        </a>
      ))}
      {page < pages && (
        <a href={href(page + 1)} rel="next">
          Next →
        </a>
      )}
    </nav>
  );
}
