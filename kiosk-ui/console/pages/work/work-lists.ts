import type { FoundOrder, Queue } from "../../hub-types.ts";

export type ListName = keyof Queue["counts"];

/** In the order in which they are shown: what stops an order comes before what only may come to. */
export const listNames: readonly ListName[] = [
  "review",
  "unmatchedReturns",
  "notCollected",
  "owed",
  "overdue",
  "inDoubt",
  "reported",
  "objections",
  "riders",
];

/** The filters of the work list, as they stand in the address. */
export const workFilters = ["list", "code", "who"] as const;
export type WorkFilters = Readonly<Partial<Record<(typeof workFilters)[number], string>>>;

/** One thing that waits, of whatever list. */
export interface WorkEntry {
  /** Unlike those of all others in its list. */
  readonly id: string;
  /** The order, or the unmatched return, that it is about; neither: a rider. */
  readonly orderNo?: string;
  readonly eventKey?: string;
  readonly about?: FoundOrder;
  readonly since?: number;
  readonly assignee?: string;
  /** Of a review: why, as a code and as text. */
  readonly code?: string;
  readonly why?: string;
}

/** The list of the address; the first one that has something where it names none. */
export function listOf({ list }: WorkFilters, { counts }: Pick<Queue, "counts">): ListName {
  return listNames.find((name) => name === list) ?? listNames.find((name) => counts[name] > 0) ?? "review";
}

/** The entries of a list beside what they say of themselves, in the order of the queue: the oldest first. */
export function entriesOf<Name extends ListName>(
  queue: Queue,
  list: Name,
): readonly (WorkEntry & { readonly said: Queue[Name][number] })[] {
  return (queue[list] as readonly Said[]).map((said, index) => ({
    id: `${said.orderNo ?? said.key ?? said.riderId ?? ""}/${index}`,
    ...(said.orderNo !== undefined && { orderNo: said.orderNo }),
    ...(said.key !== undefined && { eventKey: said.key }),
    ...(said.about && { about: said.about }),
    ...sinceOf(said),
    ...assigneeOf(said),
    ...(list === "review" && said.code !== undefined && { code: said.code, why: said.why }),
    said: said as Queue[Name][number],
  }));
}

/** Whatever an entry of any list has. */
interface Said {
  readonly orderNo?: string;
  readonly key?: string;
  readonly riderId?: string;
  readonly about?: FoundOrder;
  readonly since?: number;
  readonly at?: number;
  readonly returnedAt?: number;
  readonly assignee?: string;
  readonly code?: string;
  readonly why?: string;
}

function sinceOf({ since, at, returnedAt }: Said): Pick<WorkEntry, "since"> {
  const first = since ?? at ?? returnedAt;
  return first === undefined ? {} : { since: first };
}

function assigneeOf({ assignee, about }: Said): Pick<WorkEntry, "assignee"> {
  const name = assignee ?? about?.assignee;
  return name === undefined ? {} : { assignee: name };
}

/** Those that fit the filters. @param me the name of who looks */
export function fitting<Entry extends WorkEntry>(
  entries: readonly Entry[],
  { code, who }: WorkFilters,
  me: string,
): readonly Entry[] {
  return entries.filter(
    (entry) =>
      (code === undefined || entry.code === code) &&
      (who === undefined || (who === "nobody" ? entry.assignee === undefined : entry.assignee === me)),
  );
}

/** Every code of the entries, with a text of it and how many there are, the most first. */
export function codesOf(entries: readonly WorkEntry[]): readonly { code: string; why: string; count: number }[] {
  const found = new Map<string, { code: string; why: string; count: number }>();
  for (const { code, why = code } of entries) {
    if (code === undefined || why === undefined) continue;
    const known = found.get(code);
    found.set(code, known ? { ...known, count: known.count + 1 } : { code, why, count: 1 });
  }
  return [...found.values()].toSorted((one, other) => other.count - one.count);
}

/** What stands before and after an order in a list, and where it stands, from 1. What has left the list leads to its first. */
export function around(entries: readonly WorkEntry[], orderNo: string) {
  const orders = [...new Set(entries.flatMap((entry) => entry.orderNo ?? []))];
  const index = orders.indexOf(orderNo);
  return index === -1
    ? { place: undefined, count: orders.length, previous: undefined, next: orders[0] }
    : { place: index + 1, count: orders.length, previous: orders[index - 1], next: orders[index + 1] };
}

/** The filters as a part of an address; empty where none is set. */
export function searchOf(filters: WorkFilters): string {
  const set = Object.entries(filters).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return set.length === 0 ? "" : `?${new URLSearchParams(set).toString()}`;
}
