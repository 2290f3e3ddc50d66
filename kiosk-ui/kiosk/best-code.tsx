import { Mark } from "../shared/mark.tsx";
import { QrCode } from "../shared/qr-code.tsx";
import styles from "./best-code.module.css";
import type { NowShown } from "./now-shown.ts";
import { useSpeech } from "./speech.ts";

/** The one code that most people scan, and what it gives. */
export function BestCode({ shown: { view, codes, isCutOff } }: { shown: NowShown }) {
  const { words } = useSpeech();
  const best = codes === undefined ? undefined : codes.best;
  const hasLevels = view.slots.some(({ level }) => level !== undefined);
  const ready = view.slots.filter(({ state }) => state === "ready").length;
  const isUnknown = isCutOff || view.service === "offline";
  const empty = view.slots.filter(({ state }) => state === "empty").length;
  const returning = isUnknown ? words.returningWorks : empty > 0 ? words.mayReturn(empty) : words.full;
  return (
    <section class={styles.best}>
      {best === undefined ? (
        <div class={styles.noCode}>
          <Mark tone="off" />
        </div>
      ) : (
        <QrCode text={best} label={words.bestCode} look={styles.code} />
      )}
      <div class={styles.words}>
        {best !== undefined && <p class={styles.what}>{hasLevels ? words.fullest : words.anyItem}</p>}
        {best !== undefined && <p class={styles.how}>{words.withAlipay}</p>}
        {best !== undefined && <p class={styles.counts}>{words.counts(ready, empty)}</p>}
        {best === undefined && <p class={styles.what}>{returning}</p>}
      </div>
    </section>
  );
}
