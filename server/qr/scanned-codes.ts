import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import type { CabinetId, EpochMs, SlotNumber } from "../../protocol/ids.ts";
import { type Cabinet, cabinetTable } from "../store/cabinet-table.ts";
import { screensOf, screenTable } from "../store/screen-table.ts";
import type { Store, Transaction } from "../store/store.ts";
import { isFresh, type ScanTicket, ScanTickets } from "./scan-tickets.ts";
import { isCurrent, type ScreenCode, type ScreenCodes } from "./screen-codes.ts";
import { slotCodeTable } from "./slot-code-table.ts";
import type { SlotCodes } from "./slot-codes.ts";

export interface ScannedCodesParts {
  readonly store: Store;
  readonly clock: Pick<Clock, "now">;
  readonly hubSecret: string;
  readonly codes: SlotCodes;
  readonly screenCodes: ScreenCodes;
}

/** A code of ours as a rider showed it: from a sticker, from a screen, or what the rider got for one from a screen. */
export type ScannedCode =
  | { readonly kind: "printed"; readonly id: string; readonly text: string }
  | { readonly kind: "screen"; readonly code: ScreenCode; readonly scannedAt: EpochMs }
  | { readonly kind: "ticket"; readonly ticket: ScanTicket };

/** What a code stands for: a slot, or the best item of a cabinet, which may have been chosen already. */
export type CodedPlace =
  | { readonly cabinetId: CabinetId; readonly best: false; readonly slot: SlotNumber }
  | { readonly cabinetId: CabinetId; readonly best: true; readonly slot?: SlotNumber };

/** Reads what riders scan, whichever kind of code it is. */
export class ScannedCodes {
  readonly #parts: ScannedCodesParts;
  readonly #tickets: ScanTickets;

  constructor(parts: ScannedCodesParts) {
    this.#parts = parts;
    this.#tickets = new ScanTickets(parts.hubSecret);
  }

  /**
   * Nothing is looked up: whether it is still good, `placeIn` says.
   * @param scannedAt when the rider arrived with it
   * @throws AppError code/unknown, code/expired for another rider's ticket
   */
  read(text: string, riderId: string, scannedAt = this.#parts.clock.now()): ScannedCode {
    const code = this.#parts.screenCodes.read(text);
    if (code) return { kind: "screen", code, scannedAt };
    const ticket = this.#tickets.read(text, riderId);
    if (ticket === "foreign") throw new AppError("code/expired");
    if (ticket) return { kind: "ticket", ticket };
    return { kind: "printed", id: this.#parts.codes.idOf(text), text };
  }

  /** The cabinet whose code it is, valid or not; undefined: it is not known any more. */
  async cabinetIn(tx: Transaction, scanned: ScannedCode): Promise<CabinetId | undefined> {
    switch (scanned.kind) {
      case "printed":
        return (await tx.get(slotCodeTable, scanned.id))?.cabinetId;
      case "screen":
        return (await tx.get(screenTable, scanned.code.screenId))?.cabinetId;
      case "ticket":
        return (await tx.get(screenTable, scanned.ticket.screenId))?.cabinetId;
    }
  }

  /**
   * For a loan only what a cabinet's screen shows counts, where the operator refuses its printed codes and it has a screen. A
   * rider who brings an item back may say where by either.
   * @throws AppError code/not-accepted
   */
  async acceptForLoanIn(tx: Transaction, scanned: ScannedCode, { cabinetId }: CodedPlace): Promise<void> {
    if (scanned.kind !== "printed") return;
    const cabinet = await tx.get(cabinetTable, cabinetId);
    if (cabinet && (await this.refusesPrintedIn(tx, cabinet))) throw new AppError("code/not-accepted");
  }

  /** Whether the operator refuses the cabinet's printed codes, and it has a screen whose codes can be scanned. */
  async refusesPrintedIn(tx: Transaction, { cabinetId, printedCodes }: Cabinet): Promise<boolean> {
    if (printedCodes !== "refused") return false;
    const screens = await tx.find(screenTable, screensOf(cabinetId));
    return screens.some(({ revokedAt }) => revokedAt === undefined);
  }

  /** @throws AppError code/unknown, code/revoked, code/expired */
  async placeIn(tx: Transaction, scanned: ScannedCode): Promise<CodedPlace> {
    switch (scanned.kind) {
      case "printed":
        return this.#printedIn(tx, scanned.id);
      case "screen":
        return shownIn(tx, scanned);
      case "ticket":
        return this.#ticketIn(tx, scanned.ticket);
    }
  }

  /** What a code stands for now. @throws AppError as `read` and `placeIn` */
  async verify(text: string, riderId: string): Promise<CodedPlace> {
    const scanned = this.read(text, riderId);
    return this.#parts.store.transact((tx) => this.placeIn(tx, scanned));
  }

  /** With what this rider goes on: a ticket for what a screen showed, else the code itself. */
  goingOn(scanned: ScannedCode, { best }: CodedPlace, slot: SlotNumber, riderId: string): string {
    switch (scanned.kind) {
      case "printed":
        return scanned.text;
      case "screen":
        return this.#tickets.text(
          { screenId: scanned.code.screenId, slot, best, scannedAt: scanned.scannedAt },
          riderId,
        );
      case "ticket":
        return this.#tickets.text({ ...scanned.ticket, slot }, riderId);
    }
  }

  async #printedIn(tx: Transaction, id: string): Promise<CodedPlace> {
    const { cabinetId, slot } = await this.#parts.codes.codeIn(tx, id);
    return { cabinetId, best: false, slot };
  }

  async #ticketIn(tx: Transaction, ticket: ScanTicket): Promise<CodedPlace> {
    if (!isFresh(ticket, this.#parts.clock.now())) throw new AppError("code/expired");
    const { screenId, best, slot } = ticket;
    return { cabinetId: await cabinetOfIn(tx, screenId), best, slot };
  }
}

async function shownIn(
  tx: Transaction,
  { code: { screenId, slot, window }, scannedAt }: Extract<ScannedCode, { kind: "screen" }>,
): Promise<CodedPlace> {
  const cabinetId = await cabinetOfIn(tx, screenId);
  if (!isCurrent(window, scannedAt)) throw new AppError("code/expired");
  return slot === undefined ? { cabinetId, best: true } : { cabinetId, best: false, slot };
}

/** The cabinet of a screen that is not revoked. A cabinet that is removed takes its screens with it. */
async function cabinetOfIn(tx: Transaction, screenId: string): Promise<CabinetId> {
  const screen = await tx.get(screenTable, screenId);
  if (!screen) throw new AppError("code/unknown");
  if (screen.revokedAt !== undefined) throw new AppError("code/revoked");
  return screen.cabinetId;
}
