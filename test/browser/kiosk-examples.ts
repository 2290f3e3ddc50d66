import type { ScreenView } from "../../server/http/screen-api.ts";
import { exampleTariff } from "../support/example-tariff.ts";

const tariff = exampleTariff;

type Slot = ScreenView["slots"][number];

const screenId = "9mWcE0x3hQ5fL2s8";
const window = "1k3q9z";
const address = (slot: number) => `https://hub.example/q/s.${screenId}.${slot}.${window}.8vT1bAc0x3hQ5fL2`;

/** The codes of these slots, as the hub gives them. */
export function codesOf(slots: readonly Slot[], validFor = 45_000): ScreenView["codes"] {
  const ready = slots.filter(({ state }) => state === "ready").map(({ slot }) => slot);
  return {
    validFor,
    ...(ready.length > 0 && { best: address(0) }),
    slots: ready.map((slot) => ({ slot, url: address(slot) })),
  };
}

/** A cabinet with slots in these states, from slot 1 on; a number is the charge of an item that can be borrowed. */
export function screenOf(states: readonly (Slot["state"] | number)[], layout: ScreenView["layout"]): ScreenView {
  const slots = states.map((state, index): Slot => {
    const slot = index + 1;
    return typeof state === "number" ? { slot, state: "ready", level: state } : { slot, state };
  });
  return {
    brand: { zh: "借还", en: "Jiehuan" },
    cabinetName: "南京东路一号店",
    layout,
    itemKind: { id: "power-bank", name: { zh: "充电宝", en: "power bank" }, icon: "power-bank" },
    support: { telephone: "400-123-4567" },
    service: "open",
    tariff,
    slots,
    happenings: [],
    codes: codesOf(slots),
    slides: [],
    page: "k3Jx0pQm",
  };
}

export const twelve = screenOf([96, 88, "empty", 74, "taken", "flat", 91, "empty", "faulted", 83, 67, "empty"], {
  columns: 3,
  rows: 4,
});

/** As the hub shows a cabinet of this kind that does not lend. */
export function without(service: Exclude<ScreenView["service"], "open">, view = twelve): ScreenView {
  const offline = service === "offline";
  const slots = offline
    ? view.slots.map(({ slot, state }) => ({ slot, state: state === "empty" ? state : ("offline" as const) }))
    : view.slots;
  const { tariff: _, ...rest } = view;
  return { ...(service === "not-for-rent" ? rest : view), service, slots, codes: { validFor: 45_000, slots: [] } };
}

export function withHappening(
  kind: ScreenView["happenings"][number]["kind"],
  slot: number,
  more: { readonly amount?: number; readonly no?: number; readonly showFor?: number } = {},
  view = twelve,
): ScreenView {
  const happening = { no: 1, kind, slot, showFor: 20_000, ...more };
  return { ...view, happenings: [...view.happenings, happening] };
}
