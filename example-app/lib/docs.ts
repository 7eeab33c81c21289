import binding from "@/content/care/binding.md" with { type: "text" };
import shelving from "@/content/care/shelving.md" with { type: "text" };
import ordering from "@/content/ordering.md" with { type: "text" };
import returns from "@/content/returns.md" with { type: "text" };
import welcome from "@/content/welcome.md" with { type: "text" };

export interface Doc {
  /** The part of the URL behind /docs/. */
  slug: string;
  title: string;
  summary: string;
  markdown: string;
}

/** The shop's handbook, in reading order. */
export const docs: readonly Doc[] = [
  doc("welcome", welcome),
  doc("ordering", ordering),
  doc("returns", returns),
  doc("care/shelving", shelving),
  doc("care/binding", binding),
];

export function findDoc(slug: string): Doc | undefined {
  return docs.find((doc) => doc.slug === slug);
}

/** Reads title and summary from the text: its heading and its first paragraph. */
function doc(slug: string, markdown: string): Doc {
  const [heading = "", summary = ""] = markdown.trim().split(/\r?\n\r?\n/, 2);
  return {
    slug,
    title: heading.replace(/^#\s*/, ""),
    summary: summary.replace(/\r?\n/g, " ").replace(/[*_`]|\[|\]\([^)]*\)/g, ""),
    markdown,
  };
}
