import type { ReactNode } from "react";
import css from "./Notice.module.css";

interface Props {
  kind: "good" | "bad" | "plain";
  title: string;
  children?: ReactNode;
}

export function Notice({ kind, title, children }: Props) {
  return (
    <div className={css.notice} data-kind={kind} role={kind === "bad" ? "alert" : "status"}>
      <strong>{title}</strong>
      {children}
    </div>
  );
}
