import { version } from "react";
import type { LoaderArgs, PageProps } from "ssr";

export async function loader({ request }: LoaderArgs) {
  return { renderedAt: new Date(), host: new URL(request.url).host };
}

export default function Site({ renderedAt, host }: PageProps<typeof loader>) {
  return (
    <>
      <title>This site · Lantern Books</title>
      <h1>How this site is made</h1>
      <p>
        It is an app of React {version}, rendered on the server by one Go process and taken over by your browser. Pages work
        without JavaScript, but for the cart and the theme.
      </p>
      <p>
        Rendered for {host} at <time dateTime={renderedAt.toISOString()}>{renderedAt.toISOString().slice(11, 19)}</time> (UTC);
        the time arrived in your browser as a real <code>{renderedAt.constructor.name}</code>.
      </p>
    </>
  );
}
