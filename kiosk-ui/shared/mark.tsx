import { classes } from "./class-names.ts";
import styles from "./mark.module.css";

/** How something ended, as a large sign. The words beside it say the same. */
export function Mark({ tone }: { tone: "good" | "warn" | "off" }) {
  return (
    <svg class={classes(styles.mark, styles[tone])} viewBox="0 0 84 84" aria-hidden="true">
      <circle cx="42" cy="42" r="42" fill="currentColor" opacity={tone === "good" ? 1 : 0.16} />
      {tone === "good" && (
        <path
          d="M25 43.5 37 56l22-26"
          fill="none"
          stroke="var(--paper)"
          stroke-width="7"
          stroke-linecap="round"
          stroke-linejoin="round"
        />
      )}
      {tone === "warn" && (
        <path d="M42 23v23m0 14v1" fill="none" stroke="currentColor" stroke-width="7" stroke-linecap="round" />
      )}
      {tone === "off" && (
        <path d="M27 42h30" fill="none" stroke="currentColor" stroke-width="7" stroke-linecap="round" />
      )}
    </svg>
  );
}
