import type { ReactNode } from "react";
import { usePath } from "@/lib/path";
import css from "./about.module.css";

const tabs = [
  { href: "/about", text: "The shop" },
  { href: "/about/visit", text: "Visit us" },
  { href: "/about/site", text: "This site" },
];

/** A layout within the root layout, for everything under /about. */
export default function AboutLayout({ children }: { children: ReactNode }) {
  const path = usePath();
  return (
    <>
      <nav className={css.tabs} aria-label="About">
        {tabs.map(({ href, text }) => (
          <a key={href} href={href} aria-current={href === path ? "page" : undefined}>
            {text}
          </a>
        ))}
      </nav>
      {children}
    </>
  );
}
