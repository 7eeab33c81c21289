import { useId } from "react";
import { capital } from "@/lib/format";
import { categories, type Query, sorts } from "@/lib/query";
import css from "./SearchForm.module.css";

const sortNames = { title: "Title", year: "Oldest first", price: "Cheapest first" } as const;

/** A plain GET form; with JavaScript the two menus also apply at once. */
export function SearchForm({ query }: { query: Query }) {
  const id = useId();
  return (
    <form className={css.form} action="/books" role="search">
      <label htmlFor={`${id}-q`}>
        <span>Search</span>
        <input id={`${id}-q`} type="search" name="q" defaultValue={query.q} placeholder="Title, author, whale …" maxLength={80} />
      </label>
      <label htmlFor={`${id}-category`}>
        <span>Shelf</span>
        <select
          id={`${id}-category`}
          name="category"
          defaultValue={query.category}
          onChange={(event) => event.currentTarget.form?.requestSubmit()}
        >
          <option value="">All shelves</option>
          {categories.map((category) => (
            <option key={category} value={category}>
              {capital(category)}
            </option>
          ))}
        </select>
      </label>
      <label htmlFor={`${id}-sort`}>
        <span>Order</span>
        <select id={`${id}-sort`} name="sort" defaultValue={query.sort} onChange={(event) => event.currentTarget.form?.requestSubmit()}>
          {sorts.map((sort) => (
            <option key={sort} value={sort}>
              {sortNames[sort]}
            </option>
          ))}
        </select>
      </label>
      <button className="button" type="submit">
        Search
      </button>
    </form>
  );
}
