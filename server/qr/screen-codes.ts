import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import type { EpochMs, SlotNumber } from "../../protocol/ids.ts";

/** A screen shows each code for so long; ms. The code is taken for as long again, so that a late scan still counts. */
export const codeWindow = 30_000;
/** How far the clocks of two hubs may be apart; ms. */
const clockTolerance = 5_000;
/** A code that is scanned at the last moment still has to arrive; ms. */
const timeToArrive = 10_000;

/** What a screen's code says. Without a slot it stands for the best item of the cabinet. */
export interface ScreenCode {
  readonly screenId: string;
  readonly slot?: SlotNumber;
  readonly window: number;
}

const macBytes = 12;
const shape = /^s\.([\w-]{16})\.(\d{1,2})\.([0-9a-z]{1,8})\.([\w-]{16})$/;
const bestItem = "0";

/**
 * The codes on screens, `s.<screen>.<slot>.<window>.<mac>`. Nothing of them is stored: the mac shows that a code is ours,
 * and its window, counted from 1970 by the hub's clock, how old it is.
 */
export class ScreenCodes {
  readonly #macKey: Uint8Array;

  /** @param hubSecret another one voids every code */
  constructor(hubSecret: string) {
    this.#macKey = new Uint8Array(hkdfSync("sha256", hubSecret, "", "jiehuan screen code", 32));
  }

  text({ screenId, slot, window }: ScreenCode): string {
    const said = `s.${screenId}.${slot ?? bestItem}.${window.toString(36)}`;
    return `${said}.${this.#mac(said).toString("base64url")}`;
  }

  /** undefined: it is none of ours. Whether it is too old, `isCurrent` says. */
  read(text: string): ScreenCode | undefined {
    const [, screenId = "", slot = "", window = "", mac = ""] = shape.exec(text) ?? [];
    const given = Buffer.from(mac, "base64url");
    const said = text.slice(0, -(mac.length + 1));
    if (given.length !== macBytes || !timingSafeEqual(given, this.#mac(said))) return undefined;
    const code = { screenId, window: Number.parseInt(window, 36) };
    return slot === bestItem ? code : { ...code, slot: Number(slot) };
  }

  #mac(said: string): Buffer {
    return createHmac("sha256", this.#macKey).update(said).digest().subarray(0, macBytes);
  }
}

export function windowAt(now: EpochMs): number {
  return Math.floor(now / codeWindow);
}

/** Whether a code of this window is taken at `now`: the present window and the last one are. */
export function isCurrent(window: number, now: EpochMs): boolean {
  return windowAt(now) <= window + 1 && windowAt(now + clockTolerance) >= window;
}

/** For how long a screen may show a code of this window, from `now` on; ms. */
export function shownFor(window: number, now: EpochMs): number {
  return Math.max(0, (window + 2) * codeWindow - timeToArrive - now);
}
