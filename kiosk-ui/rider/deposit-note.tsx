import { money } from "../shared/money.ts";
import { Notice } from "../shared/notice.tsx";
import type { OrderView } from "../shared/rider-types.ts";
import { useSpeech } from "./speech.ts";

/** What becomes of the deposit of a rider who had to leave one. */
export function DepositNote({ view: { deposit, phase } }: { view: OrderView }) {
  const { locale, words } = useSpeech();
  if (!deposit.frozen || phase === "lapsed") return null;
  const amount = money(deposit.amount, locale);
  const nothingLent = phase === "not-opened" || phase === "cancelled";
  if (phase === "settled") return <Notice tone="good">{words.depositReleased(amount)}</Notice>;
  return <Notice tone="good">{nothingLent ? words.depositComesBack(amount) : words.depositFrozen(amount)}</Notice>;
}
