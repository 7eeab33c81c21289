import { use, useState } from "react";
import { count, longDate } from "@/lib/format";
import type { ReviewSummary } from "@/lib/reviews";
import css from "./Reviews.module.css";
import { Stars } from "./Stars";

/** The reviews, once they are there; until then the nearest Suspense shows its fallback. */
export function Reviews({ summary }: { summary: Promise<ReviewSummary> }) {
  const { mean, histogram, reviews } = use(summary);
  const [only, setOnly] = useState<number>();
  if (Number.isNaN(mean)) return <p className={css.none}>Nobody has written about this book yet.</p>;
  const shown = only === undefined ? reviews : reviews.filter((review) => review.stars === only);
  return (
    <div className={css.reviews} data-testid="reviews">
      <div className={css.summary}>
        <Stars value={mean} />
        <span>
          {mean.toFixed(1)} from {count(reviews.length, "reader")}
        </span>
        <ul className={css.bars} aria-label="Filter by stars">
          {[...histogram].map(([stars, readers]) => (
            <li key={stars}>
              <button
                type="button"
                aria-pressed={only === stars}
                disabled={readers === 0}
                onClick={() => setOnly(only === stars ? undefined : stars)}
              >
                <span>{count(stars, "star")}</span>
                <meter value={readers} max={reviews.length} aria-hidden="true" />
                <span>{readers}</span>
              </button>
            </li>
          ))}
        </ul>
      </div>
      <ol className={css.list}>
        {shown.map((review) => (
          <li key={review.reader}>
            <blockquote>{review.text}</blockquote>
            <footer>
              <Stars value={review.stars} /> {review.reader},{" "}
              <time dateTime={review.on.toISOString().slice(0, 10)}>{longDate(review.on)}</time>
            </footer>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** Grey bars where the reviews will be. */
export function ReviewsFallback() {
  return (
    <div className={css.fallback} role="status" data-testid="reviews-fallback">
      <span className="visually-hidden">Loading what readers say …</span>
      <span />
      <span />
      <span />
    </div>
  );
}
