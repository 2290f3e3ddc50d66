import { useCallback, useState } from "preact/hooks";
import type { OrderSummary } from "../shared/rider-types.ts";
import { Frame, LoadingScreen } from "./frame.tsx";
import { Headline } from "./headline.tsx";
import { useSpeech } from "./language-context.tsx";
import { OrderRow } from "./order-row.tsx";
import { fetchOrders, type Problem, problemOf } from "./rider-client.ts";
import { TroubleScreen } from "./trouble-screen.tsx";
import { useLook } from "./use-look.ts";

/** What the rider has now and had lately, newest first. */
export function OrdersScreen() {
  const { words } = useSpeech();
  const [orders, setOrders] = useState<readonly OrderSummary[]>();
  const [problem, setProblem] = useState<Problem>();
  const look = useCallback(async () => {
    try {
      setOrders((await fetchOrders()).orders);
      setProblem(undefined);
    } catch (error) {
      setProblem(problemOf(error));
    }
  }, []);
  useLook(look);

  if (problem) return <TroubleScreen problem={problem} onRetry={() => void look()} />;
  if (orders === undefined) return <LoadingScreen />;
  if (orders.length === 0) {
    return (
      <Frame title={words.noOrders.title}>
        <Headline {...words.noOrders} />
      </Frame>
    );
  }
  return (
    <Frame title={words.orders}>
      <div className="place">
        <h1>{words.orders}</h1>
      </div>
      <ul className="orders">
        {orders.map((order) => (
          <li key={order.orderNo} className="card">
            <OrderRow order={order} />
          </li>
        ))}
      </ul>
    </Frame>
  );
}
