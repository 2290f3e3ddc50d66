import type { Happening, ScreenView, Showing } from "./screen-state.ts";

/** What of a view holds at a moment: codes and happenings end by themselves, whether the hub is heard or not. */
export interface NowShown {
  readonly view: ScreenView;
  /** Addresses to draw as QR codes; undefined: none may be shown. */
  readonly codes: ShownCodes | undefined;
  readonly happenings: readonly Happening[];
  /** Whether the hub is not heard, and nothing can be borrowed by what the screen knows. */
  readonly isCutOff: boolean;
}

export interface ShownCodes {
  readonly best: string | undefined;
  readonly slots: ReadonlyMap<number, string>;
}

/** @param now of `performance.now` */
export function nowShown({ view, readAt, connected }: Showing, now: number): NowShown {
  const age = now - readAt;
  const { best, slots, validFor } = view.codes;
  const areValid = age < validFor;
  return {
    view,
    codes: areValid ? { best, slots: new Map(slots.map(({ slot, url }): [number, string] => [slot, url])) } : undefined,
    happenings: view.happenings.filter(({ showFor }) => age < showFor),
    // Views come at least every half minute: one whose codes have ended is old, whatever the browser says of its connection.
    isCutOff: !areValid || (!connected && slots.length === 0),
  };
}
