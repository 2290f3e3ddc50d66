import { Form, Input } from "antd";
import { useNavigate } from "react-router";
import { call, Problem } from "../../../shared/client.ts";
import { ActButton } from "../../parts/act-button.tsx";
import { beijingDayOf } from "../../parts/beijing-day.ts";
import { useNow } from "../../parts/time.tsx";
import { changed } from "../../queries.ts";
import { draftIdOf, firstPlan } from "./plan-edit.ts";
import type { Plan } from "./price-types.ts";
import styles from "./prices.module.css";
import { useDrafts } from "./use-prices.ts";
import { usePriceWords } from "./words.ts";

interface DraftValues {
  readonly id: string;
}

/** Makes a draft of these plans, and opens it. @param newest number of the newest price list */
export function NewDraft(props: {
  readonly label: string;
  readonly plans: readonly Plan[] | undefined;
  readonly newest: number;
  readonly isPrimary?: boolean;
}) {
  const words = usePriceWords();
  const navigate = useNavigate();
  const id = useFreeId();
  const { label, plans = [firstPlan], newest, isPrimary = false } = props;
  return (
    <ActButton<DraftValues>
      label={label}
      title={label}
      isPrimary={isPrimary}
      initialValues={{ id }}
      problemTexts={words.problems}
      act={async (reason, values) => {
        const body = { plans: [...plans], basedOn: newest, revision: 0, reason };
        await call("put", "/api/operator/prices/drafts/{id}", { path: { id: values.id }, body });
        await changed("prices");
        void navigate(`/prices/drafts/${values.id}`);
      }}
    >
      <DraftIdField />
      <p className={styles.note}>{words.purposeHint}</p>
    </ActButton>
  );
}

/** Makes a draft of a file, and opens it. */
export function ImportDraft() {
  const words = usePriceWords();
  const navigate = useNavigate();
  const id = useFreeId();
  return (
    <ActButton<DraftValues & { readonly file?: File }>
      label={words.import}
      title={words.importTitle}
      initialValues={{ id }}
      problemTexts={words.problems}
      act={async (reason, values) => {
        const plans = plansIn((await values.file?.text()) ?? "");
        await call("post", "/api/operator/prices/import", { body: { id: values.id, plans, reason } });
        await changed("prices");
        void navigate(`/prices/drafts/${values.id}`);
      }}
    >
      <p>{words.importHint}</p>
      <Form.Item
        name="file"
        label={words.file}
        valuePropName="chosen"
        getValueFromEvent={(event: { target: HTMLInputElement }) => event.target.files?.[0]}
        rules={[{ required: true, message: words.fileMissing }]}
      >
        <FileInput />
      </Form.Item>
      <DraftIdField />
    </ActButton>
  );
}

function FileInput(props: { readonly id?: string; readonly onChange?: (event: unknown) => void }) {
  return (
    <input
      type="file"
      id={props.id}
      accept=".json,application/json"
      className={styles.file}
      onChange={props.onChange}
    />
  );
}

function DraftIdField() {
  const words = usePriceWords();
  return (
    <Form.Item
      name="id"
      label={words.draftId}
      extra={words.draftIdHint}
      rules={[{ required: true, pattern: /^[a-z0-9][a-z0-9-]{0,31}$/, message: words.draftIdWrong }]}
    >
      <Input maxLength={32} autoComplete="off" />
    </Form.Item>
  );
}

/** An id that no draft has. */
function useFreeId(): string {
  const { data = [] } = useDrafts();
  return draftIdOf(
    beijingDayOf(useNow()),
    data.map((draft) => draft.id),
  );
}

/** @throws Problem tariff/invalid where the text is no list in JSON; the hub looks at what is in it */
function plansIn(text: string): unknown[] {
  try {
    const plans: unknown = JSON.parse(text);
    if (Array.isArray(plans)) return plans as unknown[];
  } catch {}
  throw new Problem("tariff/invalid");
}
