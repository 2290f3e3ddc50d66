import { Button } from "antd-mobile";
import { Frame } from "./frame.tsx";
import { Headline } from "./headline.tsx";
import { useSpeech } from "./language-context.tsx";
import { isFinal, type Problem } from "./rider-client.ts";
import { messageFor } from "./words.ts";

/** The whole page is this problem. */
export function TroubleScreen({ problem, onRetry }: { problem: Problem; onRetry: () => void }) {
  const { words } = useSpeech();
  const message = messageFor(problem.code, words);
  return (
    <Frame title={message.title} actions={<WayOut problem={problem} onRetry={onRetry} />}>
      <div className="mark mark-trouble" aria-hidden="true">
        !
      </div>
      <Headline {...message} />
      <p className="code">{problem.code}</p>
    </Frame>
  );
}

/** Loading the page anew logs a rider in, but only inside Alipay. */
function WayOut({ problem, onRetry }: { problem: Problem; onRetry: () => void }) {
  const { words } = useSpeech();
  const unknownRider = problem.code === "rider/not-known" || problem.code === "rider/login-failed";
  if (unknownRider && !inAlipay()) {
    return (
      <a className="button-link" href={alipayAddress(window.location.href)}>
        {words.openInAlipay}
      </a>
    );
  }
  if (isFinal(problem) && !unknownRider) return null;
  return (
    <Button color="primary" size="large" block onClick={unknownRider ? () => window.location.reload() : onRetry}>
      {words.tryAgain}
    </Button>
  );
}

/** A problem beside what the screen shows otherwise. */
export function TroubleNote({ problem }: { problem: Problem }) {
  const { words } = useSpeech();
  const { title, text } = messageFor(problem.code, words);
  return (
    <div className="note note-trouble" role="alert">
      <strong>{title}</strong>
      <p>{text}</p>
      <p className="code">{problem.code}</p>
    </div>
  );
}

/** Alipay's web view says so in its user agent. */
function inAlipay(): boolean {
  return navigator.userAgent.includes("AlipayClient/");
}

/** Opens a page in the web view of the Alipay app, if it is installed. */
function alipayAddress(page: string): string {
  return `alipays://platformapi/startapp?appId=20000067&url=${encodeURIComponent(page)}`;
}
