import type { LoaderArgs, PageProps } from "ssr";
import { Notice } from "@/components/Notice";

export async function loader({ request }: LoaderArgs) {
  return { title: new URL(request.url).searchParams.get("title") ?? "it" };
}

export default function Thanks({ title }: PageProps<typeof loader>) {
  return (
    <>
      <title>Thank you · Lantern Books</title>
      <h1>Thank you</h1>
      <Notice kind="good" title="Noted.">
        <p>
          We will read <cite>{title}</cite> and let you know.
        </p>
      </Notice>
      <p>
        <a href="/suggest">Suggest another one</a>, or go back to <a href="/books">the shelves</a>.
      </p>
    </>
  );
}
