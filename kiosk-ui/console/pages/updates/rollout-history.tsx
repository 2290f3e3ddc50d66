import { Time } from "../../parts/time.tsx";
import { useStageText } from "./rollout-facts.tsx";
import type { RolloutView } from "./update-types.ts";
import styles from "./updates.module.css";
import { useUpdatesWords } from "./words.ts";

/** What operators did with a rollout, and why; the newest first. */
export function RolloutHistory({ acts }: { readonly acts: RolloutView["acts"] }) {
  const words = useUpdatesWords();
  const stageText = useStageText();
  return (
    <section className={styles.section} aria-labelledby="acts">
      <h2 id="acts">{words.acts}</h2>
      <ol className={styles.log}>
        {acts.map(({ at, actor, reason, what, percent, sites }) => (
          <li key={`${at} ${what}`}>
            <p>
              <strong>{words.actNames[what]}</strong>
              {percent !== undefined && ` ${stageText({ percent, ...(sites && { sites }) })}`}
            </p>
            <p>{words.because(actor.replace(/^operator\//, ""), reason)}</p>
            <Time at={at} />
          </li>
        ))}
      </ol>
    </section>
  );
}
