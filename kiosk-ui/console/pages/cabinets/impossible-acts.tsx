import type { CabinetAct } from "./cabinet-types.ts";
import styles from "./cabinets.module.css";
import { useCabinetsWords } from "./words.ts";

/** What can't be done now, each with what stands in its way, as the hub says it. */
export function ImpossibleActs({ acts }: { readonly acts: readonly CabinetAct[] }) {
  const { acts: words } = useCabinetsWords();
  if (acts.length === 0) return null;
  return (
    <details className={styles.others}>
      <summary>{words.notPossible(acts.length)}</summary>
      <dl>
        {acts.map(({ act, obstacle }) => (
          <div key={act}>
            <dt>{words.names[act] ?? act}</dt>
            <dd>{obstacle?.text ?? words.noPermission}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
