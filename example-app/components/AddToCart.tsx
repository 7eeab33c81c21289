import { useId, useState } from "react";
import { addToCart } from "@/lib/cart";
import { price } from "@/lib/format";
import css from "./AddToCart.module.css";

interface Props {
  book: { id: string; title: string; cents: number };
}

export function AddToCart({ book }: Props) {
  const [copies, setCopies] = useState(1);
  const [added, setAdded] = useState(0);
  const id = useId();
  return (
    <div className={css.box} role="group" aria-labelledby={`${id}-copies`}>
      <div className={css.stepper}>
        <button type="button" aria-label="One copy less" disabled={copies === 1} onClick={() => setCopies(copies - 1)}>
          −
        </button>
        <output id={`${id}-copies`} data-testid="copies">
          {copies === 1 ? "1 copy" : `${copies} copies`}
        </output>
        <button type="button" aria-label="One copy more" disabled={copies === 9} onClick={() => setCopies(copies + 1)}>
          +
        </button>
      </div>
      <button
        className="button"
        type="button"
        onClick={() => {
          addToCart({ id: book.id, title: book.title, cents: book.cents }, copies);
          setAdded(added + copies);
          setCopies(1);
        }}
      >
        Put in the cart · {price(book.cents * copies)}
      </button>
      <p className={css.done} aria-live="polite">
        {added > 0 && (
          <>
            In the cart. <a href="/cart">Look at it</a>
          </>
        )}
      </p>
    </div>
  );
}
