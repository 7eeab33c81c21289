import Markdown from "react-markdown";
import remarkGfm from "remark-gfm";
import css from "./Prose.module.css";

/** Text written in Markdown, with GitHub's tables, task lists and footnotes. */
export function Prose({ markdown }: { markdown: string }) {
  return (
    <div className={css.prose}>
      <Markdown remarkPlugins={[remarkGfm]}>{markdown}</Markdown>
    </div>
  );
}
