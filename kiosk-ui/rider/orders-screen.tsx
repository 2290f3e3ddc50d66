import { useCallback, useState } from "preact/hooks";
import { type Problem, problemOf } from "../shared/client.ts";
import { useLook } from "../shared/use-look.ts";
import { Frame, LoadingScreen } from "./frame.tsx";
import { Headline } from "./headline.tsx";
import { OrderRow } from "./order-row.tsx";
import styles from "./rider.module.css";
import { fetchOrders, type ListedOrder } from "./rider-client.ts";
import { Scan } from "./scan.tsx";
import { useSpeech } from "./speech.ts";
import { TroubleScreen } from "./trouble-screen.tsx";

/** What the rider has now and had lately, newest first. */
export function OrdersScreen() {
  const { words } = useSpeech();
  const [orders, setOrders] = useState<readonly ListedOrder[]>();
  const [problem, setProblem] = useState<Problem>();
  const look = useCallback(async () => {
    try {
      setOrders(await fetchOrders());
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
      <Frame title={words.noOrders.title} actions={<Scan />}>
        <Headline {...words.noOrders} />
      </Frame>
    );
  }
  return (
    <Frame title={words.orders}>
      <div class={styles.place}>
        <h1>{words.orders}</h1>
      </div>
      <ul class={styles.list}>
        {orders.map((order) => (
          <li key={order.orderNo} class={styles.card}>
            <OrderRow order={order} />
          </li>
        ))}
      </ul>
    </Frame>
  );
}
