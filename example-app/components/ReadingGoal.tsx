import { useState } from "react";
import { count } from "@/lib/format";
import css from "./ReadingGoal.module.css";

/** Counts in the browser: it does nothing until the page is hydrated. */
export function ReadingGoal({ start }: { start: number }) {
  const [goal, setGoal] = useState(start);
  const days = Math.round(365 / Math.max(goal, 1));
  return (
    <section className={css.goal} aria-label="Reading goal">
      <p className={css.text}>
        This year I will read{" "}
        <output className={css.number} data-testid="goal">
          {goal}
        </output>{" "}
        {goal === 1 ? "book" : "books"}: one every {count(days, "day")}.
      </p>
      <div className={css.buttons}>
        <button type="button" className="button" data-kind="quiet" disabled={goal === 1} onClick={() => setGoal(goal - 1)}>
          Fewer
        </button>
        <button type="button" className="button" data-kind="quiet" onClick={() => setGoal(goal + 1)}>
          More
        </button>
      </div>
    </section>
  );
}
