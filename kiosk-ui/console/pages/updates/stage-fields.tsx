import { useQuery } from "@tanstack/react-query";
import { Form, InputNumber, Select } from "antd";
import { problemOf } from "../../../shared/client.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Loading } from "../../parts/loading.tsx";
import { useSettled } from "../../parts/use-settled.ts";
import { previewQuery, sitesQuery } from "./update-queries.ts";
import type { Prospect, Stage } from "./update-types.ts";
import styles from "./updates.module.css";
import { useUpdatesWords } from "./words.ts";

/**
 * Within a form: to which cabinets a release is offered, and how many these are.
 * @param props.least percent @param props.hasSites whether it can be for some sites only
 */
export function StageFields(props: {
  readonly version: string | undefined;
  readonly least: number;
  readonly hasSites: boolean;
}) {
  const words = useUpdatesWords();
  const { data: sites = [] } = useQuery(sitesQuery);
  return (
    <>
      <Form.Item
        name="percent"
        label={words.percent}
        extra={words.percentHint}
        rules={[{ required: true, message: words.percentMissing }]}
      >
        <InputNumber min={props.least} max={100} precision={0} suffix="%" />
      </Form.Item>
      {props.hasSites && (
        <Form.Item name="sites" label={words.sites} extra={words.sitesHint}>
          <Select
            mode="multiple"
            optionFilterProp="label"
            options={sites.map(({ siteId, name }) => ({ value: siteId, label: name }))}
          />
        </Form.Item>
      )}
      <Preview version={props.version} />
    </>
  );
}

function Preview({ version }: { readonly version: string | undefined }) {
  const words = useUpdatesWords();
  const form = Form.useFormInstance<{ percent?: number | null; sites?: string[] }>();
  const percent = Form.useWatch("percent", form);
  const sites = Form.useWatch("sites", form);
  const asked = useSettled(JSON.stringify({ percent, sites }));
  return (
    <section className={styles.preview} aria-label={words.preview} aria-live="polite">
      <h3>{words.preview}</h3>
      {version === undefined || typeof percent !== "number" ? (
        <p>{words.previewWaits}</p>
      ) : (
        <Counts version={version} stage={stageIn(asked, percent)} />
      )}
    </section>
  );
}

/** What was typed a moment ago. */
function stageIn(text: string, percent: number): Stage {
  const { sites = [], ...asked } = JSON.parse(text) as Partial<Stage>;
  return { percent: asked.percent ?? percent, ...(sites.length > 0 && { sites }) };
}

function Counts({ version, stage }: { readonly version: string; readonly stage: Stage }) {
  const words = useUpdatesWords();
  const { data, error, refetch } = useQuery(previewQuery(version, stage));
  if (error) return <ErrorNotice problem={problemOf(error)} texts={words.problems} again={() => void refetch()} />;
  if (data === undefined) return <Loading />;
  const { cabinets, of, prospects } = data;
  if (cabinets === 0) return <p>{words.previewNone(of)}</p>;
  const shown = (Object.keys(words.prospects) as Prospect[]).filter((prospect) => prospects[prospect] > 0);
  return (
    <>
      <p>
        <strong>{words.previewCount(cabinets, of)}</strong>
      </p>
      <dl className={styles.prospects}>
        {shown.map((prospect) => (
          <div key={prospect}>
            <dt>{words.prospects[prospect]}</dt>
            <dd>{prospects[prospect]}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** A stage as the hub takes it: no sites are all sites. */
export function stageBody({ percent, sites = [] }: Stage): Stage {
  return { percent, ...(sites.length > 0 && { sites }) };
}
