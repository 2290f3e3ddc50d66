import { beijingTime } from "../shared/beijing-time.ts";
import { money } from "../shared/money.ts";
import type { OrderSummary } from "../shared/rider-types.ts";
import { useSpeech } from "./language-context.tsx";
import { isOver } from "./order-phase.ts";
import { orderPage } from "./rider-client.ts";

/** An order in one line, which leads to it. */
export function OrderRow({ order }: { order: OrderSummary }) {
  const { language, words } = useSpeech();
  const { phase, amount } = order;
  const hasAmount = isOver(phase) || phase === "lent" || amount > 0;
  return (
    <a className="order-row" href={orderPage(order.orderNo)}>
      <span className="order-line">
        <strong>{order.place.name}</strong>
        {hasAmount && <strong className="order-end">{money(amount, language)}</strong>}
      </span>
      <span className="order-line small">
        <span>
          {beijingTime(order.createdAt, language)}
          {order.items > 1 && ` · ${words.items(order.items)}`}
        </span>
        <span className="order-end order-phase">{words.phases[phase]}</span>
      </span>
    </a>
  );
}
