import { QrCode } from "../shared/qr-code.tsx";
import { Sheet } from "../shared/sheet.tsx";
import styles from "./code-sheet.module.css";
import { useSpeech } from "./speech.ts";

/** The code of one slot, as large as the panel lets it be. */
export function CodeSheet({ slot, text, onClose }: { slot: number; text: string; onClose: () => void }) {
  const { words } = useSpeech();
  return (
    <Sheet title={words.slot(slot)} closeLabel={words.close} onClose={onClose}>
      <QrCode text={text} label={words.codeOf(slot)} look={styles.code} />
      <p class={styles.how}>{words.withAlipay}</p>
    </Sheet>
  );
}
