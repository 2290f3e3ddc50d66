import { options, render } from "preact";
import { KioskPage } from "./kiosk-page.tsx";
import styles from "./panel.module.css";
import { loadSpeech, SpeechProvider } from "./speech.ts";

// Chrome 69 lacks queueMicrotask, which Preact uses unless told otherwise.
if (!("queueMicrotask" in window)) options.debounceRendering = (work) => void Promise.resolve().then(work);

/** ms between two tries; a panel has no keyboard to load the page again */
const nextTry = 10_000;

async function start(): Promise<void> {
  const first = await loadSpeech();
  const page = document.getElementById("page");
  if (page === null) throw new Error("index.html has no element #page");
  document.documentElement.className = styles.panel ?? "";
  render(
    <SpeechProvider first={first}>
      <KioskPage />
    </SpeechProvider>,
    page,
  );
}

// Without its words the page is blank.
void start().catch(() => setTimeout(() => window.location.reload(), nextTry));
