import { tariffSentence } from "../../../shared/price.ts";
import { type Column, RowTable } from "../../parts/paged-table.tsx";
import { useSpeech } from "../../speech.tsx";
import { PlanTimes } from "./plan-summary.tsx";
import type { Plan } from "./price-types.ts";
import { useKindName, usePlaceText } from "./use-prices.ts";
import { usePriceWords } from "./words.ts";

/** The plans of a price list, one a line. */
export function PlanTable({ label, plans }: { readonly label: string; readonly plans: readonly Plan[] }) {
  const words = usePriceWords();
  const { locale } = useSpeech();
  const kindName = useKindName();
  const placeText = usePlaceText();
  const columns: readonly Column<Plan>[] = [
    { key: "kind", title: words.columns.itemKind, render: ({ itemKind }) => kindName(itemKind) },
    { key: "place", title: words.columns.place, render: placeText },
    { key: "price", title: words.columns.price, render: ({ tariff }) => tariffSentence(tariff, locale) },
    { key: "valid", title: words.columns.valid, render: (plan) => <PlanTimes plan={plan} /> },
  ];
  return (
    <RowTable
      label={label}
      columns={columns}
      rows={plans}
      rowKey={({ itemKind, cabinets, validFrom, validUntil }) =>
        JSON.stringify([itemKind, cabinets, validFrom, validUntil])
      }
    />
  );
}
