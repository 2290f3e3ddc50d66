import { Form, Select } from "antd";
import { call } from "../../../shared/client.ts";
import { ActButton } from "../../parts/act-button.tsx";
import { Guarded } from "../../parts/guarded.tsx";
import { changed } from "../../queries.ts";
import { newerFirst } from "./bridge-versions.ts";
import { StageFields, stageBody } from "./stage-fields.tsx";
import type { Release, Stage } from "./update-types.ts";
import styles from "./updates.module.css";
import { useUpdatesWords } from "./words.ts";

interface StartValues extends Stage {
  readonly version: string;
}

/** A rollout begins with this share: one per cent, at least one cabinet of a hundred. */
const firstPercent = 1;

/** Offers a release to a share of the cabinets. @param props.isOpen another rollout is */
export function StartRollout(props: { readonly releases: readonly Release[]; readonly isOpen: boolean }) {
  const words = useUpdatesWords();
  const versions = props.releases
    .filter(({ complete }) => complete)
    .map(({ version }) => version)
    .toSorted(newerFirst);
  const [newest] = versions;
  const whyNot = props.isOpen ? words.isOpen : newest === undefined ? words.noComplete : undefined;
  return (
    <Guarded label={words.start} whyNot={whyNot}>
      <ActButton<StartValues>
        label={words.start}
        title={words.start}
        isPrimary
        initialValues={{ version: newest ?? "", percent: firstPercent }}
        problemTexts={words.problems}
        act={async (reason, { version, ...stage }) => {
          await call("post", "/api/operator/rollouts", { body: { version, ...stageBody(stage), reason } });
          await changed("updates");
        }}
      >
        <p className={styles.note}>{words.startText}</p>
        <Form.Item name="version" label={words.version}>
          <Select options={versions.map((value) => ({ value, label: value }))} />
        </Form.Item>
        <Form.Item noStyle dependencies={["version"]}>
          {({ getFieldValue }) => <StageFields version={getFieldValue("version") as string} least={1} hasSites />}
        </Form.Item>
      </ActButton>
    </Guarded>
  );
}
