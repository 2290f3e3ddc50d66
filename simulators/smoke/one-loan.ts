import { setTimeout as delay } from "node:timers/promises";
import type { DemoLinks } from "../demo/demo-files.ts";
import { type OrderSeen, Rider } from "../riders/rider.ts";

/** What one loan went through, with what the gateway's own books say of it. Amounts in fen, times in epoch ms. */
export interface LoanReport {
  readonly orderNo: string;
  readonly slot: number;
  readonly returnedTo: number;
  readonly states: readonly { readonly phase: string; readonly at: number; readonly amount: number }[];
  readonly rent: number;
  readonly collected: number;
  /** What is not as it must be; empty is right. */
  readonly wrong: readonly string[];
}

interface BoardSlot {
  readonly slot: number;
  readonly itemId: string | null;
  readonly looseItemId: string | null;
  readonly jammed: boolean;
  readonly motorMovements: number;
}

interface GatewayOrder {
  readonly useState: string;
  readonly charges: readonly { readonly amount: number; readonly outcome: string }[];
}

/** A loan ends within this time or is stuck; ms. */
const patience = 60_000;
const expectedPhases = ["confirm", "opening", "lent", "collecting", "settled"];

/** Makes one loan as a rider does: over HTTP as the phone, through the board's control as the hand. */
export async function makeOneLoan(
  links: DemoLinks,
  riderId: string,
  keepFor: number,
  tell: (state: LoanReport["states"][number]) => void,
): Promise<LoanReport> {
  const before = await slotsOf(links);
  const from = before.find(({ itemId, jammed }) => itemId !== null && !jammed);
  const to = before.find(({ itemId, looseItemId }) => itemId === null && looseItemId === null);
  const sticker = links.codes.find(({ slot }) => slot === from?.slot);
  if (!from || !to || !sticker) throw new Error("the cabinet has no slot to borrow from, or none to return to");

  const rider = await Rider.arrive(links.wallet, riderId);
  const { availability } = await rider.scan(sticker.url);
  if (availability !== "ready") throw new Error(`slot ${from.slot} is ${availability}`);
  const { orderNo, walletUrl } = await rider.ask(sticker.url);
  await rider.confirm(walletUrl);

  const states: { phase: string; at: number; amount: number }[] = [];
  let last: OrderSeen | undefined;
  for await (const seen of withDeadline(rider.watch(links.hub, orderNo), patience)) {
    if (seen.phase !== last?.phase) {
      const state = { phase: seen.phase, at: seen.now, amount: seen.amount };
      states.push(state);
      tell(state);
      if (seen.phase === "lent") await carryAway(links, from, to, keepFor);
    }
    last = seen;
    if (["settled", "cancelled", "not-opened", "lapsed", "review"].includes(seen.phase)) break;
  }

  const gateway = await json<GatewayOrder>(`${links.wallet}/control/orders/${orderNo}`);
  const after = await slotsOf(links);
  const moved = (after.find(({ slot }) => slot === from.slot)?.motorMovements ?? 0) - from.motorMovements;
  const rent = last?.amount ?? 0;
  const paid = gateway.charges.filter(({ outcome }) => outcome === "paid");
  const collected = paid.reduce((sum, { amount }) => sum + amount, 0);
  const phases = states.map(({ phase }) => phase);
  const wrong = [
    ...(isPartOf(phases, expectedPhases) && phases.at(-1) === "settled"
      ? []
      : [`the states were ${phases.join(", ")}`]),
    ...(rent > 0 ? [] : ["the loan cost nothing"]),
    ...(collected === rent ? [] : [`the rent is ${rent} fen, the gateway collected ${collected}`]),
    ...(paid.length === 1 ? [] : [`the gateway charged ${paid.length} times`]),
    ...(gateway.useState === "restore" ? [] : [`the credit order is ${gateway.useState}`]),
    ...(moved === 1 ? [] : [`the motor of slot ${from.slot} moved ${moved} times`]),
    ...(after.find(({ slot }) => slot === to.slot)?.itemId === from.itemId ? [] : ["the item is not where it was put"]),
  ];
  return { orderNo, slot: from.slot, returnedTo: to.slot, states, rent, collected, wrong };
}

async function carryAway(links: DemoLinks, from: BoardSlot, to: BoardSlot, keepFor: number): Promise<void> {
  await json(`${links.cabinet}/slots/${from.slot}/take`, {});
  await delay(keepFor);
  await json(`${links.cabinet}/slots/${to.slot}/insert`, { itemId: from.itemId });
}

async function slotsOf(links: DemoLinks): Promise<readonly BoardSlot[]> {
  return (await json<{ slots: BoardSlot[] }>(`${links.cabinet}/slots`)).slots;
}

/** States may be passed too fast to be seen, but never in another order. */
function isPartOf(phases: readonly string[], order: readonly string[]): boolean {
  const places = phases.map((phase) => order.indexOf(phase));
  return places.every((place, index) => place > (places[index - 1] ?? -1));
}

async function* withDeadline<T>(source: AsyncGenerator<T>, within: number): AsyncGenerator<T> {
  const deadline = delay(within, "late" as const, { ref: false });
  try {
    for (;;) {
      const next = await Promise.race([source.next(), deadline]);
      if (next === "late") throw new Error(`the loan did not end within ${within / 1000} seconds`);
      if (next.done) return;
      yield next.value;
    }
  } finally {
    void source.return(undefined);
  }
}

async function json<T>(url: string, body?: object): Promise<T> {
  const response = await fetch(
    url,
    body && { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) },
  );
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`${url} answers ${response.status}: ${JSON.stringify(answer)}`);
  return answer as T;
}
