import { coverageOf } from "./coverage.ts";
import type { Shrunk } from "./shrink.ts";
import type { Outcome } from "./simulation.ts";

/** What a run did, all parts together. */
export interface Summary {
  readonly seed: number;
  readonly loans: number;
  readonly checks: number;
  readonly virtualHours: number;
  readonly seconds: number;
  readonly loansPerMinute: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly steps: Readonly<Record<string, number>>;
  readonly missingSteps: readonly string[];
  readonly warnings: Readonly<Record<string, number>>;
  readonly traceHashes: readonly string[];
}

export function summarise(seed: number, outcomes: readonly Outcome[], seconds: number): Summary {
  const loans = outcomes.reduce((sum, { begun }) => sum + begun, 0);
  const steps = added(outcomes.map((outcome) => outcome.steps));
  return {
    seed,
    loans,
    checks: outcomes.reduce((sum, { checks }) => sum + checks, 0),
    virtualHours: Math.round(outcomes.reduce((sum, { lasted }) => sum + lasted, 0) / 3_600_000),
    seconds: Math.round(seconds * 10) / 10,
    loansPerMinute: Math.round((loans / seconds) * 60),
    faults: sorted(added(outcomes.map(({ faults }) => faults))),
    steps: sorted(steps),
    missingSteps: coverageOf(steps).missing,
    warnings: sorted(added(outcomes.map(({ warnings }) => warnings))),
    traceHashes: outcomes.map(({ traceHash }) => traceHash),
  };
}

export function describe(summary: Summary): string {
  const { seed, loans, checks, virtualHours, seconds, loansPerMinute } = summary;
  return [
    `seed ${seed}: ${loans} loans, ${checks} checks, ${virtualHours} h of virtual time in ${seconds} s, ${loansPerMinute} loans a minute`,
    table("faults", summary.faults),
    table("steps", summary.steps),
    `steps not taken: ${summary.missingSteps.join(", ") || "none"}`,
    table("logged", summary.warnings),
    `trace ${summary.traceHashes.map((hash) => hash.slice(0, 16)).join(" ")}`,
  ].join("\n");
}

export function describeViolation({ plan, outcome, runs }: Shrunk): string {
  const { violation, timeline } = outcome;
  const kinds = [...outcome.faults.keys()].join(", ");
  return [
    `${violation?.promise} is broken: ${violation?.what}`,
    `  seed ${plan.seed}, ${plan.loans - plan.skipped.size} of ${plan.loans} loans, found small in ${runs} runs`,
    `  faults left: ${kinds || "none"}`,
    ...timeline.map((line) => `  ${line}`),
  ].join("\n");
}

function table(title: string, counts: Readonly<Record<string, number>>): string {
  const lines = Object.entries(counts).map(([name, count]) => `${String(count).padStart(9)}  ${name}`);
  return [`${title}:`, ...lines].join("\n");
}

function added(maps: readonly ReadonlyMap<string, number>[]): Map<string, number> {
  const sum = new Map<string, number>();
  for (const map of maps) for (const [name, count] of map) sum.set(name, (sum.get(name) ?? 0) + count);
  return sum;
}

function sorted(counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].toSorted(([, a], [, b]) => b - a));
}
