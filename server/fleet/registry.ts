import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import type { CabinetId, OrderNo } from "../../protocol/ids.ts";
import { type CabinetKeys, cabinetKeys } from "../../protocol/seal.ts";
import { usualItemKind } from "../rental/item-kind.ts";
import { cabinetEventsTable } from "../store/cabinet-events-table.ts";
import { cabinetHistoryTable } from "../store/cabinet-history-table.ts";
import { cabinetStateTable, withPresence } from "../store/cabinet-state-table.ts";
import {
  type Cabinet,
  type CabinetDetails,
  cabinetTable,
  changedCabinet,
  describedCabinet,
  detailsOf,
  type PrintedCodes,
} from "../store/cabinet-table.ts";
import { enrolmentTable } from "../store/enrolment-table.ts";
import { itemKindIn } from "../store/item-kind-table.ts";
import { type Actor, orderTable, unfinished } from "../store/order-table.ts";
import { removedCabinetTable } from "../store/removed-cabinet-table.ts";
import { serviceCommandTable } from "../store/service-command-table.ts";
import type { Store, Transaction } from "../store/store.ts";
import { kindOf, type UnmatchedEvent, unmatchedEventTable, unmatchedOf } from "../store/unmatched-event-table.ts";
import { cabinetSecret } from "./cabinet-secret.ts";
import { type CabinetView, cabinetView } from "./cabinet-view.ts";
import { RefusedLogins } from "./refused-logins.ts";

/** A cabinet's details with its id. */
export interface RegisteredDetails extends CabinetDetails {
  readonly cabinetId: CabinetId;
}

/** The cabinets that may connect, and their secrets. */
export class Registry {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #hubSecret: string;
  /** Every message needs them, and deriving them costs more than sealing. One entry for each registered cabinet. */
  readonly #keys = new Map<CabinetId, { readonly generation: number; readonly keys: CabinetKeys }>();

  readonly refusedLogins: RefusedLogins;

  constructor(store: Store, clock: Clock, hubSecret: string) {
    this.#store = store;
    this.#clock = clock;
    this.refusedLogins = new RefusedLogins(clock);
    this.#hubSecret = hubSecret;
  }

  /** Registers a cabinet, or changes its details; answers its secret. For programs that hold the hub's own secret. */
  register(details: RegisteredDetails): Promise<{ secret: string }> {
    return this.#store.transact(async (tx) => {
      const { cabinet } = await this.registerIn(tx, details);
      return { secret: this.secretOf(cabinet) };
    });
  }

  /**
   * Registers a cabinet, or describes one that is known anew (`before`: as it was): details that are left out are gone.
   * @throws AppError item-kind/unknown; cabinet/in-use for a kind by which returns would match otherwise, while orders of it
   * are open; request/invalid for a layout with too few places
   */
  async registerIn(
    tx: Transaction,
    details: RegisteredDetails,
  ): Promise<{ readonly before: Cabinet | undefined; readonly cabinet: Cabinet }> {
    const { cabinetId, slots, layout, itemKind = usualItemKind } = details;
    if (layout && layout.columns * layout.rows < slots)
      throw new AppError("request/invalid", `layout: ${layout.columns} × ${layout.rows} is fewer than ${slots} slots`);
    const { hasItemId } = await itemKindIn(tx, itemKind);
    const before = await tx.get(cabinetTable, cabinetId);
    // Somebody may still have the secrets of a cabinet that had this id before.
    const used = before ? 0 : ((await tx.get(removedCabinetTable, cabinetId))?.keyGeneration ?? 0);
    const row = before ?? { cabinetId, keyGeneration: used + 1, ...detailsOf(details) };
    const cabinet = describedCabinet(row, { ...details, itemKind }, !hasItemId);
    if (before && (before.withoutItemIds === undefined) !== hasItemId && (await openOrdersOf(tx, cabinetId)).length > 0)
      throw new AppError(
        "cabinet/in-use",
        "Items of the new kind match returns otherwise. Change it once no order is open.",
      );
    await tx.put(cabinetTable, cabinet);
    return { before, cabinet };
  }

  /** What its bridge is given. Whoever answers it to somebody shows it once: when it is new. */
  secretOf({ cabinetId, keyGeneration }: Pick<Cabinet, "cabinetId" | "keyGeneration">): string {
    return cabinetSecret(this.#hubSecret, cabinetId, keyGeneration);
  }

  /** Voids the cabinet's secret and answers a new one. @throws AppError cabinet/unknown */
  renewSecret(cabinetId: CabinetId): Promise<{ secret: string }> {
    return this.#store.transact(async (tx) => ({ secret: this.secretOf(await this.renewSecretIn(tx, cabinetId)) }));
  }

  /**
   * Voids the cabinet's secret, and the next one where its bridge was given one: the row that is answered has a new one.
   * @throws AppError cabinet/unknown
   */
  async renewSecretIn(tx: Transaction, cabinetId: CabinetId): Promise<Cabinet> {
    const cabinet = await this.cabinetIn(tx, cabinetId);
    const { pendingGeneration: _, ...row } = cabinet;
    const renewed = changedCabinet(row, { keyGeneration: newestGeneration(cabinet) + 1 });
    await tx.put(cabinetTable, renewed);
    return renewed;
  }

  /**
   * Gives the cabinet its next secret; the present one stays good until the bridge logs in to the broker with the next one.
   * @returns `isNew`: false where an earlier answer gave the same secret @throws AppError cabinet/unknown
   */
  async nextSecretIn(
    tx: Transaction,
    cabinetId: CabinetId,
  ): Promise<{ secret: string; generation: number; isNew: boolean }> {
    const cabinet = await this.cabinetIn(tx, cabinetId);
    const isNew = cabinet.pendingGeneration === undefined;
    const generation = cabinet.pendingGeneration ?? cabinet.keyGeneration + 1;
    if (isNew) await tx.put(cabinetTable, changedCabinet(cabinet, { pendingGeneration: generation }));
    return { secret: this.secretOf({ cabinetId, keyGeneration: generation }), generation, isNew };
  }

  /** The password of the next secret; undefined where the cabinet was given none. */
  async pendingPasswordOf(cabinetId: CabinetId): Promise<string | undefined> {
    const cabinet = await this.#store.transact((tx) => tx.get(cabinetTable, cabinetId));
    return cabinet && this.#pendingPassword(cabinet);
  }

  /**
   * The bridge logs in to the broker with its next secret: from now on it is the only one, also for seals. Nothing but a login
   * to the broker may call it, since what is sealed is for the connection that is there.
   * @returns false where the password is not, or no longer, a good one
   */
  acceptPending(cabinetId: CabinetId, password: string): Promise<boolean> {
    return this.#store.transact(async (tx) => {
      const cabinet = await tx.get(cabinetTable, cabinetId);
      if (!cabinet) return false;
      // A second login may have come first.
      if (password === this.#keysFor(cabinet).password) return true;
      const { pendingGeneration: keyGeneration, ...row } = cabinet;
      if (keyGeneration === undefined || password !== this.#pendingPassword(cabinet)) return false;
      await tx.put(cabinetTable, changedCabinet(row, { keyGeneration }));
      return true;
    });
  }

  /**
   * Takes a cabinet out of service: it may not connect, and riders can't order there. Orders go on as they are.
   * @returns whether it was in service @throws AppError cabinet/unknown
   */
  async disableIn(tx: Transaction, cabinetId: CabinetId, by: { actor: Actor; reason: string }): Promise<boolean> {
    const cabinet = await this.cabinetIn(tx, cabinetId);
    if (cabinet.disabled) return false;
    const { actor, reason } = by;
    const since = this.#clock.now();
    await tx.put(cabinetTable, changedCabinet(cabinet, { disabled: { since, actor, reason } }));
    const state = await tx.get(cabinetStateTable, cabinetId);
    if (state?.presence.online) await tx.put(cabinetStateTable, { ...withPresence(state, false, since), ended: true });
    return true;
  }

  /** Sets whether the cabinet's stickers are taken. @returns whether that is new @throws AppError cabinet/unknown */
  async setPrintedCodesIn(tx: Transaction, cabinetId: CabinetId, printedCodes: PrintedCodes): Promise<boolean> {
    const cabinet = await this.cabinetIn(tx, cabinetId);
    if ((cabinet.printedCodes ?? "accepted") === printedCodes) return false;
    await tx.put(cabinetTable, changedCabinet(cabinet, { printedCodes }));
    return true;
  }

  /** @returns whether it was out of service @throws AppError cabinet/unknown */
  async enableIn(tx: Transaction, cabinetId: CabinetId): Promise<boolean> {
    const { disabled, ...cabinet } = await this.cabinetIn(tx, cabinetId);
    if (disabled) await tx.put(cabinetTable, cabinet);
    return disabled !== undefined;
  }

  /**
   * Forgets a cabinet for good, but for the number of its last secret: its id never gets an old one again.
   * @throws AppError cabinet/unknown; cabinet/in-use while an order with its items, or an unmatched return, is open
   */
  async removeIn(tx: Transaction, cabinetId: CabinetId): Promise<Cabinet> {
    const cabinet = await this.cabinetIn(tx, cabinetId);
    const open = await openOrdersOf(tx, cabinetId);
    if (open.length > 0)
      throw new AppError("cabinet/in-use", `Open orders of this cabinet: ${open.slice(0, 10).join(", ")}.`);
    const returns = (await tx.find(unmatchedEventTable, unmatchedOf(cabinetId))).filter(isReturn).length;
    if (returns > 0) throw new AppError("cabinet/in-use", `Unmatched returns of this cabinet: ${returns}.`);
    const keyGeneration = newestGeneration(cabinet);
    await tx.put(removedCabinetTable, { cabinetId, keyGeneration, removedAt: this.#clock.now() });
    await tx.delete(cabinetTable, cabinetId);
    await tx.delete(cabinetStateTable, cabinetId);
    await tx.delete(cabinetHistoryTable, cabinetId);
    await tx.delete(cabinetEventsTable, cabinetId);
    await tx.delete(serviceCommandTable, cabinetId);
    await tx.delete(enrolmentTable, cabinetId);
    this.#keys.delete(cabinetId);
    return cabinet;
  }

  /** A broker that has just started has nobody connected, and what it knew of wills is gone. */
  async nobodyIsConnected(): Promise<void> {
    await this.#store.transact(async (tx) => {
      for (const state of await tx.all(cabinetStateTable)) {
        if (state.ended) continue;
        await tx.put(cabinetStateTable, { ...withPresence(state, false, this.#clock.now()), ended: true });
      }
    });
  }

  list(): Promise<readonly CabinetView[]> {
    return this.#store.transact(async (tx) => {
      const states = new Map((await tx.all(cabinetStateTable)).map((state) => [state.cabinetId, state]));
      return (await tx.all(cabinetTable)).map((cabinet) =>
        cabinetView(cabinet, states.get(cabinet.cabinetId), this.refusedLogins.of(cabinet.cabinetId)),
      );
    });
  }

  /** @throws AppError cabinet/unknown */
  view(cabinetId: CabinetId): Promise<CabinetView> {
    return this.#store.transact(async (tx) => {
      const [cabinet, state] = await Promise.all([this.cabinetIn(tx, cabinetId), tx.get(cabinetStateTable, cabinetId)]);
      return cabinetView(cabinet, state, this.refusedLogins.of(cabinetId));
    });
  }

  /** @throws AppError cabinet/unknown */
  async cabinetIn(tx: Transaction, cabinetId: CabinetId): Promise<Cabinet> {
    const cabinet = await tx.get(cabinetTable, cabinetId);
    if (!cabinet) throw new AppError("cabinet/unknown");
    return cabinet;
  }

  /** What a command needs: whether the cabinet is there, and its key. */
  lineTo(cabinetId: CabinetId): Promise<{ readonly isOnline: boolean; readonly sealKey: Buffer | undefined }> {
    return this.#store.transact(async (tx) => {
      const [cabinet, state] = await Promise.all([
        tx.get(cabinetTable, cabinetId),
        tx.get(cabinetStateTable, cabinetId),
      ]);
      return { isOnline: state?.presence.online === true, sealKey: cabinet && this.sealKeyFor(cabinet) };
    });
  }

  /** The broker's question: undefined for a cabinet that is not registered. */
  async passwordOf(cabinetId: CabinetId): Promise<string | undefined> {
    return (await this.#keysOf(cabinetId))?.password;
  }

  /** Whether the cabinet was taken out of service: then its right password is no good either. */
  async isDisabled(cabinetId: CabinetId): Promise<boolean> {
    const cabinet = await this.#store.transact((tx) => tx.get(cabinetTable, cabinetId));
    return cabinet?.disabled !== undefined;
  }

  async sealKeyOf(cabinetId: CabinetId): Promise<Buffer | undefined> {
    return (await this.#keysOf(cabinetId))?.sealKey;
  }

  /** @param cabinet as it is in the store now */
  sealKeyFor(cabinet: Cabinet): Buffer {
    return this.#keysFor(cabinet).sealKey;
  }

  async #keysOf(cabinetId: CabinetId): Promise<CabinetKeys | undefined> {
    const cabinet = await this.#store.transact((tx) => tx.get(cabinetTable, cabinetId));
    return cabinet && this.#keysFor(cabinet);
  }

  #pendingPassword({ cabinetId, pendingGeneration }: Cabinet): string | undefined {
    if (pendingGeneration === undefined) return undefined;
    return cabinetKeys(cabinetSecret(this.#hubSecret, cabinetId, pendingGeneration)).password;
  }

  #keysFor({ cabinetId, keyGeneration: generation }: Cabinet): CabinetKeys {
    const known = this.#keys.get(cabinetId);
    if (known?.generation === generation) return known.keys;
    const keys = cabinetKeys(cabinetSecret(this.#hubSecret, cabinetId, generation));
    this.#keys.set(cabinetId, { generation, keys });
    return keys;
  }
}

/** Of the newest secret that somebody may have. */
function newestGeneration({ keyGeneration, pendingGeneration }: Cabinet): number {
  return pendingGeneration ?? keyGeneration;
}

/** Numbers of the orders of a cabinet that have not ended: what is out, is being collected or waits for somebody. */
export async function openOrdersOf(tx: Transaction, cabinetId: CabinetId): Promise<readonly OrderNo[]> {
  const open = await tx.find(orderTable, unfinished);
  return open.flatMap(({ order }) => (order.place.cabinetId === cabinetId ? [order.orderNo] : []));
}

function isReturn(unmatchedEvent: UnmatchedEvent): boolean {
  return kindOf(unmatchedEvent) === "returned";
}
