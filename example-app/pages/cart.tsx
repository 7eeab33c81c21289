import { Notice } from "@/components/Notice";
import { addToCart, countItems, emptyCart, total, useCart } from "@/lib/cart";
import { count, price } from "@/lib/format";
import css from "./cart.module.css";

const free = 4000;
const postage = 350;

export default function Cart() {
  const lines = useCart();
  const sum = total(lines);
  const post = sum >= free ? 0 : postage;
  return (
    <>
      <title>Cart · Lantern Books</title>
      <meta name="robots" content="noindex" />
      <h1>Cart</h1>
      <noscript>
        <Notice kind="plain" title="The cart lives in your browser.">
          <p>It needs JavaScript. You can also order by e-mail, or come by.</p>
        </Notice>
      </noscript>
      {lines.length === 0 ? (
        <p className="lead">
          Nothing in it yet. <a href="/books">The shelves are this way.</a>
        </p>
      ) : (
        <>
          <table className={css.cart}>
            <caption className="visually-hidden">{count(countItems(lines), "book")} in the cart</caption>
            <thead>
              <tr>
                <th scope="col">Book</th>
                <th scope="col">Copies</th>
                <th scope="col">Price</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr key={line.id}>
                  <th scope="row">
                    <a href={`/books/${line.id}`}>{line.title}</a>
                  </th>
                  <td className={css.copies}>
                    <button type="button" aria-label={`One copy less of ${line.title}`} onClick={() => addToCart(line, -1)}>
                      −
                    </button>
                    {line.quantity}
                    <button type="button" aria-label={`One copy more of ${line.title}`} onClick={() => addToCart(line, 1)}>
                      +
                    </button>
                  </td>
                  <td>{price(line.cents * line.quantity)}</td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row" colSpan={2}>
                  Postage {post === 0 && "(free from €40)"}
                </th>
                <td>{price(post)}</td>
              </tr>
              <tr>
                <th scope="row" colSpan={2}>
                  Together
                </th>
                <td data-testid="total">{price(sum + post)}</td>
              </tr>
            </tfoot>
          </table>
          <button type="button" className="button" data-kind="quiet" onClick={emptyCart}>
            Empty the cart
          </button>
        </>
      )}
    </>
  );
}
