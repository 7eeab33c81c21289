import type { PageProps } from "ssr";
import { DocsFrame } from "@/components/DocsFrame";
import { docs } from "@/lib/docs";

export async function loader() {
  return { pages: docs.map(({ slug, title, summary }) => ({ slug, title, summary })) };
}

export default function Docs({ pages }: PageProps<typeof loader>) {
  return (
    <DocsFrame pages={pages}>
      <title>Handbook · Lantern Books</title>
      <h1>Handbook</h1>
      {pages.map(({ slug, title, summary }) => (
        <section key={slug}>
          <h3>
            <a href={`/docs/${slug}`}>{title}</a>
          </h3>
          <p>{summary}</p>
        </section>
      ))}
    </DocsFrame>
  );
}
