import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import type { CabinetId } from "../../protocol/ids.ts";
import { type CabinetKeys, cabinetKeys } from "../../protocol/seal.ts";
import { type ItemKind, usualItemKind } from "../rental/rate-plan.ts";
import { type Cabinet, cabinetTable } from "../store/cabinet-table.ts";
import type { Store, Transaction } from "../store/store.ts";
import { cabinetSecret } from "./cabinet-secret.ts";

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
      const fresh = { keyGeneration: 1, presence: { online: false, since: this.#clock.now() }, drift: [] };
      await tx.put(cabinetTable, { ...(known ?? fresh), itemKind: usualItemKind, ...details });
      return { secret: cabinetSecret(this.#hubSecret, details.cabinetId, known?.keyGeneration ?? 1) };
    });
  }

  /** Voids the cabinet's secret and answers a new one. @throws AppError cabinet/unknown */
  renewSecret(cabinetId: CabinetId): Promise<{ secret: string }> {
    return this.#store.transact(async (tx) => {
      const cabinet = await this.cabinetIn(tx, cabinetId);
      const keyGeneration = cabinet.keyGeneration + 1;
      await tx.put(cabinetTable, { ...cabinet, keyGeneration });
      return { secret: cabinetSecret(this.#hubSecret, cabinetId, keyGeneration) };
    });
  }

  /** A broker that has just started has nobody connected, and what it knew of wills is gone. */
  async nobodyIsConnected(): Promise<void> {
    await this.#store.transact(async (tx) => {
      for (const cabinet of await tx.all(cabinetTable)) {
        if (!cabinet.presence.online) continue;
        const presence = { ...cabinet.presence, online: false, since: this.#clock.now() };
        await tx.put(cabinetTable, { ...cabinet, presence });
      }
    });
  }

  list(): Promise<readonly Cabinet[]> {
    return this.#store.transact((tx) => tx.all(cabinetTable));
  }

  /** @throws AppError cabinet/unknown */
  async cabinetIn(tx: Transaction, cabinetId: CabinetId): Promise<Cabinet> {
    const cabinet = await tx.get(cabinetTable, cabinetId);
    if (!cabinet) throw new AppError("cabinet/unknown");
    return cabinet;
  }

  async isOnline(cabinetId: CabinetId): Promise<boolean> {
    const cabinet = await this.#store.transact((tx) => tx.get(cabinetTable, cabinetId));
    return cabinet?.presence.online === true;
  }

  /** The broker's question: undefined for a cabinet that is not registered. */
  async passwordOf(cabinetId: CabinetId): Promise<string | undefined> {
    return (await this.#keysOf(cabinetId))?.password;
  }

  async sealKeyOf(cabinetId: CabinetId): Promise<Buffer | undefined> {
    return (await this.#keysOf(cabinetId))?.sealKey;
  }

  async #keysOf(cabinetId: CabinetId): Promise<CabinetKeys | undefined> {
    const cabinet = await this.#store.transact((tx) => tx.get(cabinetTable, cabinetId));
    if (!cabinet) return undefined;
    const { keyGeneration: generation } = cabinet;
    const known = this.#keys.get(cabinetId);
    if (known?.generation === generation) return known.keys;
    const keys = cabinetKeys(cabinetSecret(this.#hubSecret, cabinetId, generation));
    this.#keys.set(cabinetId, { generation, keys });
    return keys;
  }
}
