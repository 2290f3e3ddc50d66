import { OrderScreen } from "./order-screen.tsx";
import { OrdersScreen } from "./orders-screen.tsx";
import { Problem } from "./rider-client.ts";
import { SlotScreen } from "./slot-screen.tsx";
import { TroubleScreen } from "./trouble-screen.tsx";

/** What stands at the addresses that the hub serves this page at: a scanned slot, an order, and the rider's orders. */
export function RiderPage({ path }: { path: string }) {
  // Slashes and blanks behind an address are the hub's own rule too.
  const address = path.replace(/(?:\/|%20|%09|%0[ad]|%c2%a0|%e3%80%80|\+)+$/i, "");
  const [, kind, name] = /^\/([qo])\/([^/]+)$/.exec(address) ?? [];
  if (kind === "q" && name !== undefined) return <SlotScreen code={decodeURIComponent(name)} />;
  if (kind === "o" && name !== undefined) return <OrderScreen orderNo={decodeURIComponent(name)} />;
  if (address === "/orders") return <OrdersScreen />;
  return <TroubleScreen problem={new Problem("request/not-found")} onRetry={() => window.location.reload()} />;
}
