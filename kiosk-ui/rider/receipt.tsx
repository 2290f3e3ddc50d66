import type { ComponentChildren } from "preact";
import { beijingTime } from "../shared/beijing-time.ts";
import { spokenDuration } from "../shared/duration.ts";
import { money } from "../shared/money.ts";
import type { ItemView, OrderView } from "../shared/rider-types.ts";
import { useSpeech } from "./language-context.tsx";

/** What was lent, how long, and how the amount comes about. */
export function Receipt({ view }: { view: OrderView }) {
  const { language, words } = useSpeech();
  return (
    <section className="card" aria-label={words.receipt}>
      <p className="total">
        <span className="small">{words.total}</span>
        <strong>{money(view.amount, language)}</strong>
        {view.refund !== undefined && <span>{words.refunded(money(view.refund, language))}</span>}
      </p>
      <dl className="lines">
        {view.lines.map((line) => (
          <Line key={line.what} name={words.priceLine(line, view.tariff.unit)}>
            {money(line.amount, language)}
          </Line>
        ))}
      </dl>
      {view.items
        .filter(({ openedAt }) => openedAt !== undefined)
        .map((item) => (
          <ItemLines key={item.loanNo} item={item} placeName={view.place.name} />
        ))}
      <dl className="lines">
        <Line name={words.orderNo}>{view.orderNo}</Line>
      </dl>
    </section>
  );
}

function ItemLines({ item, placeName }: { item: ItemView; placeName: string }) {
  const { language, words } = useSpeech();
  const { slot, state, openedAt, returnedAt, returnedTo } = item;
  return (
    <dl className="lines">
      {openedAt !== undefined && (
        <Line name={words.borrowedFrom}>
          {beijingTime(openedAt, language)}
          <br />
          {words.placeAndSlot(placeName, slot)}
        </Line>
      )}
      <Line name={words.returnedTo}>
        {returnedAt === undefined ? words.itemStates[state] : beijingTime(returnedAt, language)}
        {returnedTo && <br />}
        {returnedTo && words.placeAndSlot(returnedTo.place, returnedTo.slot)}
      </Line>
      {openedAt !== undefined && returnedAt !== undefined && (
        <Line name={words.duration}>{spokenDuration(returnedAt - openedAt, language)}</Line>
      )}
    </dl>
  );
}

function Line({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
