import css from "./Breadcrumbs.module.css";

interface Props {
  /** From the outermost inwards; the last one is the page itself. */
  trail: readonly { href: string; text: string }[];
}

export function Breadcrumbs({ trail }: Props) {
  return (
    <nav aria-label="Breadcrumbs">
      <ol className={css.trail}>
        {trail.map(({ href, text }, i) => (
          <li key={href}>{i < trail.length - 1 ? <a href={href}>{text}</a> : <span aria-current="page">{text}</span>}</li>
        ))}
      </ol>
    </nav>
  );
}
