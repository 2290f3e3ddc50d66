import type { Problem } from "../shared/client.ts";
import { Notice } from "../shared/notice.tsx";
import styles from "./rider.module.css";
import { useSpeech } from "./speech.ts";
import { messageFor } from "./words.ts";

/** A problem beside what the screen shows otherwise. */
export function TroubleNote({ problem }: { problem: Problem }) {
  const { words } = useSpeech();
  const { title, text } = messageFor(problem.code, words);
  return (
    <Notice tone="warn" role="alert">
      <strong>{title}</strong>
      <p>{text}</p>
      <p class={styles.noteCode}>{problem.code}</p>
    </Notice>
  );
}
