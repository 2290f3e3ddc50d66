import { options, render } from "preact";
import { loadSpeech, SpeechProvider } from "./speech.ts";
import { WorkbenchPage } from "./workbench-page.tsx";

// Chrome 69 lacks queueMicrotask, which Preact uses unless told otherwise.
if (!("queueMicrotask" in window)) options.debounceRendering = (work) => void Promise.resolve().then(work);

async function start(): Promise<void> {
  const first = await loadSpeech();
  const page = document.getElementById("page");
  if (page === null) throw new Error("index.html has no element #page");
  render(
    <SpeechProvider first={first}>
      <WorkbenchPage />
    </SpeechProvider>,
    page,
  );
}

void start();
