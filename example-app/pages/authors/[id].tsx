import { type LoaderArgs, notFound, type PageProps } from "ssr";
import { BookGrid } from "@/components/BookGrid";
import { Breadcrumbs } from "@/components/Breadcrumbs";
import { booksBy, findAuthor } from "@/lib/catalogue";
import { year } from "@/lib/format";

export async function loader({ params }: LoaderArgs<{ id: string }>) {
  const author = findAuthor(params.id) ?? notFound();
  return { author, books: booksBy(author.id) };
}

export default function AuthorPage({ author, books }: PageProps<typeof loader>) {
  const [born, died] = author.lived;
  return (
    <>
      <title>{`${author.name} · Lantern Books`}</title>
      <meta name="description" content={author.note} />
      <Breadcrumbs
        trail={[
          { href: "/authors", text: "Authors" },
          { href: `/authors/${author.id}`, text: author.name },
        ]}
      />
      <h1>{author.name}</h1>
      <p className="lead">
        {author.place}, {year(born)}–{died}
      </p>
      <p>{author.note}</p>
      <h2>In the shop</h2>
      <BookGrid books={books} />
    </>
  );
}
