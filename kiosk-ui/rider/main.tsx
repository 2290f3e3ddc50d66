import { options, render } from "preact";
import { LanguageProvider } from "./language-context.tsx";
import { RiderPage } from "./rider-page.tsx";

// Chrome 69 and Safari 12 lack queueMicrotask, which Preact uses unless told otherwise.
if (!("queueMicrotask" in window)) options.debounceRendering = (work) => void Promise.resolve().then(work);

const page = document.getElementById("page");
if (page === null) throw new Error("index.html has no element #page");
render(
  <LanguageProvider>
    <RiderPage path={window.location.pathname} />
  </LanguageProvider>,
  page,
);
