import { Header } from "./header.tsx";
import styles from "./panel.module.css";
import { useSpeech } from "./speech.ts";

/** A screen that belongs to no cabinet yet. */
export function PairingPage({ code }: { code: string }) {
  const { words } = useSpeech();
  const { title, code: label, steps, renews } = words.pairing;
  const half = code.length / 2;
  return (
    <main class={styles.centred}>
      <Header title="" />
      <div class={styles.middle}>
        <h1>{title}</h1>
        <p class={styles.label}>{label}</p>
        <p class={styles.code}>
          {code.slice(0, half)} {code.slice(half)}
        </p>
        <ol class={styles.steps}>
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <p class={styles.label}>{renews}</p>
      </div>
    </main>
  );
}
