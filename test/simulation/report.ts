import type { Shrunk } from "./shrink.ts";
import type { Summary } from "./summary.ts";

export function describe(summary: Summary): string {
  const { seed, histories, loans, seconds, loansPerMinute, virtualHours, peakMemory, coverage } = summary;
  const kinds = Object.entries(histories).map(([kind, count]) => `${count} of ${kind}`);
  return [
    `seed ${seed}: ${loans} loans, ${virtualHours} h of virtual time in ${seconds} s: ${loansPerMinute} loans a minute, at most ${peakMemory} MB`,
    `histories: ${kinds.join(", ")}`,
    table("checks of each promise", summary.checks),
    table("faults", summary.faults),
    never("faults", summary.missingFaults),
    table("states", coverage.states),
    never("states", coverage.missing.states),
    table("transitions", coverage.transitions),
    never("transitions", coverage.missing.transitions),
    table("events", coverage.events),
    never("events", coverage.missing.events),
    table("operators' acts", coverage.acts),
    never("operators' acts", coverage.missing.acts),
    table("wakes", coverage.wakes),
    never("wakes", coverage.missing.wakes),
    table("reviews", summary.reviews),
    table("logged", summary.logged),
    `trace ${summary.traceHash.slice(0, 16)}`,
  ].join("\n");
}

export function describeViolation({ plan, outcome, runs }: Shrunk, whole: string): string {
  const { violation, timeline } = outcome;
  const kinds = [...outcome.faults.keys()].join(", ");
  return [
    `${violation?.promise} is broken: ${violation?.what}`,
    `  again: ${whole}`,
    `  the timeline is of ${plan.loans - plan.skipped.size} of ${plan.loans} loans, found small in ${runs} runs`,
    `  faults left: ${kinds || "none"}`,
    ...timeline.map((line) => `  ${line}`),
  ].join("\n");
}

function table(title: string, counts: Readonly<Record<string, number>>): string {
  const lines = Object.entries(counts).map(([name, count]) => `${String(count).padStart(9)}  ${name}`);
  return [`${title}:`, ...lines].join("\n");
}

function never(what: string, names: readonly string[]): string {
  return `${what} never seen: ${names.join(", ") || "none"}`;
}
