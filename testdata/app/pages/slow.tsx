export async function loader({ request }: any) {
  const ms = Number(new URL(request.url).searchParams.get("ms"));
  await new Promise((resolve) => setTimeout(resolve, ms));
  return { ms };
}

export default function Slow({ ms }: { ms: number }) {
  return <h1>{`after ${ms} ms`}</h1>;
}
