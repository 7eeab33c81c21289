import css from "./Stars.module.css";

/** A rating from 0 to 5, drawn; read out as a sentence. */
export function Stars({ value }: { value: number }) {
  return (
    <span className={css.stars} role="img" aria-label={`${value.toFixed(1)} of 5 stars`}>
      <span aria-hidden="true" className={css.empty}>
        ★★★★★
      </span>
      <span aria-hidden="true" className={css.full} style={{ width: `${value * 20}%` }}>
        ★★★★★
      </span>
    </span>
  );
}
