import type { ReactNode } from "react";
import { Link } from "react-router";
import { call } from "../../../shared/client.ts";
import { ActButton } from "../../parts/act-button.tsx";
import { Time } from "../../parts/time.tsx";
import { changed } from "../../queries.ts";
import { may, type Session, useSession } from "../../session.ts";
import styles from "./cabinets.module.css";
import { ImpossibleActs } from "./impossible-acts.tsx";
import type { SlotView } from "./slot-views.ts";
import { useCabinetsWords } from "./words.ts";

/** One slot: what is known of it, and what can be done to it. */
export function SlotPanel({ cabinetId, view }: { readonly cabinetId: string; readonly view: SlotView }) {
  const words = useCabinetsWords();
  const session = useSession() as Session;
  const { slot, acts } = view;
  const mayOperate = may(session, "cabinets.operate");
  return (
    <section className={styles.panel} aria-label={words.slot(slot)}>
      <h3>{words.slot(slot)}</h3>
      <dl className={styles.facts}>
        {useFacts(view).map(([title, value]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {!mayOperate && <p className={styles.muted}>{words.acts.noPermission}</p>}
      {mayOperate && (
        <>
          <div className={styles.buttons}>
            {acts
              .filter(({ possible }) => possible)
              .map(({ act }) => (
                <SlotAct key={act} cabinetId={cabinetId} slot={slot} act={act} />
              ))}
          </div>
          <ImpossibleActs acts={acts.filter(({ act, possible }) => !possible && !isOpposite(act, view))} />
        </>
      )}
    </section>
  );
}

/** Nobody misses "unlock" on a slot that is not locked. */
function isOpposite(act: string, { lock }: SlotView): boolean {
  return act === (lock ? "lock-slot" : "unlock-slot");
}

function useFacts({ look, isOccupied, itemId, level, fault, lock, orderNo }: SlotView) {
  const { looks, slotFacts: words, level: percent, byOperator } = useCabinetsWords();
  const facts: (readonly [string, ReactNode])[] = [
    [words.state, looks[look]],
    [words.item, isOccupied ? (itemId ?? words.noId) : words.none],
  ];
  if (level !== undefined) facts.push([words.charge, percent(level)]);
  if (fault !== undefined) facts.push([words.fault, fault]);
  if (orderNo !== undefined)
    facts.push([
      words.order,
      <Link key="" to={`/orders/${orderNo}`}>
        {orderNo}
      </Link>,
    ]);
  if (lock)
    facts.push([
      words.locked,
      <span key="">
        {byOperator(lock.actor, lock.reason)} <Time at={lock.since} />
      </span>,
    ]);
  return facts;
}

interface ActOnSlot {
  readonly cabinetId: string;
  readonly slot: number;
  readonly act: string;
}

function SlotAct({ cabinetId, slot, act }: ActOnSlot) {
  const words = useCabinetsWords();
  const name = words.acts.names[act] ?? act;
  return (
    <ActButton
      label={name}
      title={`${name} · ${words.slot(slot)}`}
      isPrimary={act === "open-slot"}
      problemTexts={words.problems}
      act={async (reason) => {
        await sendToSlot({ cabinetId, slot, act }, reason);
        await changed("cabinets");
      }}
    >
      <p className={styles.note}>{words.acts.does[act]}</p>
    </ActButton>
  );
}

function sendToSlot({ cabinetId, slot, act }: ActOnSlot, reason: string): Promise<unknown> {
  const request = { path: { cabinetId, slot: String(slot) }, body: { reason } };
  switch (act) {
    case "open-slot":
      return call("post", "/api/operator/cabinets/{cabinetId}/slots/{slot}/open", request);
    case "lock-slot":
      return call("post", "/api/operator/cabinets/{cabinetId}/slots/{slot}/lock", request);
    default:
      return call("post", "/api/operator/cabinets/{cabinetId}/slots/{slot}/unlock", request);
  }
}
