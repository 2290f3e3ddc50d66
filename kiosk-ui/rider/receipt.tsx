import type { ComponentChildren } from "preact";
import type { OrderView } from "../../server/http/rider-api.ts";
import { beijingTime } from "../shared/beijing-time.ts";
import { spokenDuration } from "../shared/duration.ts";
import { money } from "../shared/money.ts";
import { useSpeech } from "./language-context.tsx";

/** What was lent, how long, and how the amount comes about. */
export function Receipt({ view }: { view: OrderView }) {
  const { language, words } = useSpeech();
  const { place, slot, openedAt, returnedAt, returnedTo } = view;
  return (
    <section className="card" aria-label={words.receipt}>
      <p className="total">
        <span className="small">{words.total}</span>
        <strong>{money(view.amount, language)}</strong>
      </p>
      <dl className="lines">
        {view.lines.map((line) => (
          <Line key={line.what} name={words.priceLine(line, view.tariff.unit)}>
            {money(line.amount, language)}
          </Line>
        ))}
      </dl>
      <dl className="lines">
        {openedAt !== undefined && (
          <Line name={words.borrowedFrom}>
            {beijingTime(openedAt, language)}
            <br />
            {words.placeAndSlot(place.name, slot)}
          </Line>
        )}
        {returnedAt !== undefined && (
          <Line name={words.returnedTo}>
            {beijingTime(returnedAt, language)}
            {returnedTo && <br />}
            {returnedTo && words.placeAndSlot(returnedTo.place, returnedTo.slot)}
          </Line>
        )}
        {openedAt !== undefined && returnedAt !== undefined && (
          <Line name={words.duration}>{spokenDuration(returnedAt - openedAt, language)}</Line>
        )}
        <Line name={words.orderNo}>{view.orderNo}</Line>
      </dl>
    </section>
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
