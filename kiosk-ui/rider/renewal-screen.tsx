import { beijingTime } from "../shared/beijing-time.ts";
import type { OrderView } from "../shared/rider-types.ts";
import { useSpeech } from "./language-context.tsx";
import { QuestionScreen } from "./question-screen.tsx";
import { renew } from "./rider-client.ts";

/** The items may be kept longer: until when, and what that costs. */
export function RenewalScreen(props: {
  view: OrderView;
  renewal: NonNullable<OrderView["renewal"]>;
  onDone: (view: OrderView) => void;
}) {
  const { view, renewal, onDone } = props;
  const { words, language } = useSpeech();
  const agree = words.renew(view.tariff.longestLoanHours);
  return (
    <QuestionScreen
      message={words.renewal(beijingTime(renewal.until, language))}
      agree={agree}
      onAgree={async (key) => onDone(await renew(view.orderNo, key))}
    >
      <section className="card">
        <p>{words.renewalCost}</p>
        <p className="small">{words.renewalsLeft(renewal.left)}</p>
      </section>
    </QuestionScreen>
  );
}
