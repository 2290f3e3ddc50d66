import type { ItemView, OrderView } from "../shared/rider-types.ts";
import { useSpeech } from "./language-context.tsx";
import { itemsToTake } from "./order-message.ts";
import type { Words } from "./words.ts";

/** Each item of an order with its slot, and what is the matter with it. @param props.now the hub's clock, epoch ms */
export function ItemList({ view, now }: { view: OrderView; now: number }) {
  const { words } = useSpeech();
  const toTake = itemsToTake(view, now);
  return (
    <ul className="card items" aria-live="polite">
      {view.items.map((item) => (
        <li key={item.loanNo} className={`item item-${item.state}`}>
          <span className="item-slot" role="img" aria-label={words.slot(item.slot)}>
            {item.slot}
          </span>
          <span>{stateOf(item, toTake.includes(item), words)}</span>
        </li>
      ))}
    </ul>
  );
}

function stateOf(item: ItemView, isToTake: boolean, words: Words): string {
  if (item.state === "lent" && item.reported && item.paused) return words.itemInQuestion;
  if (isToTake) return words.itemToTake;
  if (item.returnedTo)
    return `${words.itemStates[item.state]} · ${words.placeAndSlot(item.returnedTo.place, item.returnedTo.slot)}`;
  return words.itemStates[item.state];
}
