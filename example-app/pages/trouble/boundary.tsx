import { Suspense } from "react";

export default function BoundaryTrouble() {
  return (
    <>
      <title>Trouble in a corner · Lantern Books</title>
      <h1>Trouble in a corner</h1>
      <p>The server fails to render the next line and leaves it to the browser.</p>
      <Suspense fallback={<p data-testid="fallback">One moment …</p>}>
        <BrowserOnly />
      </Suspense>
    </>
  );
}

function BrowserOnly() {
  if (typeof window === "undefined") throw new Error("this part needs a browser");
  return <p data-testid="recovered">Your window is {window.innerWidth > 0 ? "open" : "shut"}.</p>;
}
