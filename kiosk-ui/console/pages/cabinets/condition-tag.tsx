import { type Tone, ToneTag } from "../../parts/tone-tag.tsx";
import type { Condition, FleetRow } from "./cabinet-types.ts";
import { useCabinetsWords } from "./words.ts";

const tones: Readonly<Record<Condition, Tone>> = {
  online: "good",
  offline: "warn",
  "never-seen": "off",
  "out-of-service": "off",
  distrusted: "bad",
};

export function ConditionTag({ condition }: { readonly condition: Condition }) {
  const { conditions } = useCabinetsWords();
  return <ToneTag tone={tones[condition]}>{conditions[condition]}</ToneTag>;
}

/** The colour of a cabinet on a map: what needs a visit stands out. */
export function toneOf({ condition, visit }: Pick<FleetRow, "condition" | "visit">): Tone {
  return visit.length > 0 ? "bad" : tones[condition];
}
