import logo from "@/assets/lantern.svg";
import { usePath } from "@/lib/path";
import { useShop } from "@/lib/shop";
import { CartLink } from "./CartLink";
import css from "./Header.module.css";
import { ThemeToggle } from "./ThemeToggle";

const links = [
  { href: "/books", text: "Books" },
  { href: "/authors", text: "Authors" },
  { href: "/suggest", text: "Suggest a book" },
  { href: "/docs", text: "Handbook" },
  { href: "/about", text: "About" },
];

export function Header() {
  const shop = useShop();
  const path = usePath();
  return (
    <header className={`${css.header} no-print`}>
      <div className={css.inner}>
        <a className={css.brand} href="/">
          <img src={logo} alt="" width={28} height={36} />
          <span>{shop.name}</span>
        </a>
        <nav className={css.nav} aria-label="Main">
          {links.map(({ href, text }) => (
            <a key={href} href={href} aria-current={path === href || path.startsWith(`${href}/`) ? "page" : undefined}>
              {text}
            </a>
          ))}
        </nav>
        <div className={css.tools}>
          <ThemeToggle />
          <CartLink />
        </div>
      </div>
    </header>
  );
}
