import { Button } from "../shared/button.tsx";
import type { OrderView } from "../shared/rider-types.ts";
import { useAttempt } from "../shared/use-attempt.ts";
import styles from "./rider.module.css";
import { leave } from "./rider-client.ts";
import { useSpeech } from "./speech.ts";
import { TroubleNote } from "./trouble-note.tsx";

/** The way out for a rider who got nothing, while nobody knows whether the slot opened. */
export function Leave({ view, onView }: { view: OrderView; onView: (view: OrderView) => void }) {
  const { words } = useSpeech();
  const { problem, attempt } = useAttempt();
  return (
    <>
      {problem && <TroubleNote problem={problem} />}
      <Button kind="secondary" onClick={() => attempt(async () => onView(await leave(view.orderNo)))}>
        {words.leave}
      </Button>
      <p class={styles.small}>{words.leaveNote}</p>
    </>
  );
}
