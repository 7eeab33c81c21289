import { useSyncExternalStore } from "react";

const never = () => () => {};

/**
 * The path of the page in the browser, to mark the current link. It is "" on
 * the server and for the first render: layouts outlive pages and are not told.
 */
export function usePath(): string {
  return useSyncExternalStore(
    never,
    () => window.location.pathname,
    () => "",
  );
}
