import { useCallback, useState } from "preact/hooks";
import { problemOf } from "../shared/client.ts";
import { useLook } from "../shared/use-look.ts";
import { CabinetPlaces } from "./cabinet-places.tsx";
import { Frame } from "./frame.tsx";
import styles from "./home-screen.module.css";
import { isLive } from "./order-phase.ts";
import { OrderRow } from "./order-row.tsx";
import rider from "./rider.module.css";
import { fetchOrders, type ListedOrder } from "./rider-client.ts";
import { Scan } from "./scan.tsx";
import { useSpeech } from "./speech.ts";

/** ms after which what is out is asked for again: its rent runs */
const freshFor = 60_000;

/** The way in: scan, what the rider has out, and where cabinets are. Who is not logged in sees it without orders. */
export function HomeScreen() {
  const { words } = useSpeech();
  const [live, setLive] = useState<readonly ListedOrder[]>([]);
  const look = useCallback(async () => {
    try {
      setLive((await fetchOrders()).filter(({ phase }) => isLive(phase)));
    } catch (error) {
      // Strangers have no orders. Any other problem leaves what was read last.
      if (problemOf(error).code.startsWith("rider/")) setLive([]);
    }
  }, []);
  useLook(look, live.length > 0 ? freshFor : undefined);
  return (
    <Frame title={words.scanTitle}>
      <section class={styles.scan}>
        <h1>{words.scanTitle}</h1>
        <p>{words.scanText}</p>
        <Scan />
      </section>
      {live.length > 0 && (
        <section class={rider.section}>
          <h2>{words.borrowed}</h2>
          <ul class={rider.list}>
            {live.map((order) => (
              <li key={order.orderNo} class={rider.card}>
                <OrderRow order={order} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <div class={rider.card}>
        <CabinetPlaces title={words.nearby} most={8} />
      </div>
    </Frame>
  );
}
