import { options, render } from "preact";
import { RiderPage } from "./rider-page.tsx";
import { loadSpeech, SpeechProvider } from "./speech.ts";

// Chrome 69 and Safari 12 lack queueMicrotask, which Preact uses unless told otherwise.
if (!("queueMicrotask" in window)) options.debounceRendering = (work) => void Promise.resolve().then(work);

async function start(): Promise<void> {
  const first = await loadSpeech();
  const page = document.getElementById("page");
  if (page === null) throw new Error("index.html has no element #page");
  page.textContent = "";
  render(
    <SpeechProvider first={first}>
      <RiderPage path={window.location.pathname} />
    </SpeechProvider>,
    page,
  );
}

// Without its words the page stays the one of index.html, which soon offers to load it anew.
void start().catch(() => undefined);
