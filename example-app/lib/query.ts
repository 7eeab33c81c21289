import type { Category } from "@/data/types";

export const categories: readonly Category[] = [
  "novels",
  "adventure",
  "mystery",
  "science fiction",
  "ideas",
  "poetry",
  "children",
];

export type Sort = "title" | "year" | "price";

export const sorts: readonly Sort[] = ["title", "year", "price"];

/** What the visitor asks of the list; every field may be absent or nonsense. */
export interface Query {
  q: string;
  category: Category | "";
  sort: Sort;
  page: number;
}

/** Reads a query from the URL. What makes no sense is as good as absent. */
export function parseQuery(params: URLSearchParams): Query {
  const category = params.get("category") ?? "";
  const sort = params.get("sort") ?? "";
  const page = Number(params.get("page") ?? "1");
  return {
    q: (params.get("q") ?? "").trim().slice(0, 80),
    category: isCategory(category) ? category : "",
    sort: isSort(sort) ? sort : "title",
    page: Number.isInteger(page) && page > 0 ? page : 1,
  };
}

/** The opposite of parseQuery, leaving out what is the default anyway. */
export function queryString(query: Partial<Query>): string {
  const params = new URLSearchParams();
  if (query.q) params.set("q", query.q);
  if (query.category) params.set("category", query.category);
  if (query.sort && query.sort !== "title") params.set("sort", query.sort);
  if (query.page && query.page > 1) params.set("page", String(query.page));
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}

function isCategory(text: string): text is Category {
  return (categories as readonly string[]).includes(text);
}

function isSort(text: string): text is Sort {
  return (sorts as readonly string[]).includes(text);
}
