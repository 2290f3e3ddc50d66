import { beijingTime } from "../shared/beijing-time.ts";
import { runningDuration } from "../shared/duration.ts";
import { money } from "../shared/money.ts";
import type { OrderView } from "../shared/rider-types.ts";
import { tariffSentence } from "../shared/tariff-sentence.ts";
import { useSpeech } from "./language-context.tsx";
import { taskHash } from "./order-task.ts";

/** The running loan: time and rent. The rent is the hub's, never computed here. @param props.now the hub's clock, epoch ms */
export function LoanPanel({ view, now }: { view: OrderView; now: number }) {
  const { language, words } = useSpeech();
  const answered = view.items.find(({ state, reported, paused }) => state === "lent" && reported && !paused);
  const price = tariffSentence(view.tariff, language);
  return (
    <section className="card meter">
      <h2>{words.elapsed}</h2>
      <p className="reading reading-time" role="timer">
        {runningDuration(now - (view.openedAt ?? now), language)}
      </p>
      <div className="meter-rent">
        <h2>{view.paused ? words.rentPaused : words.rentSoFar}</h2>
        <p className="reading reading-rent" role="status">
          {money(view.amount, language)}
        </p>
      </div>
      {answered && <p className="note note-trouble">{words.notBorneOut(answered.slot)}</p>}
      <p className="small">{view.items.length > 1 ? words.priceOfEach(price) : price}</p>
    </section>
  );
}

export function ReturnPanel({ view, now }: { view: OrderView; now: number }) {
  const { language, words } = useSpeech();
  const { overdueAt, renewal, tariff } = view;
  const overdue = overdueAt !== undefined && now >= overdueAt;
  const deadline = overdueAt !== undefined && beijingTime(overdueAt, language);
  return (
    <section className="card">
      <h2>{words.returnTitle}</h2>
      <ol className="steps">
        {words.returnSteps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {deadline && (
        <p className={overdue ? "note note-trouble" : "small"} role="status">
          {overdue ? words.overdue(deadline) : words.returnBefore(deadline)}
        </p>
      )}
      {renewal && (
        <a className="second-link" href={taskHash({ what: "renew" })}>
          {words.renew(tariff.longestLoanHours)}
        </a>
      )}
    </section>
  );
}
