import { OrderRow } from "./order-row.tsx";
import { taskHash } from "./order-task.ts";
import styles from "./rider.module.css";
import { type ListedOrder, orderPage } from "./rider-client.ts";
import { useSpeech } from "./speech.ts";

/** What the rider has out or under way, each of the kind that is lent here with a way to say that its item lies here: a lost return is noticed in front of the cabinet. */
export function LiveOrders(props: { live: readonly ListedOrder[]; code: string; kind: string }) {
  const { live, code, kind } = props;
  const { words } = useSpeech();
  return (
    <ul class={styles.list} aria-label={words.orders}>
      {live.map((order) => (
        <li key={order.orderNo} class={styles.card}>
          <OrderRow order={order} />
          {order.phase === "lent" && order.itemKind.id === kind && (
            <a class={styles.second} href={`${orderPage(order.orderNo)}${taskHash({ what: "trouble", code })}`}>
              {words.returnedHere}
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}
