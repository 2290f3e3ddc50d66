import { useState } from "preact/hooks";
import { useSpeech } from "./speech.ts";
import { Refusal } from "./workbench-client.ts";

/** Does something and keeps why it was refused, until the next try. */
export function useAct(): { refused: string; attempt: (work: () => Promise<unknown>) => void } {
  const { words } = useSpeech();
  const [refused, setRefused] = useState("");
  const attempt = (work: () => Promise<unknown>) => {
    setRefused("");
    work().catch((error: unknown) => {
      setRefused((error instanceof Refusal && error.why && words.refusal(error.why, error.code)) || words.unreachable);
    });
  };
  return { refused, attempt };
}
