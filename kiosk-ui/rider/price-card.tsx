import { spokenMoney } from "../shared/money.ts";
import type { SlotView } from "../shared/rider-types.ts";
import { tariffSentence } from "../shared/tariff-sentence.ts";
import { useSpeech } from "./language-context.tsx";

/** The price in one sentence, and what it means for so many `items`. */
export function PriceCard({ view: { tariff, slot }, items, busy }: { view: SlotView; items: number; busy: boolean }) {
  const { language, words } = useSpeech();
  if (!tariff) return null;
  const unitNote = words.startedUnits[tariff.unit];
  return (
    <section className="card" aria-label={words.priceTitle} aria-busy={busy}>
      <p className="price">{tariffSentence(tariff, language)}</p>
      <div role="status">
        {items > 1 && (
          <p className="price-of-all">{words.forItems(items, spokenMoney(items * tariff.totalCap, language))}</p>
        )}
        {items > 1 && <p className="small">{words.otherSlots(slot, items - 1)}</p>}
      </div>
      {unitNote !== "" && <p className="small">{unitNote}</p>}
      {tariff.collectedBy === "merchant" && <p className="small">{words.paidToMerchant}</p>}
    </section>
  );
}
