import { beijingTimeOfDay } from "../shared/beijing-time.ts";
import { classes } from "../shared/class-names.ts";
import type { OrderView } from "../shared/rider-types.ts";
import { Confirmation } from "./confirmation.tsx";
import { DepositNote } from "./deposit-note.tsx";
import { Frame, LoadingScreen } from "./frame.tsx";
import { Headline } from "./headline.tsx";
import { ItemList } from "./item-list.tsx";
import { Leave } from "./leave.tsx";
import { LoanPanel, ReturnPanel } from "./loan-panel.tsx";
import { LostScreen } from "./lost-screen.tsx";
import { losable, maySay, reportables } from "./may-say.ts";
import { ObjectionScreen } from "./objection-screen.tsx";
import { OfferAnswer, OfferTime } from "./offer.tsx";
import { cameBackLate, itemsOf } from "./order-items.ts";
import { isBeingGivenUp, itemInQuestion, mayLeave, offeredItem, orderMessage } from "./order-message.ts";
import { hasEnded, isOver } from "./order-phase.ts";
import { OrderPicture } from "./order-picture.tsx";
import { taskHash } from "./order-task.ts";
import { Receipt } from "./receipt.tsx";
import { RefusalAdvice } from "./refusal-advice.tsx";
import { RenewalScreen } from "./renewal-screen.tsx";
import { ReportScreen, TroubleChoice } from "./report-screen.tsx";
import styles from "./rider.module.css";
import { Scan } from "./scan.tsx";
import { useSpeech } from "./speech.ts";
import { Statements } from "./statements.tsx";
import { TroubleScreen } from "./trouble-screen.tsx";
import { useHubClock, useOrder } from "./use-order.ts";
import { useTask } from "./use-task.ts";

interface OrderProps {
  view: OrderView;
  now: number;
  connected: boolean;
  onView: (view: OrderView) => void;
}

/** An order from the confirmation to the receipt; it moves by itself as the hub reports. */
export function OrderScreen({ orderNo }: { orderNo: string }) {
  const { view, clockError, problem, connected, follower } = useOrder(orderNo);
  const isTiming = view?.phase === "lent" || view?.phase === "offer" || view?.mayLeaveFrom !== undefined;
  const now = useHubClock(clockError, isTiming);
  if (problem) return <TroubleScreen problem={problem} onRetry={() => follower.current?.refresh()} />;
  if (view === undefined) return <LoadingScreen />;
  return <OrderOrTask view={view} now={now} connected={connected} onView={(newer) => follower.current?.take(newer)} />;
}

/** A task for which the order gives no reason any more is left aside. */
function OrderOrTask(props: OrderProps) {
  const { view, onView } = props;
  const [task, endTask] = useTask();
  const onDone = (newer: OrderView) => {
    onView(newer);
    endTask();
  };
  if (task?.what === "renew" && view.renewal) {
    return <RenewalScreen view={view} renewal={view.renewal} onDone={onDone} />;
  }
  if (task?.what === "lost") {
    const item = losable(view).find(({ loanNo }) => loanNo === task.loanNo);
    if (item) return <LostScreen orderNo={view.orderNo} item={item} onDone={onDone} />;
  }
  if (task?.what === "object" && view.mayObjectTo.includes(task.kind)) {
    return <ObjectionScreen orderNo={view.orderNo} kind={task.kind} onDone={onDone} />;
  }
  if (task?.what === "trouble" || task?.what === "report") {
    const choices = reportables(view, task.code);
    const [only] = choices;
    const choice =
      task.what === "report"
        ? choices.find(({ item, claim }) => item.loanNo === task.loanNo && claim === task.claim)
        : task.code !== undefined && choices.length === 1 && only;
    if (choice) return <ReportScreen orderNo={view.orderNo} choice={choice} code={task.code} onDone={onDone} />;
    if (task.code === undefined ? maySay(view) : only) {
      return <TroubleChoice view={view} choices={choices} code={task.code} />;
    }
  }
  return <Order {...props} />;
}

function Order({ view, now, connected, onView }: OrderProps) {
  const { words, locale } = useSpeech();
  const { phase } = view;
  const message = orderMessage(view, now, words, locale);
  const offered = offeredItem(view);
  const asksToConfirm = phase === "confirm" && !isBeingGivenUp(view);
  const lent = phase === "lent";
  const over = isOver(phase) || (phase === "review" && cameBackLate(view));
  return (
    <Frame
      title={message.title}
      disconnected={!connected && !hasEnded(phase)}
      actions={actionsOf(view, now, onView)}
      help={{ order: view, ...(view.support && { support: view.support }) }}
    >
      <OrderPicture view={view} now={now} />
      <Headline {...message} />
      {asksToConfirm && (
        <p class={classes(styles.small, styles.centred)}>
          {words.confirmBefore(beijingTimeOfDay(view.confirmBefore, locale))}
        </p>
      )}
      {phase === "offer" && offered && <OfferTime offered={offered} now={now} />}
      {showsItems(view) && <ItemList view={view} now={now} />}
      {phase === "lapsed" && view.lapseReason === "refused-by-provider" && (
        <RefusalAdvice depositAllowed={view.tariff.depositAllowed} />
      )}
      {lent && <LoanPanel view={view} now={now} />}
      {lent && !itemInQuestion(view) && <ReturnPanel view={view} now={now} />}
      {over && <Receipt view={view} />}
      <Statements view={view} />
      <DepositNote view={view} />
      {maySay(view) && (
        <a class={styles.quiet} href={taskHash({ what: "trouble" })}>
          {words.trouble}
        </a>
      )}
      {!over && <OrderFoot view={view} />}
    </Frame>
  );
}

function actionsOf(view: OrderView, now: number, onView: (view: OrderView) => void) {
  if (view.phase === "confirm" && !isBeingGivenUp(view)) return <Confirmation view={view} onView={onView} />;
  if (mayLeave(view, now)) return <Leave view={view} onView={onView} />;
  if (view.phase === "not-opened" || view.phase === "lapsed" || view.phase === "cancelled") return <Scan />;
  const offered = offeredItem(view);
  return view.phase === "offer" && offered && <OfferAnswer view={view} offered={offered} onView={onView} />;
}

/** One item's picture, or an offer's words, say it all; afterwards the receipt does. */
function showsItems(view: OrderView): boolean {
  const { phase } = view;
  const items = itemsOf(view);
  if (phase === "offer" && view.items.every(({ state }) => state === "not-opened" || state === "offered")) return false;
  return items.length > 1 && ["confirm", "opening", "offer", "checking", "lent", "review"].includes(phase);
}

/** Where and which order: what a rider tells on the phone. */
function OrderFoot({ view }: { view: OrderView }) {
  const { words } = useSpeech();
  const { place, orderNo } = view;
  const [only, ...others] = itemsOf(view);
  return (
    <p class={classes(styles.small, styles.centred)}>
      {only && others.length === 0 ? words.placeAndSlot(place.name, only.slot) : place.name}
      <br />
      {words.orderNo} {orderNo}
    </p>
  );
}
