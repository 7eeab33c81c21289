import { redirect } from "ssr";
import { books } from "@/data/books";

/** Sends the visitor to any book; there is nothing to see here. */
export async function loader(): Promise<object> {
  const book = books[Math.floor(Math.random() * books.length)];
  redirect(`/books/${book?.id}`);
}

export default function Random() {
  return null;
}
