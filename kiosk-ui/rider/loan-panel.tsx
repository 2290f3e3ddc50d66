import { beijingTime, beijingTimeOfDay } from "../shared/beijing-time.ts";
import { classes } from "../shared/class-names.ts";
import { runningDuration } from "../shared/duration.ts";
import { money } from "../shared/money.ts";
import { Notice } from "../shared/notice.tsx";
import { tariffSentence } from "../shared/price.ts";
import type { OrderView } from "../shared/rider-types.ts";
import { CabinetPlaces } from "./cabinet-places.tsx";
import styles from "./loan-panel.module.css";
import { isOverdue, itemsOf } from "./order-items.ts";
import { taskHash } from "./order-task.ts";
import rider from "./rider.module.css";
import { useSpeech } from "./speech.ts";

/** The running loan: time and rent. The rent is the hub's, never computed here. @param props.now the hub's clock, epoch ms */
export function LoanPanel({ view, now }: { view: OrderView; now: number }) {
  const { locale, words } = useSpeech();
  const items = itemsOf(view);
  const answered = items.find(({ state, reported, paused }) => state === "lent" && reported && !paused);
  const price = tariffSentence(view.tariff, locale);
  return (
    <section class={classes(rider.card, styles.meter)}>
      <div>
        <h2>{view.pausedAt === undefined ? words.elapsed : words.elapsedPaused}</h2>
        <p class={classes(styles.reading, styles.time)} role="timer">
          {runningDuration((view.pausedAt ?? now) - (view.openedAt ?? now), locale)}
        </p>
        {view.pausedAt !== undefined && (
          <p class={styles.next}>{words.pausedAt(beijingTimeOfDay(view.pausedAt, locale))}</p>
        )}
      </div>
      <div class={styles.rentLine}>
        <h2>{view.paused ? words.rentPaused : words.rentSoFar}</h2>
        <p class={classes(styles.reading, styles.rent)} role="status">
          {money(view.amount, locale)}
        </p>
      </div>
      {view.amountChangesAt !== undefined && view.nextAmount !== undefined && (
        <p class={classes(styles.next, styles.nextCharge)}>
          {words.nextCharge(beijingTimeOfDay(view.amountChangesAt, locale), money(view.nextAmount, locale))}
        </p>
      )}
      {answered && (
        <div class={styles.note}>
          <Notice tone="warn">{words.notBorneOut(answered.slot)}</Notice>
        </div>
      )}
      <p class={styles.price}>{items.length > 1 ? words.priceOfEach(price) : price}</p>
    </section>
  );
}

export function ReturnPanel({ view, now }: { view: OrderView; now: number }) {
  const { locale, words } = useSpeech();
  const { overdueAt, renewal, tariff } = view;
  const overdue = isOverdue(view, now);
  const deadline = overdueAt !== undefined && beijingTime(overdueAt, locale);
  return (
    <section class={rider.card}>
      <h2>{words.returnTitle}</h2>
      <ol class={rider.steps}>
        {words.returnSteps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {deadline && (
        <p class={rider.small} role="status">
          {overdue ? words.overdueSince(deadline) : words.returnBefore(deadline)}
        </p>
      )}
      <CabinetPlaces title={words.whereToReturn} want="slot" kind={view.itemKind.id} most={3} />
      {renewal && (
        <a class={rider.second} href={taskHash({ what: "renew" })}>
          {words.renew(tariff.longestLoanHours)}
        </a>
      )}
    </section>
  );
}
