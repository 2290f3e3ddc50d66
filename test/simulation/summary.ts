import { createHash } from "node:crypto";
import { type Coverage, coverageOf } from "./coverage.ts";
import { faultKinds } from "./faults.ts";
import type { Ran } from "./histories.ts";
import { type HistoryKind, historyKinds } from "./plan.ts";
import { promises } from "./verdict.ts";

type Counts = Readonly<Record<string, number>>;

/** What a run did, all histories together. */
export interface Summary {
  readonly seed: number;
  readonly histories: Readonly<Record<HistoryKind, number>>;
  readonly loans: number;
  readonly seconds: number;
  readonly loansPerMinute: number;
  readonly virtualHours: number;
  /** Largest memory of the process so far, MB. */
  readonly peakMemory: number;
  /** How often each promise was checked. */
  readonly checks: Counts;
  readonly faults: Counts;
  readonly missingFaults: readonly string[];
  readonly coverage: Coverage;
  /** Why orders came under review. */
  readonly reviews: Counts;
  readonly logged: Counts;
  /** Of everything that happened: same hash, same histories. */
  readonly traceHash: string;
}

/** Adds up what histories did, and forgets them. */
export class Tally {
  loans = 0;
  readonly #histories = new Map<HistoryKind, number>(historyKinds.map((kind) => [kind, 0]));
  #lasted = 0;
  readonly #checks = new Map<string, number>(promises.filter((name) => name !== "fault").map((name) => [name, 0]));
  readonly #faults = new Map<string, number>();
  readonly #steps = new Map<string, number>();
  readonly #logged = new Map<string, number>();
  readonly #hashes = new Map<number, string>();

  add({ plan, outcome }: Ran): void {
    const { begun, lasted, checks, faults, steps, warnings, traceHash } = outcome;
    this.#histories.set(plan.kind, (this.#histories.get(plan.kind) ?? 0) + 1);
    this.loans += begun;
    this.#lasted += lasted;
    addTo(this.#checks, checks);
    addTo(this.#faults, faults);
    addTo(this.#steps, steps);
    addTo(this.#logged, warnings);
    this.#hashes.set(plan.history, traceHash);
  }

  summary(seed: number, seconds: number): Summary {
    const hashes = [...this.#hashes].toSorted(([a], [b]) => a - b);
    return {
      seed,
      histories: Object.fromEntries(this.#histories) as Record<HistoryKind, number>,
      loans: this.loans,
      seconds: Math.round(seconds * 10) / 10,
      loansPerMinute: Math.round((this.loans / seconds) * 60),
      virtualHours: Math.round(this.#lasted / 3_600_000),
      peakMemory: Math.round(process.resourceUsage().maxRSS / 1024),
      checks: Object.fromEntries(this.#checks),
      faults: sorted(this.#faults),
      missingFaults: faultKinds.filter((kind) => !this.#faults.has(kind)),
      coverage: coverageOf(this.#steps),
      reviews: sorted(new Map([...this.#steps].filter(([step]) => step.startsWith("review ")))),
      logged: sorted(this.#logged),
      traceHash: createHash("sha256").update(JSON.stringify(hashes)).digest("hex"),
    };
  }
}

function addTo(sums: Map<string, number>, counts: ReadonlyMap<string, number>): void {
  for (const [name, count] of counts) sums.set(name, (sums.get(name) ?? 0) + count);
}

function sorted(counts: ReadonlyMap<string, number>): Counts {
  return Object.fromEntries([...counts].toSorted(([, a], [, b]) => b - a));
}
