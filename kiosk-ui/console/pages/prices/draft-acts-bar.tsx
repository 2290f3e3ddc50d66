import { Button, Form, Radio } from "antd";
import { useNavigate } from "react-router";
import { call } from "../../../shared/client.ts";
import { ActButton } from "../../parts/act-button.tsx";
import { ToneTag } from "../../parts/tone-tag.tsx";
import { changed } from "../../queries.ts";
import { BeijingTimeInput } from "./beijing-time-input.tsx";
import { obstaclesOf } from "./draft-acts.ts";
import { Differences } from "./findings.tsx";
import { Guarded } from "./guarded.tsx";
import { momentOf } from "./plan-edit.ts";
import type { Draft, Plan, PriceCheck, Prices } from "./price-types.ts";
import styles from "./prices.module.css";
import { useEditor } from "./use-prices.ts";
import { usePriceWords } from "./words.ts";

interface ActsProps {
  readonly draft: Draft;
  /** As they are in the form. */
  readonly plans: readonly Plan[];
  readonly prices: Prices;
  readonly check: PriceCheck;
  readonly isChanged: boolean;
  readonly isReadable: boolean;
}

/** Save, publish, export and discard. */
export function DraftActs(props: ActsProps) {
  const words = usePriceWords();
  const { draft, plans, prices, check, isChanged, isReadable } = props;
  const obstacles = obstaclesOf({ ...useEditor(), draft, newest: prices.newest, check, isChanged });
  const label = prices.needsAnother ? words.propose : words.publish;
  const isOutdated = draft.basedOn !== prices.newest;
  return (
    <div className={styles.acts}>
      {isChanged && <ToneTag tone="warn">{words.unsaved}</ToneTag>}
      {(isChanged || isOutdated) && isReadable && (
        <Guarded label={words.save} obstacle={obstacles.save}>
          <SaveButton {...props} />
        </Guarded>
      )}
      <Guarded label={label} obstacle={obstacles.publish}>
        <PublishButton draft={draft} check={check} label={label} needsAnother={prices.needsAnother} />
      </Guarded>
      <Button onClick={() => download(`${draft.id}.json`, plans)}>{words.export}</Button>
      <DiscardButton id={draft.id} />
    </div>
  );
}

function SaveButton({ draft, plans, prices }: ActsProps) {
  const words = usePriceWords();
  return (
    <ActButton<{ readonly reason?: string }>
      label={words.save}
      title={words.saveTitle}
      isPrimary
      initialValues={{ reason: draft.purpose }}
      problemTexts={words.problems}
      act={async (reason) => {
        const { id, revision } = draft;
        const body = { plans: [...plans], basedOn: prices.newest, revision, reason };
        await call("put", "/api/operator/prices/drafts/{id}", { path: { id }, body });
        await changed("prices");
      }}
    >
      <p className={styles.note}>{words.purposeHint}</p>
    </ActButton>
  );
}

interface PublishValues {
  readonly when: "now" | "later";
  readonly at?: string;
}

function PublishButton(props: {
  readonly draft: Draft;
  readonly check: PriceCheck;
  readonly label: string;
  readonly needsAnother: boolean;
}) {
  const words = usePriceWords();
  const navigate = useNavigate();
  const { draft, check, label, needsAnother } = props;
  return (
    <ActButton<PublishValues>
      label={label}
      title={needsAnother ? words.proposeTitle : words.publishTitle}
      isPrimary
      initialValues={{ when: "now" }}
      problemTexts={words.problems}
      act={async (reason, { when, at }) => {
        const { id, revision } = draft;
        const effectiveAt = when === "later" && at !== undefined ? { effectiveAt: momentOf(at) } : {};
        const body = { revision, reason, ...effectiveAt };
        const { published } = await call("post", "/api/operator/prices/drafts/{id}/publish", { path: { id }, body });
        // The draft is gone then.
        if (published) void navigate(`/prices/lists/${published.number}`);
        await changed("prices");
      }}
    >
      {needsAnother && <p>{words.proposeText}</p>}
      <Differences differences={check.differences} />
      <Form.Item name="when" label={words.when}>
        <Radio.Group
          options={[
            { value: "now", label: words.now },
            { value: "later", label: words.later },
          ]}
        />
      </Form.Item>
      <Form.Item noStyle dependencies={["when"]}>
        {({ getFieldValue }) =>
          getFieldValue("when") === "later" && (
            <Form.Item
              name="at"
              label={words.effectiveAt}
              rules={[{ required: true, message: words.effectiveAtMissing }]}
            >
              <BeijingTimeInput />
            </Form.Item>
          )
        }
      </Form.Item>
    </ActButton>
  );
}

function DiscardButton({ id }: { readonly id: string }) {
  const words = usePriceWords();
  const navigate = useNavigate();
  return (
    <ActButton
      label={words.discard}
      title={words.discardTitle}
      isDanger
      problemTexts={words.problems}
      act={async (reason) => {
        await call("delete", "/api/operator/prices/drafts/{id}", { path: { id }, body: { reason } });
        void navigate("/prices");
        await changed("prices");
      }}
    >
      <p>{words.discardText}</p>
    </ActButton>
  );
}

/** Hands a draft to the browser as a file that can be imported again. */
function download(name: string, plans: readonly Plan[]): void {
  const text = `${JSON.stringify(plans, undefined, 2)}\n`;
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
