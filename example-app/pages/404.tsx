import css from "./status.module.css";

export default function NotFound() {
  return (
    <div className={css.status}>
      <title>Not on our shelves · Lantern Books</title>
      <p className={css.number}>404</p>
      <h1>Not on our shelves</h1>
      <p className="lead">We looked behind the others too. Perhaps the address has a slip of the pen in it.</p>
      <form action="/books" role="search">
        <input type="search" name="q" aria-label="Search" placeholder="Title or author" />{" "}
        <button className="button" type="submit">
          Search
        </button>
      </form>
    </div>
  );
}
