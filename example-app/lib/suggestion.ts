import { categories } from "./query";

/** The fields of the "Suggest a book" form, as the visitor typed them. */
export interface Suggestion {
  title: string;
  author: string;
  shelf: string;
  email: string;
  why: string;
}

export type Problems = Partial<Record<keyof Suggestion, string>>;

export const emptySuggestion: Suggestion = { title: "", author: "", shelf: "", email: "", why: "" };

/** The longest reason we read, in characters. */
export const whyLimit = 400;

export function readSuggestion(form: FormData): Suggestion {
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value.trim() : "";
  };
  return {
    title: text("title"),
    author: text("author"),
    shelf: text("shelf"),
    email: text("email"),
    why: text("why"),
  };
}

/** What is wrong with a suggestion, by field; empty when nothing is. */
export function checkSuggestion(suggestion: Suggestion): Problems {
  const problems: Problems = {};
  if (suggestion.title === "") problems.title = "Which book do you mean?";
  if (suggestion.author === "") problems.author = "Who wrote it?";
  if (!(categories as readonly string[]).includes(suggestion.shelf)) problems.shelf = "Choose a shelf.";
  if (suggestion.email !== "" && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(suggestion.email))
    problems.email = "This does not look like an e-mail address.";
  if (suggestion.why.length < 20) problems.why = "Tell us a little more: at least 20 characters.";
  if (suggestion.why.length > whyLimit) problems.why = `That is longer than ${whyLimit} characters.`;
  return problems;
}
