import { Button } from "antd-mobile";
import type { OrderView } from "../shared/rider-types.ts";
import { useSpeech } from "./language-context.tsx";
import { leave } from "./rider-client.ts";
import { TroubleNote } from "./trouble-screen.tsx";
import { useAttempt } from "./use-attempt.ts";

/** The way out for a rider who got nothing, while nobody knows whether the slot opened. */
export function Leave({ view, onView }: { view: OrderView; onView: (view: OrderView) => void }) {
  const { words } = useSpeech();
  const { problem, attempt } = useAttempt();
  return (
    <>
      {problem && <TroubleNote problem={problem} />}
      <Button
        size="large"
        block
        loading="auto"
        loadingText={words.leave}
        onClick={() => attempt(async () => onView(await leave(view.orderNo)))}
      >
        {words.leave}
      </Button>
      <p className="small">{words.leaveNote}</p>
    </>
  );
}
