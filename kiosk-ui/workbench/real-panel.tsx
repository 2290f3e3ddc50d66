import type { RealView } from "../../simulators/workbench/views.ts";
import { Notice } from "../shared/notice.tsx";
import { timeOf } from "./clock-text.ts";
import { newestFirst } from "./newest-first.ts";
import { useSpeech } from "./speech.ts";
import styles from "./workbench.module.css";

/** A real board: its line, and what it has said. */
export function RealPanel({ real, act }: { real: RealView; act: (action: object) => void }) {
  const { words } = useSpeech();
  const { isOpen, why, heardAt, readAt, events } = real;
  return (
    <section class={styles.panel} aria-label={words.real}>
      <h2 class={styles.heading}>{words.real}</h2>
      <p class={styles.quiet}>{words.realHelp}</p>
      {isOpen ? (
        <p>
          {words.lineOpen} · {heardAt === null ? words.neverHeard : words.heardAt(timeOf(heardAt))}
        </p>
      ) : (
        <Notice tone="warn" role="status">
          {words.lineClosed(why === null ? "…" : why)}
        </Notice>
      )}
      <div class={styles.row}>
        <button type="button" class={styles.act} disabled={!isOpen} onClick={() => act({ do: "look" })}>
          {words.look}
        </button>
        {readAt !== null && <span class={styles.quiet}>{words.readAt(timeOf(readAt))}</span>}
      </div>
      <h3 class={styles.heading}>{words.reports}</h3>
      {events.length === 0 && <p class={styles.quiet}>{words.nothing}</p>}
      <ul class={styles.frames}>
        {newestFirst(events).map(({ at, what, slot }, index) => (
          <li key={events.length - index} class={styles.frame}>
            <time class={styles.quiet}>{timeOf(at)}</time> {slot !== undefined && words.slot(slot)} {what}
          </li>
        ))}
      </ul>
    </section>
  );
}
