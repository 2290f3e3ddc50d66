import type { OrderView } from "../shared/rider-types.ts";
import { itemsToTake, offeredItem } from "./order-message.ts";
import { type PlateMood, SlotPlate } from "./slot-plate.tsx";

/** One slot is shown like the one in front of the rider; where there are several, the list of items shows them. */
export function OrderPicture({ view, now }: { view: OrderView; now: number }) {
  const { phase, items } = view;
  const mood = moodOf(view, now);
  if (mood === "done" || mood === "to-do") {
    return (
      <div className={mood === "done" ? "mark" : "mark mark-trouble"} aria-hidden="true">
        {mood === "done" ? "✓" : "!"}
      </div>
    );
  }
  const item = phase === "offer" ? offeredItem(view) : items.length === 1 ? items[0] : undefined;
  return item && mood ? <SlotPlate slot={item.slot} mood={mood} /> : null;
}

function moodOf(view: OrderView, now: number): PlateMood | "done" | "to-do" | undefined {
  switch (view.phase) {
    case "confirm":
    case "offer":
      return "rest";
    case "opening":
      return view.items.every(({ state }) => state === "not-opened") ? "closed" : "opening";
    case "checking":
      return "opening";
    case "lent":
      return itemsToTake(view, now).length > 0 && !view.paused ? "open" : undefined;
    case "not-opened":
    case "lapsed":
    case "cancelled":
    case "review":
      return "closed";
    case "collecting":
    case "settled":
      return "done";
    case "owed":
    case "payment-due":
      return "to-do";
  }
}
