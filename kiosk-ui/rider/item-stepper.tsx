import styles from "./item-stepper.module.css";
import { useSpeech } from "./speech.ts";

/** How many items to borrow, from one to `most`. */
export function ItemStepper(props: { count: number; most: number; onChange: (count: number) => void }) {
  const { count, most, onChange } = props;
  const { words } = useSpeech();
  return (
    <div class={styles.stepper}>
      <span>{words.howMany}</span>
      <button type="button" aria-label={words.oneLess} disabled={count <= 1} onClick={() => onChange(count - 1)}>
        −
      </button>
      <output>{count}</output>
      <button type="button" aria-label={words.oneMore} disabled={count >= most} onClick={() => onChange(count + 1)}>
        +
      </button>
    </div>
  );
}
