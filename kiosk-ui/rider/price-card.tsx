import { ItemIcon } from "../shared/item-icon.tsx";
import { spokenMoney } from "../shared/money.ts";
import { priceBlock } from "../shared/price.ts";
import type { OrderView, Tariff } from "../shared/rider-types.ts";
import styles from "./price-card.module.css";
import { useSpeech } from "./speech.ts";

interface PriceCardProps {
  tariff: Tariff;
  itemKind: OrderView["itemKind"];
  /** More than one item is wanted: how many, and which slot was scanned. */
  several?: { slot: number; items: number } | undefined;
  busy?: boolean;
}

/** What is lent here and for how much: the unit price large, then all that may cost or save something, and what several items cost. */
export function PriceCard({ tariff, itemKind, several, busy = false }: PriceCardProps) {
  const { locale, words, language } = useSpeech();
  const { perUnit, terms } = priceBlock(tariff, locale);
  const unitNote = words.startedUnits[tariff.unit];
  return (
    <section class={styles.card} aria-label={words.priceTitle} aria-busy={busy}>
      <p class={styles.goods}>
        <ItemIcon icon={itemKind.icon} look={styles.icon} />
        <span>{itemKind.name[language]}</span>
      </p>
      <p class={styles.perUnit}>{perUnit}</p>
      <ul class={styles.terms}>
        {[...terms, ...(unitNote === "" ? [] : [unitNote])].map((term) => (
          <li key={term}>{term}</li>
        ))}
      </ul>
      <div role="status">
        {several && (
          <>
            <p class={styles.several}>
              {words.forItems(several.items, spokenMoney(several.items * tariff.totalCap, locale))}
            </p>
            <p class={styles.small}>{words.otherSlots(several.slot, several.items - 1)}</p>
          </>
        )}
      </div>
      {tariff.collectedBy === "merchant" && <p class={styles.small}>{words.paidToMerchant}</p>}
    </section>
  );
}
