import { beijingTime } from "../shared/beijing-time.ts";
import type { OrderView } from "../shared/rider-types.ts";
import { QuestionScreen } from "./question-screen.tsx";
import styles from "./rider.module.css";
import { renew } from "./rider-client.ts";
import { useSpeech } from "./speech.ts";

/** The items may be kept longer: until when, and what that costs. */
export function RenewalScreen(props: {
  view: OrderView;
  renewal: NonNullable<OrderView["renewal"]>;
  onDone: (view: OrderView) => void;
}) {
  const { view, renewal, onDone } = props;
  const { words, locale } = useSpeech();
  const agree = words.renew(view.tariff.longestLoanHours);
  return (
    <QuestionScreen
      message={words.renewal(beijingTime(renewal.until, locale))}
      agree={agree}
      onAgree={async (key) => onDone(await renew(view.orderNo, key))}
    >
      <section class={styles.card}>
        <p>{words.renewalCost}</p>
        <p class={styles.small}>{words.renewalsLeft(renewal.left)}</p>
      </section>
    </QuestionScreen>
  );
}
