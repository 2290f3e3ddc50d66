import type { ReactNode } from "react";
import styles from "./tone-tag.module.css";

export type Tone = "good" | "warn" | "bad" | "off" | "calm";

/** A short word about a state. Its colour repeats what the word says. */
export function ToneTag({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return <span className={`${styles.tag} ${styles[tone]}`}>{children}</span>;
}
