import type { OrderSummary } from "../shared/rider-types.ts";
import { useSpeech } from "./language-context.tsx";
import { OrderRow } from "./order-row.tsx";
import { taskHash } from "./order-task.ts";
import { orderPage } from "./rider-client.ts";

/** What the rider has out or under way, each with a way to say that its item lies here, since a lost return is noticed in front of the cabinet. */
export function LiveOrders({ live, code }: { live: readonly OrderSummary[]; code: string }) {
  const { words } = useSpeech();
  return (
    <ul className="orders" aria-label={words.orders}>
      {live.map((order) => (
        <li key={order.orderNo} className="card">
          <OrderRow order={order} />
          {order.phase === "lent" && (
            <a className="second-link" href={`${orderPage(order.orderNo)}${taskHash({ what: "trouble", code })}`}>
              {words.returnedHere}
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}
