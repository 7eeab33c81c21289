import type { Category } from "@/data/types";
import { capital } from "@/lib/format";
import { queryString } from "@/lib/query";
import css from "./ShelfList.module.css";

/** Links to the shelves with how many books stand on each. */
export function ShelfList({ shelves }: { shelves: ReadonlyMap<Category, number> }) {
  return (
    <nav aria-label="Shelves">
      <ul className={css.shelves}>
        {[...shelves].map(([category, books]) => (
          <li key={category}>
            <a href={`/books${queryString({ category })}`}>
              {capital(category)} <span>{books}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
