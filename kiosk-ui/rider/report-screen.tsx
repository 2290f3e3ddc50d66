import type { OrderView } from "../shared/rider-types.ts";
import { Frame } from "./frame.tsx";
import { Headline } from "./headline.tsx";
import { losable, type Reportable } from "./may-say.ts";
import { itemsOf } from "./order-items.ts";
import { taskHash } from "./order-task.ts";
import { BackButton, QuestionScreen } from "./question-screen.tsx";
import styles from "./rider.module.css";
import { report } from "./rider-client.ts";
import { useSpeech } from "./speech.ts";

/** Which item, and what about it. At a slot only what is about the item in it. */
export function TroubleChoice(props: { view: OrderView; choices: readonly Reportable[]; code: string | undefined }) {
  const { view, choices, code } = props;
  const several = itemsOf(view).length > 1;
  const { words } = useSpeech();
  return (
    <Frame title={words.whichTrouble.title} actions={<BackButton />}>
      <Headline {...words.whichTrouble} />
      <nav class={styles.list} aria-label={words.whichTrouble.title}>
        {choices.map(({ item: { loanNo, slot }, claim }) => (
          <a key={`${loanNo}/${claim}`} class={styles.choice} href={taskHash({ what: "report", loanNo, claim, code })}>
            {several && <strong>{words.itemFrom(slot)}</strong>}
            {words.claims[claim]}
          </a>
        ))}
        {code === undefined &&
          losable(view).map(({ loanNo, slot }) => (
            <a key={loanNo} class={styles.choice} href={taskHash({ what: "lost", loanNo })}>
              {several && <strong>{words.itemFrom(slot)}</strong>}
              {words.statements.lost}
            </a>
          ))}
        {code === undefined &&
          view.mayObjectTo.map((kind) => (
            <a key={kind} class={styles.choice} href={taskHash({ what: "object", kind })}>
              {words.statements[kind]}
            </a>
          ))}
      </nav>
    </Frame>
  );
}

/** What comes of the report, before it is made. */
export function ReportScreen(props: {
  orderNo: string;
  choice: Reportable;
  code: string | undefined;
  onDone: (view: OrderView) => void;
}) {
  const { orderNo, choice, code, onDone } = props;
  const { loanNo, slot } = choice.item;
  const { words } = useSpeech();
  const hint = choice.claim === "returned" && (code === undefined ? words.scanWhereItIs : words.lookWhereScanned);
  return (
    <QuestionScreen
      message={words.report[choice.claim](slot)}
      agree={words.sendReport}
      onAgree={async (key) =>
        onDone(await report(orderNo, { loanNo, claim: choice.claim, ...(code !== undefined && { code }) }, key))
      }
    >
      <section class={styles.card}>
        <ol class={styles.steps}>
          {words.reportSteps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        {hint && <p class={styles.small}>{hint}</p>}
      </section>
    </QuestionScreen>
  );
}
