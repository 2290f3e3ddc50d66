import { money } from "../shared/money.ts";
import type { ItemView, OrderView } from "../shared/rider-types.ts";
import { QuestionScreen } from "./question-screen.tsx";
import styles from "./rider.module.css";
import { declareLost } from "./rider-client.ts";
import { useSpeech } from "./speech.ts";

/** The item will not come back: what that costs, and what follows, before it is said. */
export function LostScreen(props: {
  orderNo: string;
  item: ItemView & { readonly buyOut: number };
  onDone: (view: OrderView) => void;
}) {
  const { orderNo, item, onDone } = props;
  const { words, locale } = useSpeech();
  const amount = money(item.buyOut, locale);
  return (
    <QuestionScreen
      message={words.lost(item.slot, amount)}
      agree={words.agreeLost(amount)}
      onAgree={async (key) => onDone(await declareLost(orderNo, item.loanNo, item.buyOut, key))}
    >
      <section class={styles.card}>
        <ol class={styles.steps}>
          {words.lostSteps(amount).map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </section>
    </QuestionScreen>
  );
}
