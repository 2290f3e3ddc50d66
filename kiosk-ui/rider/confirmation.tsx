import { Button, ButtonLink } from "../shared/button.tsx";
import type { OrderView } from "../shared/rider-types.ts";
import { useAttempt } from "../shared/use-attempt.ts";
import { giveUp } from "./rider-client.ts";
import { useSpeech } from "./speech.ts";
import { TroubleNote } from "./trouble-note.tsx";
import { goToWallet } from "./wallet-visit.ts";

/** To the wallet, or not after all. */
export function Confirmation({ view, onView }: { view: OrderView; onView: (view: OrderView) => void }) {
  const { words } = useSpeech();
  const { problem, attempt } = useAttempt();
  return (
    <>
      {problem && <TroubleNote problem={problem} />}
      {view.walletUrl !== undefined && (
        <ButtonLink kind="primary" href={view.walletUrl} onClick={() => goToWallet(view.orderNo)}>
          {words.toWallet}
        </ButtonLink>
      )}
      <Button kind="quiet" onClick={() => attempt(async () => onView(await giveUp(view.orderNo)))}>
        {words.giveUp}
      </Button>
    </>
  );
}
