import { type LoaderArgs, notFound, type PageProps } from "ssr";
import { DocsFrame } from "@/components/DocsFrame";
import { Prose } from "@/components/Prose";
import { docs, findDoc } from "@/lib/docs";

export async function loader({ params }: LoaderArgs<{ slug: string }>) {
  const doc = findDoc(params.slug) ?? notFound();
  return { doc, pages: docs.map(({ slug, title }) => ({ slug, title })) };
}

export default function Doc({ doc, pages }: PageProps<typeof loader>) {
  return (
    <DocsFrame pages={pages} current={doc.slug}>
      <title>{`${doc.title} · Handbook`}</title>
      <meta name="description" content={doc.summary} />
      <Prose markdown={doc.markdown} />
    </DocsFrame>
  );
}
