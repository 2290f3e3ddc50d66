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

  /** A code for each slot that has none. @returns the new ones */
  async issueMissingIn(tx: Transaction, cabinetId: CabinetId, slots: number): Promise<readonly LiveCode[]> {
    const live = await this.listIn(tx, cabinetId);
    const issued: LiveCode[] = [];
    for (let slot = 1; slot <= slots; slot++) {
      if (!live.some((code) => code.slot === slot)) issued.push(await this.#issueIn(tx, cabinetId, slot));
    }
    return issued;
  }

  /** A new code for a slot instead of all that it had. @returns it, and the ids of those that are void now */
  async replaceIn(tx: Transaction, cabinetId: CabinetId, slot: SlotNumber) {
    const revoked: string[] = [];
    for (const code of await tx.find(slotCodeTable, cabinetId)) {
      if (code.slot === slot && (await this.#revokeIn(tx, code))) revoked.push(code.id);
    }
    return { code: await this.#issueIn(tx, cabinetId, slot), revoked };
  }

  /** Voids all codes of a cabinet. @returns how many were valid */
  async revokeAllIn(tx: Transaction, cabinetId: CabinetId): Promise<number> {
    let revoked = 0;
    for (const code of await tx.find(slotCodeTable, cabinetId)) if (await this.#revokeIn(tx, code)) revoked++;
    return revoked;
  }

  /** The id of a code that was once ours; nothing is looked up for any other. @throws AppError code/unknown */
  idOf(text: string): string {
    const [, id = "", mac = ""] = shape.exec(text) ?? [];
    const given = Buffer.from(mac, "base64url");
    if (given.length !== partBytes || !timingSafeEqual(given, this.#mac(id))) throw new AppError("code/unknown");
    return id;
  }

  /** @throws AppError code/unknown, code/revoked */
  async codeIn(tx: Transaction, id: string): Promise<LiveCode & CodedSlot> {
    const code = await tx.get(slotCodeTable, id);
    if (!code) throw new AppError("code/unknown");
    if (code.revokedAt !== undefined) throw new AppError("code/revoked");
    return { ...this.#live(code), cabinetId: code.cabinetId };
  }

  /** The code of this id; undefined where it is unknown or revoked. */
  async liveIn(tx: Transaction, id: string): Promise<(LiveCode & CodedSlot) | undefined> {
    const code = await tx.get(slotCodeTable, id);
    return code && code.revokedAt === undefined ? { ...this.#live(code), cabinetId: code.cabinetId } : undefined;
  }

  /** Voids a code; doing it again changes nothing. @throws AppError code/unknown */
  async revoke(id: string): Promise<void> {
    await this.#store.transact((tx) => this.revokeIn(tx, id));
  }

  /** As `revoke`. @returns the code as it was before */
  async revokeIn(tx: Transaction, id: string): Promise<SlotCode> {
    const code = await tx.get(slotCodeTable, id);
    if (!code) throw new AppError("code/unknown");
    await this.#revokeIn(tx, code);
    return code;
  }

  /** The live codes of a cabinet, by slot and then by age. */
  list(cabinetId: CabinetId): Promise<readonly LiveCode[]> {
    return this.#store.transact((tx) => this.listIn(tx, cabinetId));
  }

  async listIn(tx: Transaction, cabinetId: CabinetId): Promise<readonly LiveCode[]> {
    const codes = await tx.find(slotCodeTable, cabinetId);
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

  /** @returns whether it was valid */
  async #revokeIn(tx: Transaction, code: SlotCode): Promise<boolean> {
    if (code.revokedAt !== undefined) return false;
    await tx.put(slotCodeTable, { ...code, revokedAt: this.#clock.now() });
    return true;
  }

  #live({ id, slot, issuedAt }: SlotCode): LiveCode {
    return { id, slot, issuedAt, text: `${id}.${this.#mac(id).toString("base64url")}` };
  }

  #mac(id: string): Buffer {
    return createHmac("sha256", this.#macKey).update(id).digest().subarray(0, partBytes);
  }
}
