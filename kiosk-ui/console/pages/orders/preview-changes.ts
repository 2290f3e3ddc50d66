import type { ActPreview } from "../../hub-types.ts";

type Standing = ActPreview["before"];

/** One thing that an act changes of an order; undefined: there is none. Amounts in fen, times in epoch ms, states as codes. */
export type Change =
  | Changed<"amount" | "due" | "refunded", number>
  | Changed<"state" | "review" | "charge", string>
  | Changed<"paused", boolean>
  | (Changed<"loan", string> & { readonly loanNo: number });

interface Changed<What extends string, Value> {
  readonly what: What;
  readonly before: Value | undefined;
  readonly after: Value | undefined;
}

/** What differs between an order before and after an act, in the order in which it is read. */
export function changesOf({ before, after }: Pick<ActPreview, "before" | "after">): readonly Change[] {
  const all: readonly Change[] = [
    { what: "amount", before: before.amount, after: after.amount },
    { what: "state", before: before.state, after: after.state },
    { what: "review", before: before.review, after: after.review },
    ...after.loans.map((loan, index): Change => {
      return { what: "loan", loanNo: loan.loanNo, before: before.loans[index]?.state, after: loan.state };
    }),
    // Of an order that has nothing out any more there is no billing to pause.
    ...(isOut(after) ? [{ what: "paused", before: before.paused, after: after.paused } as const] : []),
    { what: "due", before: before.dueAt, after: after.dueAt },
    { what: "charge", before: before.charge?.state, after: after.charge?.state },
    { what: "refunded", before: before.refunded, after: after.refunded },
  ];
  return all.filter((change) => change.before !== change.after);
}

function isOut({ loans }: Standing): boolean {
  return loans.some(({ state }) => state === "lent");
}
