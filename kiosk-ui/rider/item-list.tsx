import { classes } from "../shared/class-names.ts";
import type { ItemView, OrderView } from "../shared/rider-types.ts";
import styles from "./item-list.module.css";
import { itemsOf } from "./order-items.ts";
import { itemsToTake } from "./order-message.ts";
import { useSpeech } from "./speech.ts";
import type { Words } from "./words.ts";

/** Each item of an order with its slot, and what is the matter with it. @param props.now the hub's clock, epoch ms */
export function ItemList({ view, now }: { view: OrderView; now: number }) {
  const { words } = useSpeech();
  const toTake = itemsToTake(view, now);
  return (
    <ul class={styles.items} aria-live="polite">
      {itemsOf(view).map((item) => (
        <li
          key={item.loanNo}
          class={classes(styles.item, isLive[item.state] && styles.live, item.state === "lent" && styles.out)}
        >
          <span class={styles.slot} role="img" aria-label={words.slot(item.slot)}>
            {item.slot}
          </span>
          <span>{stateOf(item, toTake.includes(item), words)}</span>
        </li>
      ))}
    </ul>
  );
}

/** Whether something is still to happen at the slot, or the item is out. */
const isLive: Record<ItemView["state"], boolean> = {
  waiting: false,
  offered: true,
  opening: true,
  checking: true,
  lent: true,
  returned: false,
  lost: false,
  "not-opened": false,
};

function stateOf(item: ItemView, isToTake: boolean, words: Words): string {
  if (item.state === "lent" && item.reported && item.paused) return words.itemInQuestion;
  if (isToTake) return words.itemToTake;
  if (item.returnedTo)
    return `${words.itemStates[item.state]} · ${words.placeAndSlot(item.returnedTo.place, item.returnedTo.slot)}`;
  return words.itemStates[item.state];
}
