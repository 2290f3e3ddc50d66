import { useQuery } from "@tanstack/react-query";
import { Form } from "antd";
import { problemOf } from "../../../shared/client.ts";
import { money } from "../../../shared/money.ts";
import type { ActPreview, ActView, OperatorAct } from "../../hub-types.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Loading } from "../../parts/loading.tsx";
import { Time } from "../../parts/time.tsx";
import { useSpeech } from "../../speech.tsx";
import { useShellWords } from "../../words.ts";
import { type ActValues, requestOf } from "./act-request.ts";
import styles from "./order-page.module.css";
import { type Change, changesOf } from "./preview-changes.ts";
import { previewOf } from "./preview-query.ts";
import { useOrdersWords } from "./words.ts";

/** Within the form of an act: what the act will do, as soon as it is filled in. */
export function ActPreviewPart({ orderNo, view }: { readonly orderNo: string; readonly view: ActView }) {
  const words = useOrdersWords();
  const form = Form.useFormInstance();
  const values = (Form.useWatch([], form) as ActValues | undefined) ?? {};
  const act = requestOf(view, values);
  return (
    <section className={styles.preview} aria-label={words.preview} aria-live="polite">
      <h3>{words.preview}</h3>
      {act ? <Preview orderNo={orderNo} act={act} /> : <p>{words.previewWaits}</p>}
    </section>
  );
}

function Preview({ orderNo, act }: { readonly orderNo: string; readonly act: OperatorAct }) {
  const { language } = useSpeech();
  const words = useOrdersWords();
  // What an earlier dialog showed may be out of date.
  const { data, error, isPending, refetch } = useQuery({
    ...previewOf(orderNo, act, language),
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  if (isPending) return <Loading />;
  if (data === undefined)
    return <ErrorNotice problem={problemOf(error)} texts={words.problems} again={() => void refetch()} />;
  return <Outcome preview={data} />;
}

function Outcome({ preview }: { readonly preview: ActPreview }) {
  const words = useOrdersWords();
  const { locale } = useSpeech();
  const changes = changesOf(preview);
  const moved = (Object.keys(words.moved) as (keyof ActPreview["money"])[]).filter((name) => preview.money[name] !== 0);
  return (
    <>
      {changes.length + moved.length === 0 && <p>{words.previewNothing}</p>}
      <dl className={styles.facts}>
        {changes.map((change) => (
          <ChangeRow key={`${change.what}${"loanNo" in change ? change.loanNo : ""}`} change={change} />
        ))}
        {moved.map((name) => (
          <div key={name}>
            <dt>{words.moved[name]}</dt>
            <dd>{money(preview.money[name], locale)}</dd>
          </div>
        ))}
      </dl>
      {preview.effects.length > 0 && (
        <>
          <h4>{words.thenDoes}</h4>
          <ul className={styles.effects}>
            {preview.effects.map(({ type, says, dueAt }) => (
              <li key={`${type} ${says} ${dueAt}`}>
                {says} <Time at={dueAt} plain />
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function ChangeRow({ change }: { readonly change: Change }) {
  const words = useOrdersWords();
  const { title, text } = useChangeTexts();
  const [before, after] = text(change);
  return (
    <div>
      <dt>{title(change)}</dt>
      <dd>{words.becomes(before ?? words.none, after ?? words.none)}</dd>
    </div>
  );
}

function both<Value>({ before, after }: Both<Value>, say: (value: Value) => string): Texts {
  return [before === undefined ? undefined : say(before), after === undefined ? undefined : say(after)];
}

function useChangeTexts() {
  const words = useOrdersWords();
  const { orderStates } = useShellWords();
  const { locale } = useSpeech();
  const titles = {
    amount: words.amount,
    state: words.state,
    review: words.review,
    paused: words.paused,
    due: words.due,
    charge: words.charge,
    refunded: words.refunded,
  };
  const moment = (at: number) =>
    new Intl.DateTimeFormat(locale.tag, { timeZone: "Asia/Shanghai", dateStyle: "medium", timeStyle: "short" }).format(
      at,
    );
  return {
    title: (change: Change) => (change.what === "loan" ? words.nthItem(change.loanNo) : titles[change.what]),
    text: (change: Change): Texts => {
      switch (change.what) {
        case "amount":
        case "refunded":
          return both(change, (fen) => money(fen, locale));
        case "due":
          return both(change, moment);
        case "state":
          return both(change, (state) => nameIn(orderStates, state));
        case "charge":
          return both(change, (state) => nameIn(words.chargeStates, state));
        case "loan":
          return both(change, (state) => nameIn(words.loanStates, state));
        case "review":
          return both(change, () => words.inReview);
        case "paused":
          return both(change, (paused) => words.pausedStates[paused ? "yes" : "no"]);
      }
    },
  };
}

interface Both<Value> {
  readonly before: Value | undefined;
  readonly after: Value | undefined;
}
type Texts = readonly [string | undefined, string | undefined];

/** The document of the hub names some states as texts only: one that has no name here stands as it is. */
function nameIn(names: Readonly<Record<string, string>>, state: string): string {
  return names[state] ?? state;
}
