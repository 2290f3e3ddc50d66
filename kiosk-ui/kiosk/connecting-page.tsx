import { Mark } from "../shared/mark.tsx";
import { Header } from "./header.tsx";
import styles from "./panel.module.css";
import { useSpeech } from "./speech.ts";

/** The hub did not answer yet: nothing can be borrowed, but a cabinet takes items back. */
export function ConnectingPage() {
  const { words } = useSpeech();
  return (
    <main class={styles.centred}>
      <Header title="" />
      <div class={styles.middle}>
        <Mark tone="off" />
        <h1>{words.connecting.title}</h1>
        <p>{words.connecting.text}</p>
      </div>
    </main>
  );
}
