import { useEffect, useRef, useState } from "preact/hooks";
import type { Problem } from "../shared/client.ts";
import { type Follower, follow } from "../shared/follow.ts";
import type { OrderView } from "../shared/rider-types.ts";
import { doorMoves, hasEnded } from "./order-phase.ts";
import { cameBack, fetchOrder, isFinal, orderEvents } from "./rider-client.ts";
import { takeWalletAnswer } from "./wallet-visit.ts";

export interface FollowedOrder {
  view: OrderView | undefined;
  /** The hub's clock less this phone's, ms: riders' clocks are wrong by minutes. */
  clockError: number;
  problem: Problem | undefined;
  connected: boolean;
  follower: { readonly current: Follower<OrderView> | undefined };
}

/** The newest state of an order for as long as the screen stands. */
export function useOrder(orderNo: string): FollowedOrder {
  const [order, setOrder] = useState<{ view: OrderView; clockError: number }>();
  const [problem, setProblem] = useState<Problem>();
  const [connected, setConnected] = useState(true);
  const follower = useRef<Follower<OrderView> | undefined>(undefined);
  useEffect(() => {
    const followed = follow<OrderView>(
      {
        address: orderEvents(orderNo),
        event: "order",
        ask: () => fetchOrder(orderNo),
        askFirst: () => cameBack(orderNo, takeWalletAnswer(orderNo)),
        madeAt: ({ now }) => now,
        isUrgent: ({ phase }) => doorMoves(phase),
        hasEnded: ({ phase }) => hasEnded(phase),
        changesIn: ({ amountChangesAt, now }) => (amountChangesAt === undefined ? undefined : amountChangesAt - now),
        isFinal,
      },
      {
        value(view) {
          // The same moment of the hub, told again, says nothing new of its clock.
          setOrder((last) =>
            last && last.view.now === view.now ? { ...last, view } : { view, clockError: view.now - Date.now() },
          );
          setProblem(undefined);
        },
        problem: setProblem,
        connected: setConnected,
      },
    );
    follower.current = followed;
    return () => followed.stop();
  }, [orderNo]);
  return { view: order?.view, clockError: order?.clockError ?? 0, problem, connected, follower };
}

/** The hub's clock, epoch ms; a new value each second while `running`. */
export function useHubClock(clockError: number, running: boolean): number {
  const [, setTicks] = useState(0);
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setTicks((ticks) => ticks + 1), 1000);
    return () => clearInterval(timer);
  }, [running]);
  return Date.now() + clockError;
}
