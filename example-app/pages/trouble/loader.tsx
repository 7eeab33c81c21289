export async function loader(): Promise<object> {
  await Promise.resolve();
  throw new Error("the warehouse does not answer");
}

export default function LoaderTrouble() {
  return <h1>You will not see this</h1>;
}
