import { useState } from "react";
import type { Cabinet } from "./cabinet-types.ts";
import styles from "./cabinets.module.css";
import { SlotPanel } from "./slot-panel.tsx";
import { type SlotView, slotViews } from "./slot-views.ts";
import { useCabinetsWords } from "./words.ts";
import type { CabinetsWords } from "./words-chinese.ts";

/** The slots of a cabinet as it is built; one that is chosen shows its details and acts beside them. */
export function CabinetSlots({ cabinet }: { readonly cabinet: Cabinet }) {
  const words = useCabinetsWords();
  const [chosen, setChosen] = useState<number>();
  const slots = slotViews(cabinet);
  const { columns } = cabinet.layout;
  const shown = slots.find(({ slot }) => slot === chosen);
  return (
    <section className={styles.card} aria-label={words.slotsTitle}>
      <h2>{words.slotsTitle}</h2>
      {!cabinet.presence.online && cabinet.snapshot && <p className={styles.note}>{words.stale}</p>}
      <div className={styles.slots}>
        <div className={styles.front}>
          <ul
            className={styles.wall}
            aria-label={words.slotsLabel}
            style={{ gridTemplateColumns: `repeat(${columns}, minmax(${columns > 6 ? "3.25rem" : "4.5rem"}, 6.5rem))` }}
          >
            {slots.map((slot) => (
              <li key={slot.slot}>
                <button
                  type="button"
                  className={`${styles.wallSlot} ${styles[slot.look]}`}
                  aria-pressed={slot.slot === chosen}
                  onClick={() => setChosen(slot.slot)}
                >
                  <strong aria-hidden>{slot.slot}</strong>
                  <span className={styles.spoken}>{words.slot(slot.slot)} · </span>
                  <span>{shortText(slot, words)}</span>
                </button>
              </li>
            ))}
          </ul>
        </div>
        {shown ? (
          <SlotPanel key={shown.slot} cabinetId={cabinet.cabinetId} view={shown} />
        ) : (
          <p className={styles.note}>{words.pickSlot}</p>
        )}
      </div>
    </section>
  );
}

/** On the slot itself: the charge where it is what matters, else the state. */
function shortText({ look, level }: SlotView, words: CabinetsWords): string {
  const isCharge = level !== undefined && (look === "ready" || look === "low");
  return isCharge ? `${words.looks[look]} ${words.level(level)}` : words.looks[look];
}
