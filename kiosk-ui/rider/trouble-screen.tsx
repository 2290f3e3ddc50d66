import { Button, ButtonLink } from "../shared/button.tsx";
import type { Problem } from "../shared/client.ts";
import { Mark } from "../shared/mark.tsx";
import { Frame } from "./frame.tsx";
import { Headline } from "./headline.tsx";
import { OtherScannerScreen } from "./other-scanner-screen.tsx";
import styles from "./rider.module.css";
import { isFinal } from "./rider-client.ts";
import { Scan } from "./scan.tsx";
import { scannerOf } from "./scanner.ts";
import { useSpeech } from "./speech.ts";
import { messageFor } from "./words.ts";

/** The whole page is this problem. @param props.slotCode what was scanned, where it was a slot */
export function TroubleScreen(props: { problem: Problem; onRetry: () => void; slotCode?: string }) {
  const { problem, onRetry, slotCode } = props;
  const { words } = useSpeech();
  const isStranger = problem.code === "rider/not-known" || problem.code === "rider/login-failed";
  if (isStranger && scannerOf(navigator.userAgent) !== "alipay")
    return <OtherScannerScreen problem={problem.code} slotCode={slotCode} />;
  const message = messageFor(problem.code, words);
  // Loading the page anew logs a rider in.
  const retry = isStranger ? () => window.location.reload() : onRetry;
  return (
    <Frame
      title={message.title}
      actions={<WayOn problem={problem} retry={isStranger || !isFinal(problem) ? retry : undefined} />}
    >
      <Mark tone="warn" />
      <Headline {...message} />
      <p class={styles.code}>{problem.code}</p>
    </Frame>
  );
}

/** @param props.retry undefined: asking again won't help */
function WayOn({ problem, retry }: { problem: Problem; retry: (() => void) | undefined }) {
  const { words } = useSpeech();
  if (retry) {
    return (
      <Button kind="primary" onClick={retry}>
        {words.tryAgain}
      </Button>
    );
  }
  if (problem.code.startsWith("code/")) return <Scan />;
  return (
    <ButtonLink kind="secondary" href="/">
      {words.home}
    </ButtonLink>
  );
}
