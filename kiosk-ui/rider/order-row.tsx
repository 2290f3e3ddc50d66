import { beijingTime } from "../shared/beijing-time.ts";
import { classes } from "../shared/class-names.ts";
import { spokenDuration } from "../shared/duration.ts";
import { ItemIcon } from "../shared/item-icon.tsx";
import { money } from "../shared/money.ts";
import { isOver } from "./order-phase.ts";
import styles from "./rider.module.css";
import { type ListedOrder, orderPage } from "./rider-client.ts";
import { useSpeech } from "./speech.ts";

/** An order in one line, which leads to it. */
export function OrderRow({ order }: { order: ListedOrder }) {
  const { locale, words } = useSpeech();
  const { phase, amount, outFor } = order;
  const hasAmount = isOver(phase) || phase === "lent" || amount > 0;
  return (
    <a class={styles.row} href={orderPage(order.orderNo)}>
      <span class={styles.iconLine}>
        <ItemIcon icon={order.itemKind.icon} look={styles.icon} />
        <span class={styles.rest}>
          <span class={styles.line}>
            <strong>{order.place.name}</strong>
            {hasAmount && <strong class={classes(styles.end, styles.amount)}>{money(amount, locale)}</strong>}
          </span>
          <span class={classes(styles.line, styles.small)}>
            <span>
              {outFor === undefined
                ? beijingTime(order.createdAt, locale)
                : words.outFor(spokenDuration(outFor, locale))}
              {order.items > 1 && ` · ${words.items(order.items)}`}
            </span>
            <span class={classes(styles.end, styles.more)}>{words.phases[phase]}</span>
          </span>
        </span>
      </span>
    </a>
  );
}
