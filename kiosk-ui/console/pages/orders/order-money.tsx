import type { OrderRecord } from "../../hub-types.ts";
import { Money } from "../../parts/money.tsx";
import { Time } from "../../parts/time.tsx";
import { type Tone, ToneTag } from "../../parts/tone-tag.tsx";
import styles from "./order-page.module.css";
import { useOrdersWords } from "./words.ts";

type Charge = NonNullable<OrderRecord["order"]["charge"]>;

const tones: Readonly<Record<Charge["state"], Tone>> = {
  due: "warn",
  completed: "warn",
  failed: "bad",
  owed: "bad",
  paid: "good",
};

/** What an order costs, line by line, and what came of its charge. */
export function OrderMoney({ record: { order, bill } }: { readonly record: OrderRecord }) {
  const words = useOrdersWords();
  const { charge, refund, amountLimit, tariff } = order;
  return (
    <section className={styles.card} aria-label={words.money}>
      <h2>{words.money}</h2>
      <dl className={styles.lines}>
        {bill.lines.map((line) => (
          <div key={line.what}>
            <dt>{words.priceLine(line, tariff.unit)}</dt>
            <dd>
              <Money fen={line.amount} />
            </dd>
          </div>
        ))}
        <div className={styles.total}>
          <dt>{charge ? words.total : `${words.total} (${words.soFar})`}</dt>
          <dd>
            <Money fen={bill.amount} />
          </dd>
        </div>
      </dl>
      <dl className={styles.facts}>
        {bill.growsAt !== undefined && (
          <div>
            <dt>{words.grows}</dt>
            <dd>
              <Time at={bill.growsAt} />
            </dd>
          </div>
        )}
        {amountLimit !== undefined && (
          <div>
            <dt>{words.limit}</dt>
            <dd>
              <Money fen={amountLimit} />
            </dd>
          </div>
        )}
        {charge && <ChargeFacts charge={charge} />}
        {refund && (
          <div>
            <dt>{words.refunded}</dt>
            <dd>
              <Money fen={refund.amount} /> <Time at={refund.at} plain />
            </dd>
          </div>
        )}
      </dl>
      {!charge && <p>{words.noCharge}</p>}
    </section>
  );
}

function ChargeFacts({ charge }: { readonly charge: Charge }) {
  const words = useOrdersWords();
  return (
    <>
      <div>
        <dt>{words.charge}</dt>
        <dd>
          {words.chargeKinds[charge.kind]} <Money fen={charge.amount} />{" "}
          <ToneTag tone={tones[charge.state]}>{words.chargeStates[charge.state]}</ToneTag>{" "}
          {charge.failures > 0 && words.failures(charge.failures)}
        </dd>
      </div>
      {charge.collectedByHand !== undefined && (
        <div>
          <dt>{words.byHand}</dt>
          <dd>
            <Money fen={charge.collectedByHand} />
          </dd>
        </div>
      )}
      {charge.paidAt !== undefined && (
        <div>
          <dt>{words.paid}</dt>
          <dd>
            <Time at={charge.paidAt} plain />
          </dd>
        </div>
      )}
    </>
  );
}
