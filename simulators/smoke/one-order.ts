import type { DemoLinks } from "../demo/demo-files.ts";
import type { Operator } from "../demo/operator.ts";
import { type OrderSeen, Rider } from "../riders/rider.ts";
import { withDeadline } from "../with-deadline.ts";
import { Hands } from "./hands.ts";
import { getJson } from "./json.ts";
import { type Reconciliation, reconcileDayOf } from "./reconciliation.ts";

/** What one order went through, with what the gateway's books say of it. Amounts in fen, times in epoch ms. */
export interface OrderReport {
  readonly orderNo: string;
  readonly items: readonly { readonly itemId: string; readonly from: number; readonly to: number }[];
  readonly states: readonly { readonly phase: string; readonly at: number; readonly amount: number }[];
  readonly rent: number;
  readonly collected: number;
  readonly books: Reconciliation;
  /** What is not as it must be; empty is right. */
  readonly wrong: readonly string[];
}

export interface Plan {
  readonly riderId: string;
  readonly items: number;
  /** How long the rider keeps the items; ms. */
  readonly keepFor: number;
}

interface GatewayOrder {
  readonly useState: string;
  readonly charges: readonly { readonly amount: number; readonly outcome: string }[];
}

/** An order ends within this time or is stuck; ms. */
const patience = 60_000;
const expectedPhases = ["confirm", "opening", "lent", "collecting", "settled"];
const ends = ["settled", "cancelled", "not-opened", "lapsed", "review"];

/** Makes one order as a rider does: over HTTP as the phone, through the board's control as the hands. */
export async function makeOneOrder(
  links: DemoLinks,
  operator: Operator,
  { riderId, items, keepFor }: Plan,
  tell: (state: OrderReport["states"][number]) => void,
): Promise<OrderReport> {
  const cabinet = links.cabinets.find(({ goods }) => goods === "power-bank");
  if (!cabinet) throw new Error("the demo has no cabinet with power banks");
  const hands = await Hands.at(cabinet.front, keepFor);
  const sticker = cabinet.codes.find(({ slot }) => slot === hands.fullSlot);
  if (!sticker) throw new Error("the cabinet has no slot to borrow from");

  const rider = await Rider.arrive(links.wallet, riderId);
  const { availability, itemsReady } = await rider.scan(sticker.url);
  if (itemsReady < items) throw new Error(`slot ${sticker.slot} is ${availability}, ${itemsReady} items can be taken`);
  const { orderNo, walletUrl } = await rider.ask(sticker.url, items);
  await rider.confirm(walletUrl);

  const states: { phase: string; at: number; amount: number }[] = [];
  let last: OrderSeen | undefined;
  for await (const seen of withDeadline(rider.watch(links.hub, orderNo), patience)) {
    if (seen.phase !== last?.phase) {
      const state = { phase: seen.phase, at: seen.now, amount: seen.amount };
      states.push(state);
      tell(state);
    }
    last = seen;
    if (seen.phase === "lent") await hands.act(seen.items);
    if (ends.includes(seen.phase)) break;
  }

  const rent = last?.amount ?? 0;
  const phases = states.map(({ phase }) => phase);
  const bill = await operator.bill(orderNo);
  const gateway = await getJson<GatewayOrder>(`${links.wallet}/control/orders/${orderNo}`);
  const paid = gateway.charges.filter(({ outcome }) => outcome === "paid");
  const collected = paid.reduce((sum, { amount }) => sum + amount, 0);
  const books = await reconcileDayOf(links.wallet, operator, { orderNo, at: last?.now ?? 0 });
  const wrong = [
    ...(isPartOf(phases, expectedPhases) && phases.at(-1) === "settled"
      ? []
      : [`the states were ${phases.join(", ")}`]),
    ...(rent > 0 ? [] : ["the order cost nothing"]),
    ...(bill.length === items ? [] : [`${bill.length} items are billed instead of ${items}`]),
    ...(bill.reduce((sum, { amount }) => sum + amount, 0) === rent ? [] : ["the rent is not what the items come to"]),
    ...(collected === rent ? [] : [`the rent is ${rent} fen, the gateway collected ${collected}`]),
    ...(paid.length === 1 ? [] : [`the gateway charged ${paid.length} times`]),
    ...(gateway.useState === "restore" ? [] : [`the credit order is ${gateway.useState}`]),
    ...(await hands.mistakes()),
    ...(books.booked === rent ? [] : [`the rent is ${rent} fen, the books of ${books.day} hold ${books.booked}`]),
    ...books.differences.map(
      ({ what, orderNo: of, ours, theirs }) => `${what}: order ${of}, our books "${ours}", the gateway "${theirs}"`,
    ),
  ];
  return { orderNo, items: hands.done, states, rent, collected, books, wrong };
}

/** States may be passed too fast to be seen, but never in another order. */
function isPartOf(phases: readonly string[], order: readonly string[]): boolean {
  const places = phases.map((phase) => order.indexOf(phase));
  return places.every((place, index) => place > (places[index - 1] ?? -1));
}
