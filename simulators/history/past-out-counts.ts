import type { OutCount } from "../../server/store/out-count-table.ts";
import type { InventedLoan } from "./invented-loan.ts";
import { lostAfter, opensAfter } from "./lived-loan.ts";

const hour = 3_600_000;

/** How many of the loans were out when each hour began, from that of the first loan up to `until`. */
export function pastOutCounts(loans: readonly InventedLoan[], until: number): OutCount[] {
  const changes = new Map<number, number>();
  const change = (at: number, by: number) => {
    // The first hour that begins with the change made.
    const begin = Math.ceil(at / hour) * hour;
    changes.set(begin, (changes.get(begin) ?? 0) + by);
  };
  for (const { at, course } of loans) {
    if (course.how === "not-confirmed" || course.how === "not-opened") continue;
    change(at + opensAfter, 1);
    change(at + ("after" in course ? course.after : opensAfter + lostAfter), -1);
  }
  const counts: OutCount[] = [];
  const [first] = loans;
  let out = 0;
  for (let at = Math.ceil((first?.at ?? until) / hour) * hour; at <= until; at += hour) {
    out += changes.get(at) ?? 0;
    counts.push({ hour: at, out });
  }
  return counts;
}
