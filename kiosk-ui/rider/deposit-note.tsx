import { money } from "../shared/money.ts";
import type { OrderView } from "../shared/rider-types.ts";
import { useSpeech } from "./language-context.tsx";

/** What becomes of the deposit of a rider who had to leave one. */
export function DepositNote({ view: { deposit, phase } }: { view: OrderView }) {
  const { language, words } = useSpeech();
  if (!deposit.frozen || phase === "lapsed") return null;
  const amount = money(deposit.amount, language);
  const nothingLent = phase === "not-opened" || phase === "cancelled";
  if (phase === "settled") return <p className="note note-calm">{words.depositReleased(amount)}</p>;
  return <p className="note note-calm">{nothingLent ? words.depositComesBack(amount) : words.depositFrozen(amount)}</p>;
}
