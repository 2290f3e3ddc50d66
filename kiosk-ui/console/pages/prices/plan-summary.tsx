import { tariffSentence } from "../../../shared/price.ts";
import { Time } from "../../parts/time.tsx";
import { useSpeech } from "../../speech.tsx";
import { CurveChart } from "./curve-chart.tsx";
import type { Plan, PlanCurves } from "./price-types.ts";
import styles from "./prices.module.css";
import { useKindName, usePlaceText } from "./use-prices.ts";
import { usePriceWords } from "./words.ts";

const hour = 3_600_000;

/** When a plan applies, in words. */
export function PlanTimes({ plan: { validFrom, validUntil } }: { readonly plan: Plan }) {
  const words = usePriceWords();
  const moments = [
    [words.from, validFrom],
    [words.until, validUntil],
  ] as const;
  if (validFrom === undefined && validUntil === undefined) return words.always;
  return (
    <>
      {moments.map(([word, text]) => {
        const at = text === undefined ? Number.NaN : Date.parse(text);
        return (
          !Number.isNaN(at) && (
            <span key={word} className={styles.moment}>
              {word} <Time at={at} plain />
            </span>
          )
        );
      })}
    </>
  );
}

/** A plan on a page of its price list: the price in words, its curve, and who lends by it. @param uses cabinets */
export function PlanSummary(props: {
  readonly plan: Plan;
  readonly curves: PlanCurves | undefined;
  readonly uses: number | undefined;
}) {
  const { plan, curves, uses } = props;
  const words = usePriceWords();
  const { locale } = useSpeech();
  const kindName = useKindName();
  const placeText = usePlaceText();
  const title = `${kindName(plan.itemKind)} · ${placeText(plan)}`;
  return (
    <section className={styles.card} aria-label={title}>
      <h3>{title}</h3>
      <div className={styles.halves}>
        <div>
          <p className={styles.sentence}>{tariffSentence(plan.tariff, locale)}</p>
          <p className={styles.note}>{words.tariffFacts(plan.tariff)}</p>
          <p className={styles.note}>
            {words.version(plan.tariff.version)} · <PlanTimes plan={plan} />
          </p>
          {uses !== undefined && <p>{words.uses(uses)}</p>}
        </div>
        {curves && <CurveChart curves={curves} longest={plan.tariff.longestLoanHours * hour} />}
      </div>
    </section>
  );
}
