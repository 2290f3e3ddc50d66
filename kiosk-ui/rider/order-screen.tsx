import { Button } from "antd-mobile";
import { useState } from "preact/hooks";
import type { OrderView } from "../../server/http/rider-api.ts";
import { beijingTimeOfDay } from "../shared/beijing-time.ts";
import { Frame, LoadingScreen } from "./frame.tsx";
import { Headline } from "./headline.tsx";
import { useSpeech } from "./language-context.tsx";
import { LoanPanel, ReturnPanel } from "./loan-panel.tsx";
import { hasEnded } from "./order-follower.ts";
import { isJustOpened, orderMessage } from "./order-message.ts";
import { Receipt } from "./receipt.tsx";
import { giveUp, type Problem, problemOf } from "./rider-client.ts";
import { type PlateMood, SlotPlate } from "./slot-plate.tsx";
import { TroubleNote, TroubleScreen } from "./trouble-screen.tsx";
import { useHubClock, useOrder } from "./use-order.ts";

/** An order from the confirmation to the receipt; it moves by itself as the hub reports. */
export function OrderScreen({ orderNo }: { orderNo: string }) {
  const { view, clockError, problem, connected, follower } = useOrder(orderNo);
  const now = useHubClock(clockError, view?.phase === "lent");
  if (problem) return <TroubleScreen problem={problem} onRetry={() => follower.current?.refresh()} />;
  if (view === undefined) return <LoadingScreen />;
  return (
    <Order view={view} now={now} connected={connected} onView={(newer: OrderView) => follower.current?.take(newer)} />
  );
}

function Order(props: { view: OrderView; now: number; connected: boolean; onView: (view: OrderView) => void }) {
  const { view, now, onView } = props;
  const { words, language } = useSpeech();
  const message = orderMessage(view, now, words);
  const lent = view.phase === "lent";
  return (
    <Frame
      title={message.title}
      disconnected={!props.connected && !hasEnded(view)}
      actions={view.phase === "confirm" && <Confirmation view={view} onView={onView} />}
    >
      <Picture view={view} now={now} />
      <Headline {...message} />
      {view.phase === "confirm" && (
        <p className="small">{words.confirmBefore(beijingTimeOfDay(view.confirmBefore, language))}</p>
      )}
      {lent && <LoanPanel view={view} now={now} />}
      {lent && <ReturnPanel view={view} now={now} />}
      {isOver(view) && <Receipt view={view} />}
      {!isOver(view) && <OrderFoot view={view} />}
    </Frame>
  );
}

/** Whether there is a bill to show. */
function isOver({ phase }: OrderView): boolean {
  return phase === "collecting" || phase === "payment-due" || phase === "settled";
}

function Picture({ view, now }: { view: OrderView; now: number }) {
  const mood = plateMood(view, now);
  if (mood !== undefined) return <SlotPlate slot={view.slot} mood={mood} />;
  if (!isOver(view)) return null;
  return view.phase === "payment-due" ? (
    <div className="mark mark-trouble" aria-hidden="true">
      !
    </div>
  ) : (
    <div className="mark" aria-hidden="true">
      ✓
    </div>
  );
}

function plateMood(view: OrderView, now: number): PlateMood | undefined {
  switch (view.phase) {
    case "confirm":
      return "rest";
    case "opening":
    case "checking":
      return "opening";
    case "lent":
      return isJustOpened(view, now) ? "open" : undefined;
    case "not-opened":
    case "lapsed":
    case "cancelled":
    case "review":
      return "closed";
    case "collecting":
    case "payment-due":
    case "settled":
      return undefined;
  }
}

function Confirmation({ view, onView }: { view: OrderView; onView: (view: OrderView) => void }) {
  const { words } = useSpeech();
  const [problem, setProblem] = useState<Problem>();
  const cancel = async () => {
    try {
      onView(await giveUp(view.orderNo));
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return (
    <>
      {problem && <TroubleNote problem={problem} />}
      {view.walletUrl !== undefined && (
        <a className="button-link" href={view.walletUrl}>
          {words.toWallet}
        </a>
      )}
      <Button fill="none" block loading="auto" loadingText={words.giveUp} onClick={cancel}>
        {words.giveUp}
      </Button>
    </>
  );
}

/** Where and which order: what a rider tells on the phone. */
function OrderFoot({ view }: { view: OrderView }) {
  const { words } = useSpeech();
  return (
    <p className="small order-foot">
      {words.placeAndSlot(view.place.name, view.slot)}
      <br />
      {words.orderNo} {view.orderNo}
    </p>
  );
}
