import type { RunOutcome } from "./crash-run.ts";
import type { Broken } from "./judge.ts";

type Counts = Readonly<Record<string, number>>;

export interface Summary {
  readonly runs: number;
  readonly seconds: number;
  readonly loans: number;
  readonly kills: number;
  readonly killsByProgram: Counts;
  /** The write, message or answer that the program died before or after; `any moment` where the clock chose. */
  readonly killsByPlace: Counts;
  /** What riders were in the middle of when something died. */
  readonly killsByStage: Counts;
  readonly endings: Counts;
  /** How often each promise was checked. */
  readonly checks: Counts;
  readonly violations: readonly (Broken & { readonly again: string; readonly timeline: readonly string[] })[];
}

/** Adds up what runs did. */
export class CrashTally {
  #runs = 0;
  #seconds = 0;
  #loans = 0;
  #kills = 0;
  readonly #byProgram = new Map<string, number>();
  readonly #byPlace = new Map<string, number>();
  readonly #byStage = new Map<string, number>();
  readonly #endings = new Map<string, number>();
  readonly #checks = new Map<string, number>();
  readonly #violations: Summary["violations"][number][] = [];

  /** @param again how the run is made again */
  add(outcome: RunOutcome, again: string): void {
    const { seconds, rides, kills, endings, checks, broken, timeline } = outcome;
    this.#runs++;
    this.#seconds += seconds;
    this.#loans += rides;
    this.#kills += kills.length;
    for (const { victim, place = "any moment", stages } of kills) {
      count(this.#byProgram, victim);
      count(this.#byPlace, place);
      for (const stage of new Set(stages)) count(this.#byStage, stage);
    }
    for (const [ending, times] of Object.entries(endings)) count(this.#endings, ending, times);
    for (const [promise, times] of checks) count(this.#checks, promise, times);
    this.#violations.push(...broken.map((one) => ({ ...one, again, timeline })));
  }

  get summary(): Summary {
    return {
      runs: this.#runs,
      seconds: Math.round(this.#seconds),
      loans: this.#loans,
      kills: this.#kills,
      killsByProgram: sorted(this.#byProgram),
      killsByPlace: sorted(this.#byPlace),
      killsByStage: sorted(this.#byStage),
      endings: sorted(this.#endings),
      checks: sorted(this.#checks),
      violations: this.#violations,
    };
  }
}

/** For people. */
export function describe({ violations, checks, ...summary }: Summary): string {
  const { runs, seconds, loans, kills, killsByProgram, killsByPlace, killsByStage, endings } = summary;
  const checked = Object.entries(checks).map(([promise, times]) => `${promise} ${times}`);
  return [
    `${runs} runs in ${seconds} s, ${loans} loans, ${kills} kills`,
    `loans ended: ${inline(endings)}`,
    `kills by program: ${inline(killsByProgram)}`,
    ...(Object.keys(killsByStage).length > 0 ? [`kills while riders were: ${inline(killsByStage)}`] : []),
    "kills by place:",
    ...Object.entries(killsByPlace).map(([place, times]) => `  ${String(times).padStart(5)}  ${place}`),
    `checked: ${checked.join(", ")}`,
    `violations: ${violations.length}`,
    ...violations.map(
      ({ promise, what, orderNo, again, timeline }) =>
        `\n${promise}: ${what}${orderNo ? ` (order ${orderNo})` : ""}\n  again: ${again}\n  ${timeline.join("\n  ")}`,
    ),
  ].join("\n");
}

function inline(counts: Counts): string {
  return Object.entries(counts)
    .map(([name, times]) => `${name} ${times}`)
    .join(", ");
}

function count(counts: Map<string, number>, name: string, times = 1): void {
  counts.set(name, (counts.get(name) ?? 0) + times);
}

function sorted(counts: ReadonlyMap<string, number>): Counts {
  return Object.fromEntries([...counts].toSorted(([, one], [, other]) => other - one));
}
