import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import type { CabinetId, EpochMs, SlotNumber } from "../../protocol/ids.ts";
import type { Store, Transaction } from "../store/store.ts";
import { type SlotCode, slotCodeTable } from "./slot-code-table.ts";

export interface SlotCodesParts {
  readonly store: Store;
  readonly clock: Clock;
  /** The hub's own; another one voids every sticker. */
  readonly hubSecret: string;
  readonly randomBytes: (count: number) => Buffer;
}

/** A code that is valid, with the text that its QR code carries. */
export interface LiveCode {
  readonly id: string;
  readonly slot: SlotNumber;
  readonly issuedAt: EpochMs;
  readonly text: string;
}

/** What a code stands for. */
export interface CodedSlot {
  readonly cabinetId: CabinetId;
  readonly slot: SlotNumber;
}

/** 96 bits: nothing to guess, and 16 characters of base64url exactly, so that no two texts say the same. */
const partBytes = 12;
const shape = /^([\w-]{16})\.([\w-]{16})$/;

/**
 * The codes on the slots, `<id>.<mac>`. The id is random, so that no code tells of another one; the mac shows that it is
 * ours before anything is looked up.
 */
export class SlotCodes {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #macKey: Uint8Array;
  readonly #randomBytes: (count: number) => Buffer;

  constructor({ store, clock, hubSecret, randomBytes }: SlotCodesParts) {
    this.#store = store;
    this.#clock = clock;
    this.#macKey = new Uint8Array(hkdfSync("sha256", hubSecret, "", "jiehuan slot code", 32));
    this.#randomBytes = randomBytes;
  }

  /** A new code for a slot; those it has already stay valid. */
  issue(cabinetId: CabinetId, slot: SlotNumber): Promise<LiveCode> {
    return this.#store.transact((tx) => this.#issueIn(tx, cabinetId, slot));
  }

  /** A new code for a slot instead of all that it had. */
  replace(cabinetId: CabinetId, slot: SlotNumber): Promise<LiveCode> {
    return this.#store.transact(async (tx) => {
      for (const code of await tx.find(slotCodeTable, cabinetId)) {
        if (code.slot === slot) await this.#revokeIn(tx, code);
      }
      return await this.#issueIn(tx, cabinetId, slot);
    });
  }

  /** What a scanned code stands for. @throws AppError code/unknown, code/revoked */
  async verify(text: string): Promise<CodedSlot> {
    const id = this.idOf(text);
    return this.#store.transact((tx) => this.slotIn(tx, id));
  }

  /** The id of a code that was once ours; nothing is looked up for any other. @throws AppError code/unknown */
  idOf(text: string): string {
    const [, id = "", mac = ""] = shape.exec(text) ?? [];
    const given = Buffer.from(mac, "base64url");
    if (given.length !== partBytes || !timingSafeEqual(given, this.#mac(id))) throw new AppError("code/unknown");
    return id;
  }

  /** @throws AppError code/unknown, code/revoked */
  async slotIn(tx: Transaction, id: string): Promise<CodedSlot> {
    const code = await tx.get(slotCodeTable, id);
    if (!code) throw new AppError("code/unknown");
    if (code.revokedAt !== undefined) throw new AppError("code/revoked");
    return { cabinetId: code.cabinetId, slot: code.slot };
  }

  /** Voids a code; doing it again changes nothing. @throws AppError code/unknown */
  async revoke(id: string): Promise<void> {
    await this.#store.transact(async (tx) => {
      const code = await tx.get(slotCodeTable, id);
      if (!code) throw new AppError("code/unknown");
      await this.#revokeIn(tx, code);
    });
  }

  /** The live codes of a cabinet, by slot and then by age. */
  async list(cabinetId: CabinetId): Promise<readonly LiveCode[]> {
    const codes = await this.#store.transact((tx) => tx.find(slotCodeTable, cabinetId));
    return codes
      .filter((code) => code.revokedAt === undefined)
      .toSorted((a, b) => a.slot - b.slot || a.issuedAt - b.issuedAt)
      .map((code) => this.#live(code));
  }

  async #issueIn(tx: Transaction, cabinetId: CabinetId, slot: SlotNumber): Promise<LiveCode> {
    const id = this.#randomBytes(partBytes).toString("base64url");
    const code: SlotCode = { id, cabinetId, slot, issuedAt: this.#clock.now() };
    await tx.put(slotCodeTable, code);
    return this.#live(code);
  }

  async #revokeIn(tx: Transaction, code: SlotCode): Promise<void> {
    if (code.revokedAt === undefined) await tx.put(slotCodeTable, { ...code, revokedAt: this.#clock.now() });
  }

  #live({ id, slot, issuedAt }: SlotCode): LiveCode {
    return { id, slot, issuedAt, text: `${id}.${this.#mac(id).toString("base64url")}` };
  }

  #mac(id: string): Buffer {
    return createHmac("sha256", this.#macKey).update(id).digest().subarray(0, partBytes);
  }
}
