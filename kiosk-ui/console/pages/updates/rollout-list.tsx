import { Link } from "react-router";
import { LongTable } from "../../parts/long-table.tsx";
import type { Column } from "../../parts/paged-table.tsx";
import { Time } from "../../parts/time.tsx";
import { useStageText } from "./rollout-facts.tsx";
import type { Rollout } from "./update-types.ts";
import styles from "./updates.module.css";
import { useUpdatesWords } from "./words.ts";

/** Rollouts that have ended, the last one first. */
export function RolloutList({ rollouts }: { readonly rollouts: readonly Rollout[] }) {
  const words = useUpdatesWords();
  const titles = words.columns;
  const stageText = useStageText();
  const columns: Column<Rollout>[] = [
    {
      key: "version",
      title: titles.version,
      render: ({ rolloutId, version }) => <Link to={`rollouts/${rolloutId}`}>{words.rollout(version)}</Link>,
    },
    { key: "stage", title: titles.stage, render: stageText },
    { key: "startedAt", title: titles.startedAt, render: ({ createdAt }) => <Time at={createdAt} /> },
  ];
  return (
    <section className={styles.section} aria-labelledby="history">
      <h2 id="history">{words.history}</h2>
      <LongTable
        label={words.history}
        columns={columns}
        rowKey={({ rolloutId }) => rolloutId}
        rows={rollouts.toSorted((one, other) => other.createdAt - one.createdAt)}
        empty={words.noHistory}
      />
    </section>
  );
}
