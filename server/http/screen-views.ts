import type { EpochMs } from "../../protocol/ids.ts";
import { type ScreenCodes, shownFor, windowAt } from "../qr/screen-codes.ts";
import { type CabinetPicture, readySlots } from "../screens/cabinet-picture.ts";
import type { Happening } from "../screens/happenings.ts";
import type { Slide } from "../screens/slide-table.ts";
import type { ScreenView, ShownSlide } from "./screen-api.ts";

/** What the hub puts into each screen's view. */
export interface ScreenViewParts {
  readonly codes: ScreenCodes;
  readonly publicUrl: string;
  /** The version of the page. */
  readonly page: string;
  readonly now: EpochMs;
}

/** What all screens of a cabinet show alike. */
export interface ScreenContent {
  readonly picture: CabinetPicture;
  readonly slides: readonly ShownSlide[];
  readonly happenings: readonly Happening[];
}

/** What one screen shows: its codes are its own. */
export function screenView(
  { picture, slides, happenings }: ScreenContent,
  screenId: string,
  parts: ScreenViewParts,
): ScreenView {
  return {
    ...picture,
    slots: [...picture.slots],
    slides: [...slides],
    happenings: [...happenings],
    codes: codesOf(picture, screenId, parts),
    page: parts.page,
  };
}

export function shownSlide({ id, zh, en, hasImage }: Slide): ShownSlide {
  return { id, zh, en, ...(hasImage && { image: `/slides/${id}` }) };
}

function codesOf(
  picture: CabinetPicture,
  screenId: string,
  { codes, publicUrl, now }: ScreenViewParts,
): ScreenView["codes"] {
  const window = windowAt(now);
  const ready = readySlots(picture);
  const address = (text: string) => `${publicUrl}/q/${text}`;
  return {
    validFor: shownFor(window, now),
    ...(ready.length > 0 && { best: address(codes.text({ screenId, window })) }),
    slots: ready.map((slot) => ({ slot, url: address(codes.text({ screenId, window, slot })) })),
  };
}
