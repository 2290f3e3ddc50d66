import type { Message } from "./words.ts";

/** The one sentence of a screen, read aloud when it changes. */
export function Headline({ title, text }: Message) {
  return (
    <div className="headline" role="status" aria-live="polite">
      <h1>{title}</h1>
      {text !== "" && <p>{text}</p>}
    </div>
  );
}
