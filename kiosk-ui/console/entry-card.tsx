import type { ReactNode } from "react";
import { LanguageSwitch } from "./parts/language-switch.tsx";
import styles from "./sign-in-page.module.css";
import { useShellWords } from "./words.ts";

/** What stands before the console: one card with a title and a form. */
export function EntryCard({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const { brand } = useShellWords();
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <div className={styles.head}>
          <span className={styles.brand}>{brand}</span>
          <LanguageSwitch />
        </div>
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  );
}
