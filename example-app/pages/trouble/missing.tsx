import { notFound } from "ssr";

export async function loader(): Promise<object> {
  notFound();
}

export default function MissingTrouble() {
  return <h1>You will not see this</h1>;
}
