import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import type { EpochMs, SlotNumber } from "../../protocol/ids.ts";

/** How long a rider may take from the scan of a screen's code to the order; ms. */
export const ticketLength = 600_000;

/** What a rider has scanned, on which screen, and when. */
export interface ScanTicket {
  /** Stands for its cabinet too: a screen never moves to another one. */
  readonly screenId: string;
  readonly slot: SlotNumber;
  /** The rider scanned the code of the best item: another slot will do as well. */
  readonly best: boolean;
  readonly scannedAt: EpochMs;
}

const macBytes = 12;
const shape = /^t\.([\w-]{16})\.(\d{1,2})(b?)\.([0-9a-z]{1,9})\.([\w-]{16})$/;

/**
 * A ticket, `t.<screen>.<slot>.<time>.<mac>`, stands in the place of a screen's code once a rider has scanned it: the code
 * is soon void, and the rider still has to read and to decide. Its mac is made with the rider's id, so that it is no good to
 * anybody else. It is void with its screen.
 */
export class ScanTickets {
  readonly #macKey: Uint8Array;

  /** @param hubSecret another one voids every ticket */
  constructor(hubSecret: string) {
    this.#macKey = new Uint8Array(hkdfSync("sha256", hubSecret, "", "jiehuan scan ticket", 32));
  }

  text({ screenId, slot, best, scannedAt }: ScanTicket, riderId: string): string {
    const said = `t.${screenId}.${slot}${best ? "b" : ""}.${scannedAt.toString(36)}`;
    return `${said}.${this.#mac(said, riderId).toString("base64url")}`;
  }

  /** "foreign": it is not this rider's, or was never made; undefined: it has not the shape of a ticket. */
  read(text: string, riderId: string): ScanTicket | "foreign" | undefined {
    const [matched, screenId = "", slot = "", best = "", time = "", mac = ""] = shape.exec(text) ?? [];
    if (matched === undefined) return undefined;
    const given = Buffer.from(mac, "base64url");
    const said = text.slice(0, -(mac.length + 1));
    if (given.length !== macBytes || !timingSafeEqual(given, this.#mac(said, riderId))) return "foreign";
    return { screenId, slot: Number(slot), best: best !== "", scannedAt: Number.parseInt(time, 36) };
  }

  #mac(said: string, riderId: string): Buffer {
    return createHmac("sha256", this.#macKey).update(`${said} ${riderId}`).digest().subarray(0, macBytes);
  }
}

/** Whether the ticket may still be used. One from a hub whose clock runs ahead may; one from long ahead was made before a step. */
export function isFresh({ scannedAt }: Pick<ScanTicket, "scannedAt">, now: EpochMs): boolean {
  return Math.abs(now - scannedAt) <= ticketLength;
}
