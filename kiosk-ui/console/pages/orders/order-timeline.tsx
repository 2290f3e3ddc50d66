import type { OrderRecord } from "../../hub-types.ts";
import { OrderStateTag } from "../../parts/order-state-tag.tsx";
import { Time } from "../../parts/time.tsx";
import { useSpeech } from "../../speech.tsx";
import styles from "./order-page.module.css";
import { useOrdersWords } from "./words.ts";
import type { OrdersWords } from "./words-chinese.ts";

type Entry = OrderRecord["audit"][number];

/** What happened to an order, the oldest first: who, what, why, and what of a cabinet's journal bears it out. */
export function OrderTimeline({ audit }: { readonly audit: readonly Entry[] }) {
  const words = useOrdersWords();
  return (
    <section className={`${styles.card} ${styles.last}`} aria-label={words.timeline}>
      <h2>{words.timeline}</h2>
      <ol className={styles.timeline}>
        {audit.map((entry, index) => (
          <li key={`${entry.at} ${index}`}>
            <p className={styles.head}>
              <Time at={entry.at} plain /> <strong>{actorName(entry.actor, words)}</strong>
              {entry.state !== audit[index - 1]?.state && <OrderStateTag state={entry.state} />}
            </p>
            <p>{entry.says}</p>
            {entry.cause.reason !== undefined && <p>{words.because(entry.cause.reason)}</p>}
            {entry.evidence && <Evidence evidence={entry.evidence} />}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Who did it, from `operator/lin`, `cabinet/shop-2`, `rider/user/2088…`, `hub`. */
function actorName(actor: string, words: OrdersWords): string {
  const [kind = "", ...rest] = actor.split("/");
  const name = rest.join("/");
  if (kind === "operator") return words.ofOperator(name);
  return kind === "cabinet" ? words.ofCabinet(name) : (words.actors[kind] ?? actor);
}

function Evidence({ evidence }: { readonly evidence: NonNullable<Entry["evidence"]> }) {
  const words = useOrdersWords();
  const { locale } = useSpeech();
  const { seq, slot, at, before } = evidence;
  const seconds = new Intl.NumberFormat(locale.tag, { maximumFractionDigits: 2 });
  return (
    <ul className={styles.evidence} aria-label={words.evidence}>
      <li>{words.journal(seq, slot)}</li>
      <li>
        {at.uncertainty === null ? words.clockNeverSet : words.uncertainty(seconds.format(at.uncertainty / 1000))}
      </li>
      {before && (
        <li>
          {words.slotBefore(before.state, before.itemId)} <Time at={before.seenAt} plain />
        </li>
      )}
    </ul>
  );
}
