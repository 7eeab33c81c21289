import { Suspense, use } from "react";
import type { PageProps } from "ssr";
import { ErrorBoundary } from "@/components/ErrorBoundary";
import { Notice } from "@/components/Notice";

export async function loader() {
  return { stock: countStock() };
}

async function countStock(): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, 300));
  throw new Error("the stock list is wet");
}

export default function DeferredTrouble({ stock }: PageProps<typeof loader>) {
  return (
    <>
      <title>Trouble afterwards · Lantern Books</title>
      <h1>Trouble afterwards</h1>
      <ErrorBoundary
        fallback={() => (
          <Notice kind="bad" title="We could not count the stock.">
            <p>The rest of the page is fine.</p>
          </Notice>
        )}
      >
        <Suspense fallback={<p data-testid="fallback">Counting …</p>}>
          <Stock stock={stock} />
        </Suspense>
      </ErrorBoundary>
    </>
  );
}

function Stock({ stock }: { stock: Promise<number> }) {
  return <p>{use(stock)} books in stock.</p>;
}
