import { Suspense, use } from "react";

export function loader() {
  return { late: new Promise((resolve) => setTimeout(() => resolve("the slow part"), 50)) };
}

function Late({ late }: any) {
  return <p>{use(late) as string}</p>;
}

export default function Stream({ late }: any) {
  return (
    <main>
      <h1>the shell</h1>
      <Suspense fallback={<p>waiting</p>}>
        <Late late={late} />
      </Suspense>
    </main>
  );
}
