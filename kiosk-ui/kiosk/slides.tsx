import { QrCode } from "../shared/qr-code.tsx";
import type { ScreenView } from "./screen-state.ts";
import styles from "./slides.module.css";
import { useSpeech } from "./speech.ts";

/** ms */
const shownFor = 10_000;

/** Shown while the cabinet is idle: the operator's slides in turn, and still the code to scan. A touch shows the cabinet again. */
export function Slides(props: { view: ScreenView; best: string; now: number; onWake: () => void }) {
  const { view, best, now, onWake } = props;
  const { words, language } = useSpeech();
  const { slides } = view;
  const slide = slides[Math.floor(now / shownFor) % slides.length];
  if (slide === undefined) return null;
  return (
    <main class={styles.slides} onPointerDown={onWake}>
      {slide.image !== undefined && <img key={slide.id} class={styles.image} src={slide.image} alt="" />}
      <p class={styles.text}>{slide[language]}</p>
      <div class={styles.strip}>
        <QrCode text={best} label={words.bestCode} look={styles.code} />
        <div>
          <p class={styles.what}>{words.scanToBorrow(view.itemKind.name[language])}</p>
          <p class={styles.how}>{words.withAlipay}</p>
          <button type="button" class={styles.wake} onClick={onWake}>
            {words.wake}
          </button>
        </div>
      </div>
    </main>
  );
}
