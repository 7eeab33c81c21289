import type { PageProps } from "ssr";
import shopfront from "@/assets/shopfront.png";
import { BookGrid } from "@/components/BookGrid";
import { ReadingGoal } from "@/components/ReadingGoal";
import { ShelfList } from "@/components/ShelfList";
import { countByCategory, picks } from "@/lib/catalogue";
import { useShop } from "@/lib/shop";
import css from "./index.module.css";

export async function loader() {
  return { picks: picks(), shelves: countByCategory() };
}

export default function Home({ picks, shelves }: PageProps<typeof loader>) {
  const shop = useShop();
  return (
    <>
      <title>{`${shop.name}: old books, kept in print`}</title>
      <meta name="description" content="A small bookshop on the quay that sells classics in cloth, and knows them." />
      <section className={css.hero}>
        <div>
          <h1>Old books, kept burning</h1>
          <p className="lead">
            Forty-odd classics in sewn cloth bindings. We have read all of them, some of them aloud, and will gladly tell
            you which one to begin with.
          </p>
          <p className={css.actions}>
            <a className="button" href="/books">
              Look at the shelves
            </a>
            <a className="button" data-kind="quiet" href="/random">
              Surprise me
            </a>
          </p>
        </div>
        <img src={shopfront} alt="The shop on the quay at dusk, its window lit" width={960} height={640} />
      </section>
      <ShelfList shelves={shelves} />
      <h2>Picked by the shop</h2>
      <BookGrid books={picks} />
      <ReadingGoal start={12} />
    </>
  );
}
