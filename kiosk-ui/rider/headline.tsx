import type { Message } from "./message.ts";
import styles from "./rider.module.css";

/** The one sentence of a screen, read aloud when it changes. */
export function Headline({ title, text }: Message) {
  return (
    <div class={styles.headline} role="status" aria-live="polite">
      <h1>{title}</h1>
      {text !== "" && <p>{text}</p>}
    </div>
  );
}
