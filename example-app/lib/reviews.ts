import { reviews } from "@/data/reviews";

/** What the reviews part of a book's page shows. */
export interface ReviewSummary {
  /** Mean of the stars, or NaN when nobody has written yet. */
  mean: number;
  /** How many readers gave how many stars, five stars first. */
  histogram: Map<number, number>;
  reviews: { reader: string; stars: number; on: Date; text: string }[];
}

/** How long the reviews service takes to answer, in milliseconds. */
export const reviewsDelay = 1200;

/**
 * The reviews of a book, newest first. It is slow on purpose: it stands for a
 * call to another service, so that the page has something to stream.
 */
export async function fetchReviews(book: string, signal: AbortSignal): Promise<ReviewSummary> {
  await sleep(reviewsDelay, signal);
  const found = reviews
    .filter((review) => review.book === book)
    .map(({ reader, stars, on, text }) => ({ reader, stars, on: new Date(on), text }))
    .sort((a, b) => b.on.getTime() - a.on.getTime());
  const histogram = new Map<number, number>([5, 4, 3, 2, 1].map((stars) => [stars, 0]));
  for (const { stars } of found) histogram.set(stars, (histogram.get(stars) ?? 0) + 1);
  const sum = found.reduce((total, review) => total + review.stars, 0);
  return { mean: sum / found.length, histogram, reviews: found };
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", onAbort);
      resolve();
    }, ms);
    signal.addEventListener("abort", onAbort, { once: true });
  });
}
