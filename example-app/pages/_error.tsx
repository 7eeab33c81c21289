import type { ErrorProps } from "ssr";
import css from "./status.module.css";

export default function ErrorPage({ status, message, stack }: ErrorProps) {
  return (
    <div className={css.status}>
      <title>Something fell over · Lantern Books</title>
      <p className={css.number}>{status}</p>
      <h1>Something fell over</h1>
      <p className="lead">A shelf, by the sound of it. It is not your fault, and we have been told.</p>
      <p data-testid="message">{message}</p>
      {stack && <pre className={css.stack}>{stack}</pre>}
      <p>
        <a className="button" href="/">
          Back to the door
        </a>
      </p>
    </div>
  );
}
