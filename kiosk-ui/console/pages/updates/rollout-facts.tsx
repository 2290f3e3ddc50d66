import { useQuery } from "@tanstack/react-query";
import { Alert } from "antd";
import { Facts } from "../../parts/facts.tsx";
import { Time } from "../../parts/time.tsx";
import { type Tone, ToneTag } from "../../parts/tone-tag.tsx";
import { sitesQuery } from "./update-queries.ts";
import type { Rollout, RolloutState } from "./update-types.ts";
import styles from "./updates.module.css";
import { useUpdatesWords } from "./words.ts";

const tones: Readonly<Record<RolloutState, Tone>> = { running: "calm", paused: "warn", halted: "bad", ended: "off" };

/** What a rollout is, and since when. */
export function RolloutFacts({ rollout }: { readonly rollout: Rollout }) {
  const { columns, haltedBy } = useUpdatesWords();
  const stageText = useStageText();
  const why = rollout.haltedBy;
  return (
    <>
      {why && <Alert type="error" showIcon title={haltedBy[why]} className={styles.note} />}
      <Facts
        facts={[
          [columns.version, rollout.version],
          [columns.state, <RolloutStateTag state={rollout.state} />],
          [columns.stage, stageText(rollout)],
          [columns.startedAt, <Time at={rollout.createdAt} />],
        ]}
      />
    </>
  );
}

export function RolloutStateTag({ state }: { readonly state: RolloutState }) {
  const { rolloutStates } = useUpdatesWords();
  return <ToneTag tone={tones[state]}>{rolloutStates[state]}</ToneTag>;
}

/** To which cabinets a rollout is offered, in words. */
export function useStageText(): (rollout: Pick<Rollout, "percent" | "sites">) => string {
  const words = useUpdatesWords();
  const { data = [] } = useQuery(sitesQuery);
  return ({ percent, sites }) => {
    const names = sites?.map((id) => data.find(({ siteId }) => siteId === id)?.name ?? id);
    return words.stage(percent, names?.join(words.comma) ?? words.allSites);
  };
}
