import { type ReactNode, useEffect } from "react";
import { useShellWords } from "../words.ts";
import styles from "./page-title.module.css";

/** The heading of a page, which also names the browser's tab. @param children what stands at its right: buttons */
export function PageTitle({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  const { brand } = useShellWords();
  useEffect(() => {
    document.title = `${title} · ${brand}`;
  }, [title, brand]);
  return (
    <div className={styles.line}>
      <h1>{title}</h1>
      {children && <div className={styles.side}>{children}</div>}
    </div>
  );
}
