import { type Tone, ToneTag } from "../../parts/tone-tag.tsx";
import { countsOf, type RolloutRow } from "./rollout-rows.ts";
import type { UpdateState } from "./update-types.ts";
import styles from "./updates.module.css";
import { useUpdatesWords } from "./words.ts";

const tones: Readonly<Record<UpdateState, Tone>> = {
  waiting: "off",
  announced: "calm",
  downloading: "calm",
  ready: "calm",
  installed: "warn",
  healthy: "good",
  "rolled-back": "bad",
  failed: "bad",
};

/** How many cabinets of a rollout are in each state. */
export function Progress({ rows }: { readonly rows: readonly RolloutRow[] }) {
  const words = useUpdatesWords();
  const done = rows.filter(({ state }) => state === "healthy").length;
  return (
    <div className={styles.progress} role="status">
      <strong>{words.progress(done, rows.length)}</strong>
      {countsOf(rows).map(({ state, count }) => (
        <span key={state}>
          <UpdateStateTag state={state} /> {count}
        </span>
      ))}
    </div>
  );
}

export function UpdateStateTag({ state }: { readonly state: UpdateState }) {
  const { states } = useUpdatesWords();
  return <ToneTag tone={tones[state]}>{states[state]}</ToneTag>;
}
