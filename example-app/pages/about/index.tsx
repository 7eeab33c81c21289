import { useShop } from "@/lib/shop";

export default function About() {
  const shop = useShop();
  return (
    <>
      <title>About · Lantern Books</title>
      <h1>A lamp in the window</h1>
      <p className="lead">
        {shop.name} has stood on the quay since somebody needed to get rid of a boat and took a house for it.
      </p>
      <p>
        We keep a short list and keep all of it in print: cloth over boards, sewn sections, a ribbon where the book is long
        enough to need one. When a book goes out of print elsewhere, our readers <a href="/suggest">tell us</a>, and that is
        how most of the list came about.
      </p>
      <p>
        There are three of us, and a cat who is listed as a reviewer but has never handed anything in. Write to{" "}
        <a href={`mailto:${shop.email}`}>{shop.email}</a>.
      </p>
    </>
  );
}
