import type { OrderState } from "../hub-types.ts";
import { useShellWords } from "../words.ts";
import { type Tone, ToneTag } from "./tone-tag.tsx";

const tones: Readonly<Record<OrderState, Tone>> = {
  requested: "calm",
  confirmed: "calm",
  active: "calm",
  settling: "warn",
  settled: "good",
  lapsed: "off",
  cancelling: "warn",
  cancelled: "off",
};

export function OrderStateTag({ state }: { readonly state: OrderState }) {
  const { orderStates } = useShellWords();
  return <ToneTag tone={tones[state]}>{orderStates[state]}</ToneTag>;
}
