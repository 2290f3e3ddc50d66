import { beijingTime } from "../shared/beijing-time.ts";
import type { OrderView } from "../shared/rider-types.ts";
import rider from "./rider.module.css";
import { useSpeech } from "./speech.ts";
import styles from "./statements.module.css";

/** What the rider has said of the order, the oldest first, and what came of it. */
export function Statements({ view }: { view: OrderView }) {
  const { words, locale } = useSpeech();
  if (view.statements.length === 0) return null;
  return (
    <section class={rider.card}>
      <h2>{words.saidTitle}</h2>
      <ul class={styles.list} aria-live="polite">
        {view.statements.map(({ what, at, text, outcome, decidedAt, answer }) => (
          <li key={`${what}/${at}`}>
            <strong>{words.statements[what]}</strong>
            <p class={rider.small}>{beijingTime(at, locale)}</p>
            {text !== undefined && <p>{text}</p>}
            <p>
              {words.outcomes[outcome]}
              {decidedAt !== undefined && ` · ${beijingTime(decidedAt, locale)}`}
            </p>
            {answer !== undefined && <p>{answer}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
