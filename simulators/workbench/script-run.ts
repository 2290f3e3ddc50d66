import type { Clock } from "../../platform/clock.ts";
import type { Action } from "./actions.ts";
import { faultOf } from "./fault.ts";
import { type Expectation, type Script, type Step, stepText } from "./script.ts";
import type { CabinetView, ComparedSlot, Comparison, Fault, RunView, StepResult } from "./views.ts";

/** What a script acts on. */
export interface ScriptTarget {
  /** @throws AppError */
  perform(action: Action): Promise<void>;
  /** @throws AppError request/not-found, request/invalid */
  view(cabinet: string | undefined): CabinetView;
  /** Asks bridge and hub. */
  compare(cabinet: string | undefined): Promise<Comparison>;
}

/** How often an expectation is looked at again, ms: a hub counts the requests of a token. */
const lookEvery = 500;
const usualPatience = 10_000;

/** Runs the steps of a script one after the other, up to the first that fails. */
export class ScriptRun {
  readonly #script: Script;
  readonly #target: ScriptTarget;
  readonly #clock: Clock;
  readonly #steps: StepResult[] = [];
  readonly #onProgress: (view: RunView) => void;
  #passed: boolean | undefined;
  #isStopped = false;

  constructor(script: Script, parts: { target: ScriptTarget; clock: Clock; onProgress: (view: RunView) => void }) {
    this.#script = script;
    this.#target = parts.target;
    this.#clock = parts.clock;
    this.#onProgress = parts.onProgress;
  }

  get view(): RunView {
    const passed = this.#passed;
    return {
      name: this.#script.name,
      isRunning: passed === undefined,
      ...(passed !== undefined && { passed }),
      steps: [...this.#steps],
    };
  }

  /** The step under way is the last one. */
  stop(): void {
    this.#isStopped = true;
  }

  async run(): Promise<RunView> {
    for (const [at, step] of this.#script.steps.entries()) {
      const head = { step: at + 1, text: stepText(step) };
      this.#tell({ ...head, outcome: "running" });
      const fault = this.#isStopped ? { why: "stopped" } : await this.#faultIn(step);
      this.#steps.pop();
      this.#tell(fault === undefined ? { ...head, outcome: "done" } : { ...head, outcome: "failed", ...fault });
      if (fault) break;
    }
    this.#passed = this.#steps.every(({ outcome }) => outcome === "done");
    this.#onProgress(this.view);
    return this.view;
  }

  #tell(result: StepResult): void {
    this.#steps.push(result);
    this.#onProgress(this.view);
  }

  /** Does a step. @returns why it failed */
  async #faultIn(step: Step): Promise<Fault | undefined> {
    try {
      const why = await this.#do(step);
      return why === undefined ? undefined : { why };
    } catch (error) {
      return faultOf(error);
    }
  }

  /** @returns why an expectation was not met */
  async #do(step: Step): Promise<string | undefined> {
    if (step.do === "expect") return this.#expect(step);
    if (step.do === "wait") await this.#pause(step.ms);
    else if (step.do !== "say") await this.#target.perform(step);
    return undefined;
  }

  async #expect(expected: Expectation): Promise<string | undefined> {
    const until = this.#clock.monotonic() + (expected.within ?? usualPatience);
    for (;;) {
      const found = await this.#difference(expected);
      if (found === undefined || this.#isStopped || this.#clock.monotonic() >= until) return found;
      await this.#pause(lookEvery);
    }
  }

  async #difference(expected: Expectation): Promise<string | undefined> {
    const view = this.#target.view(expected.cabinet);
    const onBoard = boardDifference(expected, view);
    if (onBoard !== undefined) return onBoard;
    const { bridge, hub, differs, online } = expected;
    if (!bridge && !hub && differs === undefined && online === undefined) return undefined;
    return comparedDifference(expected, await this.#target.compare(expected.cabinet));
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => this.#clock.after(ms, resolve));
  }
}

function boardDifference({ slot: number, board }: Expectation, { slots }: CabinetView): string | undefined {
  if (!board) return undefined;
  const slot = slots.find((other) => other.slot === number);
  if (!slot) return `there is no slot ${number}`;
  const itemId = slot.itemId ?? slot.looseItemId ?? undefined;
  return unequal("the board", { content: slot.content, itemId }, board);
}

function comparedDifference(expected: Expectation, { slots, journal, hub }: Comparison): string | undefined {
  const slot = slots.find((other) => other.slot === expected.slot);
  const hubFault = hub && "why" in hub ? hub.why : undefined;
  for (const [name, fault] of [
    ["bridge", typeof journal === "string" ? journal : undefined],
    ["hub", hubFault],
  ] as const) {
    if (!expected[name]) continue;
    if (fault !== undefined) return `the ${name}: ${fault}`;
    const why = slot ? unequal(`the ${name}`, slot[name] ?? {}, expected[name]) : "the expectation names no slot";
    if (why !== undefined) return why;
  }
  if (expected.online !== undefined) {
    if (hubFault !== undefined) return `the hub: ${hubFault}`;
    const isOnline = hub && "online" in hub ? hub.online : undefined;
    if (isOnline !== expected.online) return `the cabinet is ${isOnline ? "online" : "offline"}`;
  }
  return expected.differs === undefined ? undefined : differenceOf(expected, slots);
}

function differenceOf({ slot, differs }: Expectation, slots: readonly ComparedSlot[]): string | undefined {
  const different = slots.filter((each) => each.differs && (slot === undefined || each.slot === slot));
  if (different.length > 0 === differs) return undefined;
  return differs ? "all agree" : `they disagree about slot ${different.map((each) => each.slot).join(", ")}`;
}

/** What of the expected fields is otherwise. */
function unequal(who: string, found: object, expected: object): string | undefined {
  const known = new Map(Object.entries(found));
  const wrong = Object.entries(expected).filter(([name, value]) => value !== undefined && known.get(name) !== value);
  if (wrong.length === 0) return undefined;
  return `${who} has ${wrong.map(([name]) => `${name} ${known.get(name) ?? "none"}`).join(", ")}`;
}
