import { Mark } from "../shared/mark.tsx";
import type { OrderView } from "../shared/rider-types.ts";
import { isBoughtOut, isOverdue, itemsOf } from "./order-items.ts";
import { itemsToTake, offeredItem } from "./order-message.ts";
import { type PlateMood, SlotPlate } from "./slot-plate.tsx";

/** One slot is shown like the one in front of the rider; where there are several, the list of items shows them. */
export function OrderPicture({ view, now }: { view: OrderView; now: number }) {
  const items = itemsOf(view);
  const mood = moodOf(view, now);
  if (mood === "good" || mood === "warn" || mood === "off") return <Mark tone={mood} />;
  const item = view.phase === "offer" ? offeredItem(view) : items.length === 1 ? items[0] : undefined;
  return item && mood ? <SlotPlate slot={item.slot} mood={mood} /> : null;
}

function moodOf(view: OrderView, now: number): PlateMood | "good" | "warn" | "off" | undefined {
  switch (view.phase) {
    case "confirm":
    case "offer":
      return "rest";
    case "opening":
      return view.items.every(({ state }) => state === "not-opened") ? "closed" : "opening";
    case "checking":
      return "opening";
    case "lent":
      if (isOverdue(view, now)) return "warn";
      return itemsToTake(view, now).length > 0 && !view.paused ? "open" : undefined;
    case "not-opened":
    case "lapsed":
    case "cancelled":
    case "review":
      return "closed";
    case "collecting":
    case "settled":
      return isBoughtOut(view) ? "off" : "good";
    case "owed":
    case "payment-due":
      return "warn";
  }
}
