import type { EpochMs } from "../../protocol/ids.ts";
import { type ItemKind, usualItemKind } from "../rental/item-kind.ts";
import type { OperatorProfile } from "../rental/operator-profile.ts";
import type { Order } from "../rental/order.ts";
import { type Support, supportAt } from "../rental/site.ts";
import { cabinetTable } from "../store/cabinet-table.ts";
import { itemKindIn } from "../store/item-kind-table.ts";
import { profileIn } from "../store/operator-profile-table.ts";
import { orderTable } from "../store/order-table.ts";
import type { Transaction } from "../store/store.ts";
import type { LentKind } from "./rider-api.ts";

/** An order with what its page shows beside it, as it is now. */
export interface ShownOrder {
  readonly order: Order;
  readonly kind: LentKind;
  readonly support?: Support;
  readonly operator: Pick<OperatorProfile, "merchantName" | "invoiceHint">;
  /** When the provider is asked for the money again. */
  readonly nextTryAt?: EpochMs;
}

export async function shownOrderIn(tx: Transaction, order: Order): Promise<ShownOrder> {
  const [kind, operator, cabinet, nextTryAt] = await Promise.all([
    itemKindIn(tx, order.itemKind),
    profileIn(tx),
    tx.get(cabinetTable, order.place.cabinetId),
    order.charge?.state === "failed" ? nextTryOf(tx, order) : undefined,
  ]);
  const support = supportAt(cabinet?.support, operator.support);
  return {
    order,
    kind: lentKind(kind),
    operator,
    ...(support && { support }),
    ...(nextTryAt !== undefined && { nextTryAt }),
  };
}

async function nextTryOf(tx: Transaction, { orderNo }: Order): Promise<EpochMs | undefined> {
  const record = await tx.get(orderTable, orderNo);
  return record?.effects.find(({ type }) => type === "complete-credit")?.dueAt;
}

/** The kinds of some orders: what is lent by each. */
export async function kindsOf(tx: Transaction, orders: readonly Order[]): Promise<(order: Order) => LentKind> {
  const ids = [...new Set(orders.map(({ itemKind = usualItemKind }) => itemKind))];
  const kinds = new Map(await Promise.all(ids.map(async (id) => [id, lentKind(await itemKindIn(tx, id))] as const)));
  return ({ itemKind = usualItemKind }) => kinds.get(itemKind) as LentKind;
}

/** What riders see of a kind. */
export function lentKind({ id, name, icon }: ItemKind): LentKind {
  return { id, name, icon };
}
