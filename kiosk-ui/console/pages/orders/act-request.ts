import type { ActView, OperatorAct } from "../../hub-types.ts";

/** What an operator fills in for an act, as it stands in the fields. */
export interface ActValues {
  /** Yuan, "3.5". */
  readonly amount?: string;
  /** Beijing time, "2026-11-23T20:15:00"; browsers leave ":00" seconds out. */
  readonly time?: string;
  readonly outcome?: "upheld" | "rejected";
  readonly answer?: string;
}

export type ActField = "amount" | "time" | "outcome";

/** What has to be filled in for an act. */
export function fieldsOf({ act, amount, time }: ActView): readonly ActField[] {
  return [
    ...(amount && takesAmount(act) ? (["amount"] as const) : []),
    ...(time && takesTime(act) ? (["time"] as const) : []),
    ...(act === "close-objection" ? (["outcome"] as const) : []),
  ];
}

/** The act as the hub takes it; undefined while something is missing or outside of its bounds. */
export function requestOf(view: ActView, values: ActValues): OperatorAct | undefined {
  const act = {
    act: view.act,
    ...(view.loanNo !== undefined && { loanNo: view.loanNo }),
    ...(view.objectionNo !== undefined && { objectionNo: view.objectionNo }),
  };
  const filled: Record<string, unknown> = {};
  for (const field of fieldsOf(view)) {
    const value = argumentOf(field, view, values);
    if (value === undefined) return undefined;
    filled[argumentName(field, view.act)] = value;
  }
  const answer = values.answer?.trim();
  if (view.act === "close-objection" && answer) filled["answer"] = answer;
  return { ...act, ...filled } as OperatorAct;
}

function argumentOf(field: ActField, view: ActView, values: ActValues): number | string | undefined {
  switch (field) {
    case "amount":
      return view.amount && fenWithin(values.amount, view.amount);
    case "time":
      return view.time && timeWithin(values.time, view.time);
    case "outcome":
      return values.outcome;
  }
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/** @param yuan "3.5" @returns fen; undefined where it is no amount of the range */
export function fenWithin(yuan: string | undefined, { from, to }: Range): number | undefined {
  if (!/^\d{1,7}(\.\d{1,2})?$/.test(yuan?.trim() ?? "")) return undefined;
  const amount = Math.round(Number(yuan) * 100);
  return amount < from || amount > to ? undefined : amount;
}

const ahead = 8 * 3_600_000;
const second = 1000;

/**
 * @param text as `ActValues.time` has it
 * @returns epoch ms; undefined where it is no time of the range. A field has whole seconds: within the second in which the
 * range begins, its beginning is meant
 */
export function timeWithin(text: string | undefined, { from, to }: Range): number | undefined {
  const at = Date.parse(`${text ?? ""}Z`) - ahead;
  if (Number.isNaN(at)) return undefined;
  const meant = at < from && at + second > from ? from : at;
  return meant < from || meant > to ? undefined : meant;
}

/** A moment as a field for times shows it, in Beijing time. @param at epoch ms */
export function timeText(at: number): string {
  return new Date(at + ahead).toISOString().slice(0, "2026-11-23T20:15:00".length);
}

function argumentName(field: ActField, act: string): string {
  return field === "time" ? (act === "mark-returned" ? "at" : "until") : field;
}

/** Its bounds say what is left to waive; a waiver takes all of it. */
function takesAmount(act: string): boolean {
  return act === "lower-amount" || act === "mark-collected" || act === "record-refund";
}

function takesTime(act: string): boolean {
  return act === "mark-returned" || act === "extend" || act === "shorten";
}

/**
 * The hub's texts name acts as programs do, `waive`: people read the name of the button instead.
 * @param quoted the name in quotation marks, with the blanks before and after it
 */
export function withActNames(
  text: string,
  acts: readonly Pick<ActView, "act" | "name">[],
  quoted: (name: string, before: string, after: string) => string,
): string {
  const names = new Map(acts.map(({ act, name }) => [act, name]));
  return text.replaceAll(/( ?)`([a-z-]+)`( ?)/g, (found, before: string, act: string, after: string) => {
    const name = names.get(act);
    return name === undefined ? found : quoted(name, before, after);
  });
}

/** Which acts can be done, and why not the others: what the order allows and the operator's role does not is none of them. */
export function sorted(acts: readonly ActView[], may: (permission: string) => boolean) {
  const offered = acts.filter(({ possible, permission }) => possible && may(permission));
  const others = acts.filter((act) => !offered.includes(act));
  return { offered, others };
}
