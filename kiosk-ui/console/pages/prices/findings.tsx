import { Alert } from "antd";
import { tariffSentence } from "../../../shared/price.ts";
import { useSpeech } from "../../speech.tsx";
import type { Difference, PriceCheck } from "./price-types.ts";
import styles from "./prices.module.css";
import { useKindName, usePlaceText } from "./use-prices.ts";
import { usePriceWords } from "./words.ts";

/** What the wallet's and the system's rules say to prices. */
export function Findings({ check: { mistakes, remarks } }: { readonly check: PriceCheck }) {
  const words = usePriceWords();
  return (
    <section aria-label={words.findings.title} className={styles.findings}>
      {mistakes.length > 0 ? (
        <Alert
          type="error"
          showIcon
          title={words.findings.mistakes(mistakes.length)}
          description={
            <ul className={styles.list}>
              {mistakes.map(({ plan, code, field, text }) => (
                <li key={`${plan} ${code} ${field} ${text}`}>
                  {words.plan(plan + 1)}: {text}
                </li>
              ))}
            </ul>
          }
        />
      ) : (
        <Alert type="success" showIcon title={words.findings.none} />
      )}
      {remarks.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={words.findings.remarks}
          description={
            <ul className={styles.list}>
              {remarks.map(({ code, text }) => (
                <li key={code}>{text}</li>
              ))}
            </ul>
          }
        />
      )}
    </section>
  );
}

/** What changes for riders: for what and where, before and after. */
export function Differences({ differences }: { readonly differences: readonly Difference[] }) {
  const words = usePriceWords();
  const kindName = useKindName();
  const placeText = usePlaceText();
  if (differences.length === 0) return <p>{words.differences.none}</p>;
  return (
    <ul className={styles.differences}>
      {differences.map((difference) => {
        const { itemKind, cabinets, validFrom, validUntil, before, after } = difference;
        return (
          <li key={JSON.stringify([itemKind, cabinets, validFrom, validUntil])}>
            <strong>
              {kindName(itemKind)} · {placeText(difference)}
            </strong>
            <dl className={styles.change}>
              <dt>{words.differences.before}</dt>
              <dd>{before ? <Sentence tariff={before} /> : words.differences.added}</dd>
              <dt>{words.differences.after}</dt>
              <dd>{after ? <Sentence tariff={after} /> : words.differences.dropped}</dd>
            </dl>
          </li>
        );
      })}
    </ul>
  );
}

function Sentence({ tariff }: { readonly tariff: NonNullable<Difference["after"]> }) {
  const words = usePriceWords();
  const { locale } = useSpeech();
  return (
    <>
      {tariffSentence(tariff, locale)} <small>{words.version(tariff.version)}</small>
    </>
  );
}
