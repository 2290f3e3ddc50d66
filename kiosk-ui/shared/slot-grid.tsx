import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { classes } from "./class-names.ts";
import styles from "./slot-grid.module.css";
import { placeAfter } from "./slot-places.ts";

/** What a slot is to who looks at it. */
export type SlotState = "ready" | "empty" | "taken" | "faulted" | "flat" | "open";

export interface GridSlot {
  readonly slot: number;
  readonly state: SlotState;
}

/** How a face draws the slots. */
export interface SlotSkin<Slot extends GridSlot> {
  /** Class of every slot. */
  readonly slot: string | undefined;
  /** Class of a slot in a state, added to that. */
  readonly states: Readonly<Record<SlotState, string | undefined>>;
  /** What stands in a slot. Who can't see it gets the slot's description instead, which has to name the text that is seen. */
  readonly content: (slot: Slot) => ComponentChildren;
}

/** The slots of a cabinet as it is built. The structure, the focus and the labels are here; a face brings its skin. */
export function SlotGrid<Slot extends GridSlot>(props: {
  /** What the grid is, for who can't see it. */
  readonly label: string;
  readonly columns: number;
  /** As the cabinet is built: from left to right, then from top to bottom. The last row may be short. */
  readonly slots: readonly Slot[];
  readonly skin: SlotSkin<Slot>;
  /** The slot in one sentence: number and state. */
  readonly describe: (slot: Slot) => string;
  /** With it a slot can be picked: by touch, or by arrow keys and Enter. */
  readonly onPick?: (slot: Slot) => void;
}) {
  const { label, columns, slots, skin, describe, onPick } = props;
  const { grid, place, isTabStop, onKeyDown, onFocus } = useArrows(columns, slots.length);
  return (
    <ul
      ref={grid}
      class={styles.grid}
      style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
      aria-label={label}
    >
      {slots.map((slot, at) => {
        const look = classes(styles.slot, skin.slot, skin.states[slot.state]);
        return (
          <li key={slot.slot} class={styles.place} data-state={slot.state}>
            {onPick === undefined ? (
              <div class={look} role="img" aria-label={describe(slot)}>
                {skin.content(slot)}
              </div>
            ) : (
              <button
                type="button"
                class={classes(styles.pickable, look)}
                aria-label={describe(slot)}
                data-place={at}
                tabIndex={isTabStop(at) ? 0 : -1}
                onFocus={() => onFocus(at)}
                onKeyDown={(event) => onKeyDown(event, place)}
                onClick={() => onPick(slot)}
              >
                {skin.content(slot)}
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** One of the places is reached with Tab; from there the arrows lead on. */
function useArrows(columns: number, count: number) {
  const grid = useRef<HTMLUListElement>(null);
  const [place, setPlace] = useState(0);
  const moved = useRef(false);
  const current = Math.min(place, Math.max(0, count - 1));
  useEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    grid.current?.querySelector<HTMLElement>(`[data-place="${current}"]`)?.focus();
  }, [current]);
  const onKeyDown = (event: KeyboardEvent, from: number) => {
    const next = placeAfter(event.key, from, columns, count);
    if (next === from) return;
    event.preventDefault();
    moved.current = true;
    setPlace(next);
  };
  return { grid, place: current, isTabStop: (at: number) => at === current, onKeyDown, onFocus: setPlace };
}
