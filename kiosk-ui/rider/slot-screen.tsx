import { Button } from "antd-mobile";
import { useCallback, useEffect, useState } from "preact/hooks";
import type { SlotView } from "../../server/http/rider-api.ts";
import { tariffSentence } from "../shared/tariff-sentence.ts";
import { Frame, LoadingScreen } from "./frame.tsx";
import { Headline } from "./headline.tsx";
import { useSpeech } from "./language-context.tsx";
import { fetchSlot, type Problem, problemOf, startOrder } from "./rider-client.ts";
import { SlotPlate } from "./slot-plate.tsx";
import { TroubleNote, TroubleScreen } from "./trouble-screen.tsx";

/** The scanned slot: where, what, for how much, and the button that leads to the wallet. */
export function SlotScreen({ code }: { code: string }) {
  const [view, setView] = useState<SlotView>();
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);

  const look = useCallback(async () => {
    setBusy(true);
    try {
      setView(await fetchSlot(code));
      setProblem(undefined);
    } catch (error) {
      setView(undefined);
      setProblem(problemOf(error));
    }
    setBusy(false);
  }, [code]);

  useEffect(() => {
    void look();
    // Back from the wallet, some browsers show the page as it was left: with a waiting button and a stale slot.
    const shown = (event: PageTransitionEvent) => event.persisted && void look();
    window.addEventListener("pageshow", shown);
    return () => window.removeEventListener("pageshow", shown);
  }, [look]);

  const rent = async () => {
    setBusy(true);
    try {
      const { walletUrl } = await startOrder(code);
      // Stays busy: a second tap while the wallet loads would ask for a second order.
      window.location.assign(walletUrl);
    } catch (error) {
      await look();
      setProblem(problemOf(error));
    }
  };

  if (view === undefined) {
    return problem ? <TroubleScreen problem={problem} onRetry={() => void look()} /> : <LoadingScreen />;
  }
  return <Slot view={view} problem={problem} busy={busy} onRent={() => void rent()} onLook={() => void look()} />;
}

function Slot(props: {
  view: SlotView;
  problem: Problem | undefined;
  busy: boolean;
  onRent: () => void;
  onLook: () => void;
}) {
  const { view, problem, busy } = props;
  const { language, words } = useSpeech();
  const { place, slot, availability, level, tariff, liveOrderNo } = view;
  const ready = availability === "ready" && liveOrderNo === undefined;
  const obstacle =
    liveOrderNo !== undefined ? words.liveOrder : availability !== "ready" && words.availability[availability];
  const unitNote = words.startedUnits[tariff.unit];

  return (
    <Frame title={`${words.slot(slot)} · ${place.name}`} actions={<Action {...props} />}>
      <div className="place">
        <h1>{place.name}</h1>
        <p>{place.address}</p>
      </div>
      <SlotPlate slot={slot} mood={ready ? "rest" : "closed"} />
      {level !== undefined && ready && <Level percent={level} />}
      {obstacle && <Headline {...obstacle} />}
      {problem && <TroubleNote problem={problem} />}
      <section className="card" aria-label={words.priceTitle} aria-busy={busy}>
        <p className="price">{tariffSentence(tariff, language)}</p>
        {unitNote !== "" && <p className="small">{unitNote}</p>}
      </section>
    </Frame>
  );
}

function Action({
  view,
  busy,
  onRent,
  onLook,
}: {
  view: SlotView;
  busy: boolean;
  onRent: () => void;
  onLook: () => void;
}) {
  const { words } = useSpeech();
  if (view.liveOrderNo !== undefined) {
    return (
      <a className="button-link" href={`/o/${encodeURIComponent(view.liveOrderNo)}`}>
        {words.showOrder}
      </a>
    );
  }
  if (view.availability !== "ready") {
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
