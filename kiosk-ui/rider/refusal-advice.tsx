import styles from "./rider.module.css";
import { useSpeech } from "./speech.ts";

/** What a rider can do whom the wallet gave no credit (product document FAQ 7: the usual reasons). */
export function RefusalAdvice({ depositAllowed }: { depositAllowed: boolean }) {
  const { words } = useSpeech();
  const advice = depositAllowed ? [words.payDeposit, ...words.refusalAdvice] : words.refusalAdvice;
  return (
    <section class={styles.card}>
      <h2>{words.whatHelps}</h2>
      <ul class={styles.steps}>
        {advice.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    </section>
  );
}
