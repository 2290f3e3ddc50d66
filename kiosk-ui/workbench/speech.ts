import { type Speech as SpeechIn, speechOf } from "../shared/speech.tsx";
import type { Words } from "./words.ts";

/** The languages of the workbench. */
export const { loadSpeech, SpeechProvider, useSpeech } = speechOf<Words>({
  zh: () => import("./words-chinese.ts"),
  en: () => import("./words-english.ts"),
});

export type Speech = SpeechIn<Words>;
