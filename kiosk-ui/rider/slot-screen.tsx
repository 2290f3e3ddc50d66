import { Button } from "antd-mobile";
import { useCallback, useState } from "preact/hooks";
import { beijingTimeOfDay } from "../shared/beijing-time.ts";
import type { Language } from "../shared/language.ts";
import type { OrderSummary, SlotView } from "../shared/rider-types.ts";
import { Frame, LoadingScreen } from "./frame.tsx";
import { Headline } from "./headline.tsx";
import { ItemStepper } from "./item-stepper.tsx";
import { useSpeech } from "./language-context.tsx";
import { LiveOrders } from "./live-orders.tsx";
import { PriceCard } from "./price-card.tsx";
import { fetchOrders, fetchSlot, orderPage, type Problem, problemOf, startOrder } from "./rider-client.ts";
import { SlotPlate } from "./slot-plate.tsx";
import { TroubleNote, TroubleScreen } from "./trouble-screen.tsx";
import { useLook } from "./use-look.ts";
import { goToWallet } from "./wallet-visit.ts";
import { type Message, messageFor, type Words } from "./words.ts";

/** ms after which a rider whom the wallet's address did not lead away sees what to do next */
const walletPatience = 5_000;

/** The scanned slot: where, what, for how much, and the button that leads to the wallet. */
export function SlotScreen({ code }: { code: string }) {
  const [seen, setSeen] = useState<{ view: SlotView; live: readonly OrderSummary[] }>();
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const [wanted, setWanted] = useState(1);

  const look = useCallback(async () => {
    setBusy(true);
    try {
      const view = await fetchSlot(code);
      setSeen({ view, live: await liveOrders(view) });
      setProblem(undefined);
    } catch (error) {
      setSeen(undefined);
      setProblem(problemOf(error));
    }
    setBusy(false);
  }, [code]);
  useLook(look);

  if (seen === undefined) {
    return problem ? <TroubleScreen problem={problem} onRetry={() => void look()} /> : <LoadingScreen />;
  }
  const items = Math.max(1, Math.min(wanted, seen.view.itemsReady));
  const rent = async () => {
    setBusy(true);
    try {
      const { orderNo, walletUrl } = await startOrder(code, items);
      goToWallet(orderNo);
      // Stays busy: a second tap while the wallet loads would ask for a second order.
      window.location.assign(walletUrl);
      // The wallet may open as an app, or not at all, and this page stays: then the order is here to go on with.
      window.setTimeout(() => void look(), walletPatience);
    } catch (error) {
      await look();
      setProblem(problemOf(error));
    }
  };
  return (
    <Slot
      {...seen}
      problem={problem}
      busy={busy}
      items={items}
      onItems={setWanted}
      onRent={() => void rent()}
      onLook={() => void look()}
    />
  );
}

/** What the rider has out or under way. Most have nothing, and ask for nothing more. */
async function liveOrders(view: SlotView): Promise<OrderSummary[]> {
  if (view.liveOrders.length === 0) return [];
  return (await fetchOrders()).orders.filter(({ orderNo }) => view.liveOrders.includes(orderNo));
}

interface SlotProps {
  view: SlotView;
  live: readonly OrderSummary[];
  problem: Problem | undefined;
  busy: boolean;
  items: number;
  onItems: (items: number) => void;
  onRent: () => void;
  onLook: () => void;
}

function isReady({ availability, mayOrder, pausedUntil }: SlotView): boolean {
  return availability === "ready" && mayOrder && pausedUntil === undefined;
}

/** Why the rider can't borrow here now. */
function obstacleOf(view: SlotView, live: number, words: Words, language: Language): Message | undefined {
  const { availability, mayOrder, ownOrder, pausedUntil } = view;
  if (ownOrder?.phase === "confirm") return words.ownUnconfirmed(ownOrder.place, ownOrder.slot);
  if (!mayOrder) return words.liveOrder(live);
  if (pausedUntil !== undefined) return words.paused(beijingTimeOfDay(pausedUntil, language));
  return availability === "ready" ? undefined : words.availability[availability];
}

function Slot(props: SlotProps) {
  const { view, live, problem, busy, items } = props;
  const { words, language } = useSpeech();
  const { place, slot, level } = view;
  const ready = isReady(view);
  const obstacle = obstacleOf(view, live.length, words, language);
  // What the hub refused, the slot as it is now may say already, and better: until when, or for which order.
  const isSaid = problem !== undefined && messageFor(problem.code, words).title === obstacle?.title;

  return (
    <Frame title={`${words.slot(slot)} · ${place.name}`} actions={<Action {...props} />}>
      <div className="place">
        <h1>{place.name}</h1>
        <p>{place.address}</p>
      </div>
      <SlotPlate slot={slot} mood={ready ? "rest" : "closed"} />
      {level !== undefined && ready && <Level percent={level} />}
      {obstacle && <Headline {...obstacle} />}
      {problem && !isSaid && <TroubleNote problem={problem} />}
      {!ready && live.length > 0 && <LiveOrders live={live} code={view.code} />}
      {ready && view.itemsReady > 1 && <ItemStepper count={items} most={view.itemsReady} onChange={props.onItems} />}
      <PriceCard view={view} items={ready ? items : 1} busy={busy} />
      {ready && live.length > 0 && <LiveOrders live={live} code={view.code} />}
    </Frame>
  );
}

function Action({ view, live, busy, onRent, onLook }: SlotProps) {
  const { words } = useSpeech();
  if (view.ownOrder) {
    return (
      <a className="button-link" href={orderPage(view.ownOrder.orderNo)}>
        {words.goOn}
      </a>
    );
  }
  if (!view.mayOrder) {
    const [only, ...others] = live;
    return only && others.length === 0 ? (
      <a className="button-link" href={orderPage(only.orderNo)}>
        {words.showOrder}
      </a>
    ) : (
      <a className="button-link" href="/orders">
        {words.orders}
      </a>
    );
  }
  if (!isReady(view)) {
    return (
      <Button size="large" block loading={busy} loadingText={words.checkAgain} onClick={onLook}>
        {words.checkAgain}
      </Button>
    );
  }
  return (
    <>
      <Button color="primary" size="large" block loading={busy} loadingText={words.rent} onClick={onRent}>
        {words.rent}
      </Button>
      <p className="small">{words.rentNote}</p>
    </>
  );
}

function Level({ percent }: { percent: number }) {
  const { words } = useSpeech();
  return (
    <p className="level">
      <span className="battery" aria-hidden="true">
        <span style={{ width: `${percent}%` }} />
      </span>
      {words.level(percent)}
    </p>
  );
}
