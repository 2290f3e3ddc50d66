import { Button } from "../shared/button.tsx";
import type { ItemView, OrderView } from "../shared/rider-types.ts";
import { useAttempt } from "../shared/use-attempt.ts";
import styles from "./rider.module.css";
import { answerOffer } from "./rider-client.ts";
import { useSpeech } from "./speech.ts";
import { TroubleNote } from "./trouble-note.tsx";

/** How long the other slot is still offered. @param props.now the hub's clock, epoch ms */
export function OfferTime({ offered, now }: { offered: ItemView; now: number }) {
  const { words } = useSpeech();
  const seconds = Math.max(0, Math.ceil(((offered.offeredUntil ?? now) - now) / 1000));
  return (
    <p class={styles.offerTime} role="timer">
      {words.offerLeft(seconds)}
    </p>
  );
}

/** Takes the other slot, or not. */
export function OfferAnswer(props: { view: OrderView; offered: ItemView; onView: (view: OrderView) => void }) {
  const { words } = useSpeech();
  const { problem, attempt } = useAttempt();
  const answer = (accepted: boolean) =>
    attempt(async () => props.onView(await answerOffer(props.view.orderNo, accepted)));
  return (
    <>
      {problem && <TroubleNote problem={problem} />}
      <Button kind="primary" onClick={() => answer(true)}>
        {words.takeOffer(props.offered.slot)}
      </Button>
      <Button kind="quiet" onClick={() => answer(false)}>
        {words.declineOffer}
      </Button>
    </>
  );
}
