import { speechOf } from "../shared/speech.tsx";
import type { Words } from "./words.ts";

/** The languages of the rider's page. */
export const { loadSpeech, SpeechProvider, useSpeech } = speechOf<Words>({
  zh: () => import("./words-chinese.ts"),
  en: () => import("./words-english.ts"),
});
