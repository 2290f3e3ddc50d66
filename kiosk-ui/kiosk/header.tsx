import { LanguageSwitch } from "../shared/speech.tsx";
import styles from "./panel.module.css";
import { useSpeech } from "./speech.ts";

/** Whose cabinet it is, and the other language. */
export function Header({ title, brand }: { title: string; brand?: string }) {
  const { language, chooseLanguage } = useSpeech();
  return (
    <div class={styles.header}>
      {brand !== undefined && <span class={styles.brand}>{brand}</span>}
      <span class={styles.name}>{title}</span>
      <LanguageSwitch language={language} onChoose={chooseLanguage} buttonClass={styles.language} />
    </div>
  );
}
