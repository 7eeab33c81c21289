import type { ReactNode } from "react";
import css from "./DocsFrame.module.css";

export interface DocLink {
  slug: string;
  title: string;
}

interface Props {
  pages: readonly DocLink[];
  current?: string;
  children: ReactNode;
}

/** The handbook's table of contents beside one of its pages. */
export function DocsFrame({ pages, current, children }: Props) {
  return (
    <div className={css.frame}>
      <nav aria-label="Handbook" className={css.contents}>
        <a href="/docs" aria-current={current === undefined ? "page" : undefined}>
          Handbook
        </a>
        <ol>
          {pages.map(({ slug, title }) => (
            <li key={slug}>
              <a href={`/docs/${slug}`} aria-current={slug === current ? "page" : undefined}>
                {title}
              </a>
            </li>
          ))}
        </ol>
      </nav>
      <article>{children}</article>
    </div>
  );
}
