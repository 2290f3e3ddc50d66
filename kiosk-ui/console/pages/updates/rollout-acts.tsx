import { call } from "../../../shared/client.ts";
import { ActButton } from "../../parts/act-button.tsx";
import { Guarded } from "../../parts/guarded.tsx";
import { changed } from "../../queries.ts";
import { StageFields, stageBody } from "./stage-fields.tsx";
import { useMayNot } from "./update-queries.ts";
import type { Rollout, Stage } from "./update-types.ts";
import styles from "./updates.module.css";
import { useUpdatesWords } from "./words.ts";

/** What can be done with a rollout: widen, pause or resume, end. There is nothing to do once it has ended. */
export function RolloutActs({ rollout }: { readonly rollout: Rollout }) {
  const words = useUpdatesWords();
  const mayNot = useMayNot();
  const { rolloutId, state } = rollout;
  if (state === "ended") return null;
  const act = async (body: { act: "pause" | "resume" | "end"; reason: string }) => {
    await call("post", "/api/operator/rollouts/{rolloutId}/acts", { path: { rolloutId }, body });
    await changed("updates");
  };
  const { pause, resume, end } = words;
  return (
    <div className={styles.acts}>
      <Guarded label={[words.widen, state === "running" ? pause : resume, end]} whyNot={mayNot}>
        <Widen rollout={rollout} />
        {state === "running" ? (
          <ActButton
            label={pause}
            title={pause}
            problemTexts={words.problems}
            act={(reason) => act({ act: "pause", reason })}
          >
            <p>{words.pauseText}</p>
          </ActButton>
        ) : (
          <ActButton
            label={resume}
            title={resume}
            problemTexts={words.problems}
            act={(reason) => act({ act: "resume", reason })}
          >
            <p>{state === "halted" ? words.resumeHalted : words.resumeText}</p>
          </ActButton>
        )}
        <ActButton
          isDanger
          label={end}
          title={end}
          problemTexts={words.problems}
          act={(reason) => act({ act: "end", reason })}
        >
          <p>{words.endText}</p>
        </ActButton>
      </Guarded>
    </div>
  );
}

function Widen({ rollout: { rolloutId, version, percent, sites } }: { readonly rollout: Rollout }) {
  const words = useUpdatesWords();
  const isEverywhere = percent === 100 && sites === undefined;
  return (
    <Guarded label={words.widen} whyNot={isEverywhere ? words.isEverywhere : undefined}>
      <ActButton<Stage>
        label={words.widen}
        title={words.widen}
        isPrimary
        initialValues={{ percent, sites }}
        problemTexts={words.problems}
        act={async (reason, stage) => {
          const body = { act: "widen" as const, ...stageBody(stage), reason };
          await call("post", "/api/operator/rollouts/{rolloutId}/acts", { path: { rolloutId }, body });
          await changed("updates");
        }}
      >
        <p className={styles.note}>{words.widenText}</p>
        <StageFields version={version} least={percent} hasSites={sites !== undefined} />
      </ActButton>
    </Guarded>
  );
}
