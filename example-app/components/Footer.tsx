import { useShop } from "@/lib/shop";
import css from "./Footer.module.css";

export function Footer() {
  const shop = useShop();
  return (
    <footer className={`${css.footer} no-print`}>
      <div className={css.inner}>
        <div>
          <strong className={css.name}>{shop.name}</strong>
          <br />
          {shop.town}
          <br />
          {shop.hours}
        </div>
        <nav aria-label="More" className={css.links}>
          <a href="/docs/ordering">Ordering</a>
          <a href="/docs/returns">Returns</a>
          <a href="/about/visit">Visit us</a>
          <a href="/random">Surprise me</a>
          <a href="/trouble">When things go wrong</a>
        </nav>
      </div>
    </footer>
  );
}
