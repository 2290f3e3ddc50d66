import type { Claim, ItemView, OrderView } from "../shared/rider-types.ts";
import { Frame } from "./frame.tsx";
import { Headline } from "./headline.tsx";
import { useSpeech } from "./language-context.tsx";
import { taskHash } from "./order-task.ts";
import { BackButton, QuestionScreen } from "./question-screen.tsx";
import { report } from "./rider-client.ts";

/** One thing that the rider may say of one item. */
export interface Reportable {
  readonly item: ItemView;
  readonly claim: Claim;
}

/** What the rider may report; with the code of a slot only what can lie in it. */
export function reportables({ items }: OrderView, code: string | undefined): Reportable[] {
  return items.reduce<Reportable[]>((all, item) => {
    const claims = item.mayReport.filter((claim) => code === undefined || claim === "returned");
    return all.concat(claims.map((claim) => ({ item, claim })));
  }, []);
}

/** Which item, and what about it. */
export function TroubleChoice(props: { choices: readonly Reportable[]; several: boolean; code: string | undefined }) {
  const { choices, several, code } = props;
  const { words } = useSpeech();
  return (
    <Frame title={words.whichTrouble.title} actions={<BackButton />}>
      <Headline {...words.whichTrouble} />
      <nav className="choices">
        {choices.map(({ item: { loanNo, slot }, claim }) => (
          <a key={`${loanNo}/${claim}`} className="choice" href={taskHash({ what: "report", loanNo, claim, code })}>
            {several && <strong>{words.itemFrom(slot)}</strong>}
            {words.claims[claim]}
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
      <section className="card">
        <ol className="steps">
          {words.reportSteps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        {hint && <p className="small">{hint}</p>}
      </section>
    </QuestionScreen>
  );
}
