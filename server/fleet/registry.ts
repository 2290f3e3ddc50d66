import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import type { CabinetId } from "../../protocol/ids.ts";
import { type CabinetKeys, cabinetKeys } from "../../protocol/seal.ts";
import { type ItemKind, usualItemKind } from "../rental/rate-plan.ts";
import { cabinetStateTable } from "../store/cabinet-state-table.ts";
import { type Cabinet, cabinetTable, changedCabinet } from "../store/cabinet-table.ts";
import type { Store, Transaction } from "../store/store.ts";
import { cabinetSecret } from "./cabinet-secret.ts";
import { type CabinetView, cabinetView } from "./cabinet-view.ts";

export interface CabinetDetails {
  readonly cabinetId: CabinetId;
  readonly name: string;
  readonly address: string;
  readonly slots: number;
  /** Absent: the usual kind. */
  readonly itemKind?: ItemKind;
}

/** The cabinets that may connect, and their secrets. */
export class Registry {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #hubSecret: string;
  /** Every message needs them, and deriving them costs more than sealing. One entry for each registered cabinet. */
  readonly #keys = new Map<CabinetId, { readonly generation: number; readonly keys: CabinetKeys }>();

  constructor(store: Store, clock: Clock, hubSecret: string) {
    this.#store = store;
    this.#clock = clock;
    this.#hubSecret = hubSecret;
  }

  /** Registers a cabinet, or changes its details; answers its secret, which is the same each time. */
  register(details: CabinetDetails): Promise<{ secret: string }> {
    return this.#store.transact(async (tx) => {
      const known = await tx.get(cabinetTable, details.cabinetId);
      const now = { itemKind: usualItemKind, ...details };
      await tx.put(cabinetTable, known ? changedCabinet(known, now) : { keyGeneration: 1, ...now });
      return { secret: cabinetSecret(this.#hubSecret, details.cabinetId, known?.keyGeneration ?? 1) };
    });
  }

  /** Voids the cabinet's secret and answers a new one. @throws AppError cabinet/unknown */
  renewSecret(cabinetId: CabinetId): Promise<{ secret: string }> {
    return this.#store.transact(async (tx) => {
      const cabinet = await this.cabinetIn(tx, cabinetId);
      const keyGeneration = cabinet.keyGeneration + 1;
      await tx.put(cabinetTable, changedCabinet(cabinet, { keyGeneration }));
      return { secret: cabinetSecret(this.#hubSecret, cabinetId, keyGeneration) };
    });
  }

  /** A broker that has just started has nobody connected, and what it knew of wills is gone. */
  async nobodyIsConnected(): Promise<void> {
    await this.#store.transact(async (tx) => {
      for (const state of await tx.all(cabinetStateTable)) {
        if (state.ended) continue;
        const { online, since } = state.presence;
        const presence = { ...state.presence, online: false, since: online ? this.#clock.now() : since };
        await tx.put(cabinetStateTable, { ...state, presence, ended: true });
      }
    });
  }

  list(): Promise<readonly CabinetView[]> {
    return this.#store.transact(async (tx) => {
      const states = new Map((await tx.all(cabinetStateTable)).map((state) => [state.cabinetId, state]));
      return (await tx.all(cabinetTable)).map((cabinet) => cabinetView(cabinet, states.get(cabinet.cabinetId)));
    });
  }

  /** @throws AppError cabinet/unknown */
  async cabinetIn(tx: Transaction, cabinetId: CabinetId): Promise<Cabinet> {
    const cabinet = await tx.get(cabinetTable, cabinetId);
    if (!cabinet) throw new AppError("cabinet/unknown");
    return cabinet;
  }

  async isOnline(cabinetId: CabinetId): Promise<boolean> {
    const state = await this.#store.transact((tx) => tx.get(cabinetStateTable, cabinetId));
    return state?.presence.online === true;
  }

  /** The broker's question: undefined for a cabinet that is not registered. */
  async passwordOf(cabinetId: CabinetId): Promise<string | undefined> {
    return (await this.#keysOf(cabinetId))?.password;
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

  #keysFor({ cabinetId, keyGeneration: generation }: Cabinet): CabinetKeys {
    const known = this.#keys.get(cabinetId);
    if (known?.generation === generation) return known.keys;
    const keys = cabinetKeys(cabinetSecret(this.#hubSecret, cabinetId, generation));
    this.#keys.set(cabinetId, { generation, keys });
    return keys;
  }
}
