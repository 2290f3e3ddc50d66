import type { components } from "../shared/hub-api.ts";

export type ScreenView = components["schemas"]["ScreenView"];
export type ScreenSlot = ScreenView["slots"][number];
export type SlotState = ScreenSlot["state"];
export type Happening = ScreenView["happenings"][number];
export type HappeningKind = Happening["kind"];

/** A cabinet that is shown. Times are of `performance.now`: the clock of a panel may be wrong, or set at any moment. */
export interface Showing {
  readonly kind: "showing";
  readonly view: ScreenView;
  readonly readAt: number;
  /** Whether the hub is heard. */
  readonly connected: boolean;
}

/** What the screen knows. */
export type ScreenState =
  /** The hub did not answer yet. */
  { readonly kind: "connecting" } | { readonly kind: "pairing"; readonly pairingCode: string } | Showing;
