import { countItems, useCart } from "@/lib/cart";
import { count } from "@/lib/format";
import css from "./IconButton.module.css";

export function CartLink() {
  const items = countItems(useCart());
  return (
    <a className={css.button} href="/cart" aria-label={`Cart, ${count(items, "book")}`}>
      <svg viewBox="0 0 24 24" width={22} height={22} fill="none" stroke="currentColor" strokeWidth={1.8} aria-hidden="true">
        <path d="M5 8h14l-1.2 12H6.2z" strokeLinejoin="round" />
        <path d="M9 10V7a3 3 0 0 1 6 0v3" strokeLinecap="round" />
      </svg>
      {items > 0 && (
        <span className={css.badge} data-testid="cart-count">
          {items}
        </span>
      )}
    </a>
  );
}
