import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { problemOf } from "../../../shared/client.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Loading } from "../../parts/loading.tsx";
import { Progress } from "./progress.tsx";
import { RolloutActs } from "./rollout-acts.tsx";
import { RolloutFacts } from "./rollout-facts.tsx";
import { rowsOf } from "./rollout-rows.ts";
import { rolloutQuery, useFleet } from "./update-queries.ts";
import type { Rollout } from "./update-types.ts";
import styles from "./updates.module.css";
import { useUpdatesWords } from "./words.ts";

/** The open rollout: how far it is, and what can be done with it. */
export function CurrentRollout({ rollout: { rolloutId } }: { readonly rollout: Rollout }) {
  const words = useUpdatesWords();
  const fleet = useFleet();
  const { data, error, isPending, refetch } = useQuery(rolloutQuery(rolloutId));
  if (isPending) return <Loading />;
  if (data === undefined) return <ErrorNotice problem={problemOf(error)} again={() => void refetch()} />;
  return (
    <div className={styles.card}>
      <RolloutFacts rollout={data} />
      <Progress rows={rowsOf(data, fleet.data ?? [])} />
      <RolloutActs rollout={data} />
      <Link to={`rollouts/${rolloutId}`}>{words.details}</Link>
    </div>
  );
}
