import { createHash } from "node:crypto";
import { addressPrefix } from "../../platform/address-prefix.ts";
import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import type { CabinetId, EpochMs } from "../../protocol/ids.ts";
import type { AuditActor } from "../store/audit-table.ts";
import { cabinetTable } from "../store/cabinet-table.ts";
import { byCredential, type Screen, screensOf, screenTable } from "../store/screen-table.ts";
import type { Store, Transaction } from "../store/store.ts";
import { asPairingCode, newPairingCode } from "./pairing-code.ts";
import { pairingTable } from "./pairing-table.ts";
import { dropPairingsIn, isOver, isWaitingIn, makeRoomIn, pairingLength } from "./pairings.ts";

export interface ScreensParts {
  readonly store: Store;
  readonly clock: Pick<Clock, "now">;
  readonly randomBytes: (count: number) => Buffer;
}

/** A pairing that has begun. */
export interface StartedPairing {
  readonly pairingCode: string;
  /** What the browser shows from now on; it is the screen's credential once an operator has entered the code. */
  readonly credential: string;
  /** For how long the code can be entered; ms. */
  readonly validFor: number;
}

const credentialBytes = 32;
const idBytes = 12;
/** How often it is written down that a screen is still there; ms. */
export const seenEvery = 6 * 3_600_000;
/** How long a revoked screen is told so; ms. */
const revokedFor = 90 * 24 * 3_600_000;

/** The screens of cabinets: how a browser becomes one, and by what it is known. */
export class Screens {
  readonly #parts: ScreensParts;

  constructor(parts: ScreensParts) {
    this.#parts = parts;
  }

  /**
   * Draws a code that an operator can enter.
   * @param former what the browser shows so far: a code that it stands for becomes void
   * @throws AppError screen/paired where it is the credential of a screen
   */
  startPairing(ip: string, former?: string): Promise<StartedPairing> {
    const { store, clock, randomBytes } = this.#parts;
    const address = addressPrefix(ip);
    const credential = randomBytes(credentialBytes).toString("base64url");
    const pairingCode = newPairingCode(randomBytes);
    return store.transact(async (tx) => {
      const startedAt = clock.now();
      if (former !== undefined) {
        const [screen] = await tx.find(screenTable, byCredential(hashOf(former)));
        if (screen && screen.revokedAt === undefined) throw new AppError("screen/paired");
        await dropPairingsIn(tx, hashOf(former));
      }
      await makeRoomIn(tx, address, startedAt);
      await tx.put(pairingTable, { pairingCode, credentialHash: hashOf(credential), address, startedAt });
      return { pairingCode, credential, validFor: pairingLength };
    });
  }

  /** The browser that shows this code is a screen of the cabinet from now on. @throws AppError screen/pairing-unknown, cabinet/unknown */
  async pairIn(tx: Transaction, written: string, cabinetId: CabinetId, pairedBy: AuditActor): Promise<Screen> {
    const now = this.#parts.clock.now();
    const pairing = await tx.get(pairingTable, asPairingCode(written));
    if (!pairing || isOver(pairing, now)) throw new AppError("screen/pairing-unknown");
    if (!(await tx.get(cabinetTable, cabinetId))) throw new AppError("cabinet/unknown");
    const screenId = this.#parts.randomBytes(idBytes).toString("base64url");
    const { credentialHash } = pairing;
    const screen: Screen = { screenId, cabinetId, credentialHash, pairedAt: now, pairedBy, seenAt: now };
    await tx.put(screenTable, screen);
    await tx.delete(pairingTable, pairing.pairingCode);
    return screen;
  }

  /**
   * The screen that shows this credential; writes down that it is there. It stays one until an operator revokes it: neither
   * the hub's clock nor the time that the panel was away decides about it.
   * @throws AppError screen/not-paired, screen/waiting, screen/revoked
   */
  async of(credential: string | undefined): Promise<Screen> {
    if (credential === undefined) throw new AppError("screen/not-paired");
    const found = await this.#parts.store.transact(async (tx) => {
      const now = this.#parts.clock.now();
      const [screen] = await tx.find(screenTable, byCredential(hashOf(credential)));
      if (screen) return screen.revokedAt === undefined ? seenIn(tx, screen, now) : ("screen/revoked" as const);
      return (await isWaitingIn(tx, hashOf(credential), now)) ? ("screen/waiting" as const) : "screen/not-paired";
    });
    // Only here, so that it is kept that a browser waits.
    if (typeof found === "string") throw new AppError(found);
    return found;
  }

  /** Writes down that a screen is there. @returns it as it is now; undefined: it is revoked or gone */
  noteSeen(screenId: string): Promise<Screen | undefined> {
    const { store, clock } = this.#parts;
    return store.transact(async (tx) => {
      const screen = await tx.get(screenTable, screenId);
      if (!screen || screen.revokedAt !== undefined) return undefined;
      return seenIn(tx, screen, clock.now());
    });
  }

  /** Those that may show their cabinet, the newest first. */
  async list(): Promise<readonly Screen[]> {
    const screens = await this.#parts.store.transact((tx) => tx.all(screenTable));
    return screens
      .filter(({ revokedAt }) => revokedAt === undefined)
      .toSorted((one, other) => other.pairedAt - one.pairedAt);
  }

  /** Voids a screen's credential and its codes; doing it again changes nothing. @returns it as it was @throws AppError screen/unknown */
  async revokeIn(tx: Transaction, screenId: string): Promise<Screen> {
    const screen = await tx.get(screenTable, screenId);
    if (!screen) throw new AppError("screen/unknown");
    if (screen.revokedAt !== undefined) return screen;
    const now = this.#parts.clock.now();
    await tx.put(screenTable, { ...screen, revokedAt: now });
    for (const { screenId: old, revokedAt = now } of await tx.all(screenTable))
      if (now - revokedAt > revokedFor) await tx.delete(screenTable, old);
    return screen;
  }

  /** Revokes every screen of a cabinet. @returns how many there were */
  async revokeAllIn(tx: Transaction, cabinetId: CabinetId): Promise<number> {
    const valid = (await tx.find(screenTable, screensOf(cabinetId))).filter(({ revokedAt }) => revokedAt === undefined);
    for (const { screenId } of valid) await this.revokeIn(tx, screenId);
    return valid.length;
  }
}

async function seenIn(tx: Transaction, screen: Screen, now: EpochMs): Promise<Screen> {
  if (Math.abs(now - screen.seenAt) < seenEvery) return screen;
  const seen = { ...screen, seenAt: now };
  await tx.put(screenTable, seen);
  return seen;
}

function hashOf(credential: string): string {
  return createHash("sha256").update(credential).digest("base64url");
}
