import { Button } from "antd-mobile";
import type { OrderView } from "../shared/rider-types.ts";
import { useSpeech } from "./language-context.tsx";
import { giveUp } from "./rider-client.ts";
import { TroubleNote } from "./trouble-screen.tsx";
import { useAttempt } from "./use-attempt.ts";
import { goToWallet } from "./wallet-visit.ts";

/** To the wallet, or not after all. */
export function Confirmation({ view, onView }: { view: OrderView; onView: (view: OrderView) => void }) {
  const { words } = useSpeech();
  const { problem, attempt } = useAttempt();
  return (
    <>
      {problem && <TroubleNote problem={problem} />}
      {view.walletUrl !== undefined && (
        <a className="button-link" href={view.walletUrl} onClick={() => goToWallet(view.orderNo)}>
          {words.toWallet}
        </a>
      )}
      <Button
        fill="none"
        block
        loading="auto"
        loadingText={words.giveUp}
        onClick={() => attempt(async () => onView(await giveUp(view.orderNo)))}
      >
        {words.giveUp}
      </Button>
    </>
  );
}
