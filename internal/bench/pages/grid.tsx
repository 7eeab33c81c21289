// A grid of 107 products with hooks and contexts: about 1,100 elements.

import { createContext, memo, useCallback, useContext, useEffect, useId, useMemo, useState, type ReactNode } from "react";

type Product = { id: number; name: string; price: number; rating: number; tags: string[]; stock: number };

const Currency = createContext("EUR");
const Cart = createContext<{ add(id: number): void; count: number }>({ add() {}, count: 0 });

const products: Product[] = Array.from({ length: 107 }, (_, i) => ({
  id: i + 1,
  name: `Lamp “${String.fromCharCode(65 + (i % 26))}${i}”`,
  price: 1999 + ((i * 373) % 9000),
  rating: 1 + ((i * 7) % 5),
  tags: ["new", "wood & steel", "sale"].slice(0, 1 + (i % 3)),
  stock: (i * 5) % 12,
}));

function Price({ cents }: { cents: number }) {
  const currency = useContext(Currency);
  const text = useMemo(() => `${(cents / 100).toFixed(2)} ${currency}`, [cents, currency]);
  return <strong className="price">{text}</strong>;
}

function Rating({ stars }: { stars: number }) {
  return (
    <span className="rating" role="img" aria-label={`${stars} of 5`}>
      {"★".repeat(stars)}
      {"☆".repeat(5 - stars)}
    </span>
  );
}

function Quantity({ stock }: { stock: number }) {
  const id = useId();
  const [quantity, setQuantity] = useState(1);
  const change = useCallback((e: { target: { value: string } }) => setQuantity(Number(e.target.value)), []);
  return (
    <>
      <label htmlFor={id}>Quantity</label>
      <input id={id} type="number" min={1} max={stock} value={quantity} onChange={change} disabled={stock === 0} />
    </>
  );
}

const Card = memo(function Card({ product, children }: { product: Product; children?: ReactNode }) {
  const cart = useContext(Cart);
  const [open] = useState(false);
  useEffect(() => {
    document.title = product.name;
  }, [product.name]);
  return (
    <article className={`card${product.stock === 0 ? " sold-out" : ""}`} style={{ order: product.id, opacity: product.stock === 0 ? 0.5 : 1 }}>
      <h2>{product.name}</h2>
      <Price cents={product.price} />
      <Rating stars={product.rating} />
      <ul>
        {product.tags.map((tag) => (
          <li key={tag}>{tag}</li>
        ))}
      </ul>
      <Quantity stock={product.stock} />
      <button type="button" aria-expanded={open} onClick={() => cart.add(product.id)}>
        Add to cart
      </button>
      {children}
    </article>
  );
});

export default function Grid() {
  const [items, setItems] = useState<number[]>([]);
  const cart = useMemo(() => ({ add: (id: number) => setItems((all) => [...all, id]), count: items.length }), [items]);
  const sorted = useMemo(() => [...products].sort((a, b) => a.price - b.price), []);
  return (
    <Currency.Provider value="EUR">
      <Cart.Provider value={cart}>
        <main>
          <header>
            <h1>Lamps</h1>
            <p>
              {sorted.length} products, {cart.count} in your cart
            </p>
          </header>
          <section className="grid">
            {sorted.map((product) => (
              <Card key={product.id} product={product}>
                {product.stock < 3 && <p className="hint">Only {product.stock} left</p>}
              </Card>
            ))}
          </section>
        </main>
      </Cart.Provider>
    </Currency.Provider>
  );
}
