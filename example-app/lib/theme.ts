import { useSyncExternalStore } from "react";

export type Theme = "light" | "dark";

const listeners = new Set<() => void>();

/**
 * Runs in the document's head before anything is painted, so that a visitor
 * who likes it dark is not shown a white page first. It is text, because it
 * must not wait for a bundle.
 */
export const themeScript = `try{var t=localStorage.getItem("lantern.theme")||(matchMedia("(prefers-color-scheme: dark)").matches?"dark":"light");document.documentElement.dataset.theme=t}catch(e){}`;

/** The theme in use; undefined on the server, which cannot know. */
export function useTheme(): Theme | undefined {
  return useSyncExternalStore<Theme | undefined>(subscribe, read, () => undefined);
}

export function setTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  try {
    window.localStorage.setItem("lantern.theme", theme);
  } catch {
    // Storage may be forbidden; the theme then lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function read(): Theme {
  return document.documentElement.dataset.theme === "dark" ? "dark" : "light";
}
