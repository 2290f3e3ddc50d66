import { classes } from "../shared/class-names.ts";
import styles from "./slot-plate.module.css";
import { useSpeech } from "./speech.ts";

/** How the slot on the page looks: like the one in front of the rider. */
export type PlateMood = "rest" | "opening" | "open" | "closed";

/** The slot's number as large as on the cabinet, since the rider must find it there. */
export function SlotPlate({ slot, mood }: { slot: number; mood: PlateMood }) {
  const { words } = useSpeech();
  return (
    <div class={classes(styles.plate, styles[mood])} role="img" aria-label={words.slot(slot)}>
      <div class={styles.face}>
        <span class={styles.word}>{words.slotWord}</span>
        <span class={styles.number}>{slot}</span>
        <span class={styles.slit} />
      </div>
      <span class={styles.item} />
    </div>
  );
}
