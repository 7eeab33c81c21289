// name comes from Go, and so does price, which this loader rounds: its result wins.
export function loader({ context }: any) {
  return { price: Math.round(context.data.price) };
}

export default function Product({ params, name, price }: any) {
  return <h1>{`${params.id}: ${name}, ${price}`}</h1>;
}
