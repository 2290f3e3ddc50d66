import { Problem } from "../shared/client.ts";
import { HomeScreen } from "./home-screen.tsx";
import { OrderScreen } from "./order-screen.tsx";
import { OrdersScreen } from "./orders-screen.tsx";
import { SlotScreen } from "./slot-screen.tsx";
import { TroubleScreen } from "./trouble-screen.tsx";
import { dropQuery } from "./wallet-visit.ts";

/** What stands at the addresses that the hub serves this page at: a scanned slot, an order, the rider's orders, and the way in. */
export function RiderPage({ path }: { path: string }) {
  // Slashes and blanks behind an address are the hub's own rule too.
  const address = path.replace(/(?:\/|%20|%09|%0[ad]|%c2%a0|%e3%80%80|\+)+$/i, "");
  const [, kind, name] = /^\/([qo])\/([^/]+)$/.exec(address) ?? [];
  if (kind !== "o") dropQuery();
  if (kind === "q" && name !== undefined) return <SlotScreen code={decodeURIComponent(name)} />;
  if (kind === "o" && name !== undefined) return <OrderScreen orderNo={decodeURIComponent(name)} />;
  if (address === "" || address === "/") return <HomeScreen />;
  if (address === "/orders") return <OrdersScreen />;
  return <TroubleScreen problem={new Problem("request/not-found")} onRetry={() => window.location.reload()} />;
}
