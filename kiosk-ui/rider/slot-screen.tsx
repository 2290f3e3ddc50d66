import { useCallback, useState } from "preact/hooks";
import { beijingTimeOfDay } from "../shared/beijing-time.ts";
import { Button, ButtonLink } from "../shared/button.tsx";
import { classes } from "../shared/class-names.ts";
import { type Problem, problemOf } from "../shared/client.ts";
import type { Locale } from "../shared/locale.ts";
import type { SlotView } from "../shared/rider-types.ts";
import { useLook } from "../shared/use-look.ts";
import { CabinetPlaces } from "./cabinet-places.tsx";
import { Frame, LoadingScreen } from "./frame.tsx";
import { Headline } from "./headline.tsx";
import { ItemStepper } from "./item-stepper.tsx";
import { LiveOrders } from "./live-orders.tsx";
import type { Message } from "./message.ts";
import { PriceCard } from "./price-card.tsx";
import styles from "./rider.module.css";
import { fetchOrders, fetchSlot, type ListedOrder, orderPage, startOrder } from "./rider-client.ts";
import { SlotPlate } from "./slot-plate.tsx";
import { useSpeech } from "./speech.ts";
import { TextLinks } from "./text-links.tsx";
import { TroubleNote } from "./trouble-note.tsx";
import { TroubleScreen } from "./trouble-screen.tsx";
import { goToWallet } from "./wallet-visit.ts";
import { messageFor, type Words } from "./words.ts";

/** ms after which a rider whom the wallet's address did not lead away sees what to do next */
const walletPatience = 5_000;

/** The scanned slot: where, what, for how much, and the button that leads to the wallet. */
export function SlotScreen({ code }: { code: string }) {
  const [seen, setSeen] = useState<{ view: SlotView; live: readonly ListedOrder[] }>();
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
      const failed = problemOf(error);
      // Without a network the rider keeps what was read last.
      if (failed.code !== "network/unreachable") setSeen(undefined);
      setProblem(failed);
    }
    setBusy(false);
  }, [code]);
  useLook(look);

  if (seen === undefined) {
    return problem ? (
      <TroubleScreen problem={problem} onRetry={() => void look()} slotCode={code} />
    ) : (
      <LoadingScreen />
    );
  }
  const items = Math.max(1, Math.min(wanted, seen.view.itemsReady));
  const rent = async () => {
    setBusy(true);
    try {
      const { orderNo, walletUrl } = await startOrder(seen.view.code, items, seen.view.texts);
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
async function liveOrders(view: SlotView): Promise<ListedOrder[]> {
  if (view.liveOrders.length === 0) return [];
  return (await fetchOrders()).filter(({ orderNo }) => view.liveOrders.includes(orderNo));
}

interface SlotProps {
  view: SlotView;
  live: readonly ListedOrder[];
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

/** Who has something out, and scans an empty slot, stands there to give it back. */
function takesReturn(view: SlotView, live: readonly ListedOrder[]): boolean {
  return view.availability === "empty" && live.some((order) => isOutFrom(view, order));
}

/** Whether something of the kind that this cabinet lends is out. */
function isOutFrom({ itemKind }: SlotView, { phase, itemKind: lent }: ListedOrder): boolean {
  return phase === "lent" && lent.id === itemKind.id;
}

/** Why the rider can't borrow here now. */
function obstacleOf(view: SlotView, live: readonly ListedOrder[], words: Words, locale: Locale): Message | undefined {
  const { availability, mayOrder, ownOrder, pausedUntil } = view;
  if (ownOrder?.phase === "confirm") return words.ownUnconfirmed(ownOrder.place, ownOrder.slot);
  if (takesReturn(view, live)) return words.returnHere;
  if (!mayOrder) return words.liveOrder(live.length);
  if (pausedUntil !== undefined) return words.paused(beijingTimeOfDay(pausedUntil, locale));
  return availability === "ready" ? undefined : words.availability[availability];
}

function Slot(props: SlotProps) {
  const { view, live, problem, busy, items } = props;
  const { words, locale } = useSpeech();
  const { place, slot, level } = view;
  const ready = isReady(view);
  const returns = takesReturn(view, live);
  const lent = live.find(({ phase }) => phase === "lent");
  const obstacle = obstacleOf(view, live, words, locale);
  // What the hub refused, the slot as it is now may say already, and better: until when, or for which order.
  const isSaid = problem !== undefined && messageFor(problem.code, words).title === obstacle?.title;
  const others = ready && items > 1 ? { slot, items } : undefined;
  const price = view.tariff && <PriceCard tariff={view.tariff} itemKind={view.itemKind} several={others} busy={busy} />;
  const orders = live.length > 0 && <LiveOrders live={live} code={view.code} kind={view.itemKind.id} />;

  return (
    <Frame
      title={`${words.slot(slot)} · ${place.name}`}
      actions={<Action {...props} />}
      sticky={ready}
      help={view.support ? { support: view.support } : {}}
    >
      <div class={styles.place}>
        <h1>{place.name}</h1>
        <p>{place.address}</p>
      </div>
      {ready && price}
      {problem && !isSaid && <TroubleNote problem={problem} />}
      <SlotPlate slot={slot} mood={ready || returns ? "rest" : "closed"} />
      {level !== undefined && ready && <Level percent={level} />}
      {obstacle && <Headline {...obstacle} />}
      {!ready && orders}
      {ready && view.itemsReady > 1 && <ItemStepper count={items} most={view.itemsReady} onChange={props.onItems} />}
      {ready && <p class={classes(styles.small, styles.centred)}>{words.rentNote}</p>}
      {ready && <Agreement texts={view.texts} />}
      {!ready && !returns && price}
      {ready && orders}
      {lent && !returns && <ReturnElsewhere kind={lent.itemKind.id} />}
    </Frame>
  );
}

/** Who stands with an item at a slot that is not empty may look for one that is. */
function ReturnElsewhere({ kind }: { kind: string }) {
  const { words } = useSpeech();
  return (
    <section class={styles.card}>
      <h2>{words.returnElsewhere}</h2>
      <p>{words.returnElsewhereText}</p>
      <CabinetPlaces title={words.whereToReturn} want="slot" kind={kind} most={3} />
    </section>
  );
}

/** What the rider agrees to with the button, where the operator has published it. */
function Agreement({ texts }: { texts: SlotView["texts"] }) {
  const { words } = useSpeech();
  if (Object.keys(texts).length === 0) return null;
  return (
    <p class={classes(styles.small, styles.centred, styles.links)}>
      {words.agree}
      <TextLinks versions={texts} />
    </p>
  );
}

function Action({ view, live, busy, onRent, onLook }: SlotProps) {
  const { words } = useSpeech();
  if (view.ownOrder) {
    return (
      <ButtonLink kind="primary" href={orderPage(view.ownOrder.orderNo)}>
        {words.goOn}
      </ButtonLink>
    );
  }
  if (!view.mayOrder || takesReturn(view, live)) {
    const [only, ...others] = live;
    return only && others.length === 0 ? (
      <ButtonLink kind="primary" href={orderPage(only.orderNo)}>
        {words.showOrder}
      </ButtonLink>
    ) : (
      <ButtonLink kind="primary" href="/orders">
        {words.orders}
      </ButtonLink>
    );
  }
  return isReady(view) ? (
    <Button kind="primary" busy={busy} onClick={onRent}>
      {words.rent}
    </Button>
  ) : (
    <Button kind="secondary" busy={busy} onClick={onLook}>
      {words.checkAgain}
    </Button>
  );
}

function Level({ percent }: { percent: number }) {
  const { words } = useSpeech();
  return (
    <p class={styles.level}>
      <span class={styles.battery} aria-hidden="true">
        <span style={{ width: `${percent}%` }} />
      </span>
      {words.level(percent)}
    </p>
  );
}
