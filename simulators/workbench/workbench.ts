import { AppError } from "../../platform/app-error.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Action } from "./actions.ts";
import { readJournal } from "./bridge-journal.ts";
import type { WorkbenchPlan } from "./cabinet-plan.ts";
import { compare } from "./comparison.ts";
import type { HubClient } from "./hub-client.ts";
import { RealCabinet } from "./real-cabinet.ts";
import { checkScript, type Expectation, type Script, type Step } from "./script.ts";
import { ScriptRun, type ScriptTarget } from "./script-run.ts";
import { SimulatedCabinet } from "./simulated-cabinet.ts";
import type { CabinetView, Comparison, RunView, TrafficEntry, WorkbenchState } from "./views.ts";
import type { WorkbenchCabinet } from "./workbench-cabinet.ts";

/** What happens on the workbench, for those who watch: the name of the event and what it says. */
export interface WorkbenchEvents {
  readonly cabinet: CabinetView;
  readonly traffic: { readonly cabinet: string; readonly entry: TrafficEntry };
  readonly comparison: Comparison;
  readonly recording: { readonly steps: number | null };
  readonly run: RunView;
}

export type Watcher = <Name extends keyof WorkbenchEvents>(event: Name, data: WorkbenchEvents[Name]) => void;

/** What a cabinet looks like is told so long after a change, together with the changes that come meanwhile; ms. */
const togetherWithin = 60;
/** How often bridge and hub are asked while somebody watches; ms. */
const compareEvery = 1500;
/** So many frames of each cabinet a new page gets. */
const shownFrames = 200;

export interface WorkbenchParts {
  readonly clock: Clock;
  /** undefined: none was named. */
  readonly hub: HubClient | undefined;
  /** Draws the key of an opening: letters and digits, never one twice. */
  readonly newKey: () => string;
}

/** Several cabinets, simulated or real, what bridge and hub say of them, and the script that acts on them. */
export class Workbench implements ScriptTarget {
  readonly cabinets: ReadonlyMap<string, WorkbenchCabinet>;
  readonly #clock: Clock;
  readonly #hub: HubClient | undefined;
  readonly #watchers = new Set<Watcher>();
  readonly #comparisons = new Map<string, Comparison>();
  readonly #timers = new Map<string, () => void>();
  #recorded: Step[] | undefined;
  #run: ScriptRun | undefined;

  private constructor(cabinets: readonly WorkbenchCabinet[], parts: WorkbenchParts) {
    this.cabinets = new Map(cabinets.map((cabinet) => [cabinet.name, cabinet]));
    this.#clock = parts.clock;
    this.#hub = parts.hub;
    for (const cabinet of cabinets) this.#follow(cabinet);
  }

  /** @throws AppError as SimulatedCabinet.open does; nothing stays open then */
  static async open(plans: readonly WorkbenchPlan[], parts: WorkbenchParts): Promise<Workbench> {
    const opened: WorkbenchCabinet[] = [];
    try {
      for (const plan of plans)
        opened.push("protocol" in plan ? await SimulatedCabinet.open(plan, parts.clock) : new RealCabinet(plan, parts));
    } catch (error) {
      for (const cabinet of opened) await cabinet.stop();
      throw error;
    }
    return new Workbench(opened, parts);
  }

  get state(): WorkbenchState {
    const cabinets = [...this.cabinets.values()];
    return {
      cabinets: cabinets.map(({ view }) => view),
      traffic: Object.fromEntries(cabinets.map(({ name, traffic }) => [name, traffic.entries.slice(-shownFrames)])),
      comparisons: [...this.#comparisons.values()],
      recording: this.#recorded?.length ?? null,
      run: this.lastRun,
    };
  }

  /** @param name may be left out where there is one cabinet only @throws AppError request/not-found, request/invalid */
  cabinet(name: string | undefined): WorkbenchCabinet {
    if (name === undefined && this.cabinets.size > 1)
      throw new AppError("request/invalid", `say which cabinet: ${[...this.cabinets.keys()].join(", ")}`);
    const [only] = this.cabinets.values();
    const found = name === undefined ? only : this.cabinets.get(name);
    if (!found) throw new AppError("request/not-found", `there is no cabinet ${name}`);
    return found;
  }

  view(name: string | undefined): CabinetView {
    return this.cabinet(name).view;
  }

  /** Does it, and adds it to the recording. @throws AppError */
  async act(action: Action): Promise<CabinetView> {
    await this.perform(action);
    this.#record({ ...action, cabinet: this.cabinet(action.cabinet).name });
    return this.view(action.cabinet);
  }

  async perform(action: Action): Promise<void> {
    const cabinet = this.cabinet(action.cabinet);
    if (cabinet.board === undefined || (action.do !== "open" && action.do !== "look")) await cabinet.perform(action);
    else if (this.#hub === undefined)
      throw new AppError("request/invalid", "no hub was named: start the workbench with --hub and --token-file", {
        obstacle: "no-hub",
      });
    else if (action.do === "open") await this.#hub.open(cabinet.name, action.slot);
    else await this.#hub.look(cabinet.name);
  }

  /** Asks the bridge's journal and the hub about a cabinet. */
  async compare(name: string | undefined): Promise<Comparison> {
    const cabinet = this.cabinet(name);
    const { bridgeData } = cabinet;
    const journal = bridgeData === undefined ? undefined : readJournal(bridgeData);
    const hub = await this.#hub?.cabinet(cabinet.name);
    const comparison = compare(this.view(name), { journal, hub });
    const before = this.#comparisons.get(cabinet.name);
    this.#comparisons.set(cabinet.name, comparison);
    if (JSON.stringify(before) !== JSON.stringify(comparison)) this.#tell("comparison", comparison);
    return comparison;
  }

  /** While somebody watches, bridge and hub are asked again and again. @returns ends it */
  watch(watcher: Watcher): () => void {
    this.#watchers.add(watcher);
    if (this.#watchers.size === 1) this.#compareAll();
    return () => this.#watchers.delete(watcher);
  }

  /** From now on what is done by hand becomes steps of a script. */
  startRecording(): void {
    this.#recorded = [];
    this.#tellRecording();
  }

  /** Adds to the recording that a slot is as it is now. @throws AppError request/invalid where nothing is recorded */
  async recordExpectation(name: string | undefined, slot: number): Promise<void> {
    if (!this.#recorded)
      throw new AppError("request/invalid", "nothing is recorded now", { obstacle: "not-recording" });
    const compared = (await this.compare(name)).slots.find((other) => other.slot === slot);
    const seen = this.view(name).slots.find((other) => other.slot === slot);
    if (!seen || !compared) throw new AppError("request/not-found", `there is no slot ${slot}`);
    const { content } = seen;
    const hub = compared.hub?.state;
    const isState = hub === "empty" || hub === "occupied" || hub === "unreadable";
    const expectation: Expectation = {
      do: "expect",
      cabinet: this.cabinet(name).name,
      slot,
      board: { content },
      ...(isState && { hub: { state: hub } }),
      within: 30_000,
    };
    this.#record(expectation);
  }

  /** @returns the script; it can be run as it is */
  stopRecording(): Script {
    const steps = this.#recorded ?? [];
    this.#recorded = undefined;
    this.#tellRecording();
    return { name: "recorded", steps };
  }

  /** Starts a script. @throws AppError request/invalid where it is none, or another runs; request/not-found */
  run(given: unknown): { readonly view: RunView; readonly ended: Promise<RunView> } {
    const script = checkScript(given);
    if (this.#run?.view.isRunning)
      throw new AppError("request/invalid", "a script runs already", { obstacle: "script-runs" });
    for (const step of script.steps) if ("cabinet" in step && step.cabinet !== undefined) this.cabinet(step.cabinet);
    const onProgress = (view: RunView) => this.#tell("run", view);
    this.#run = new ScriptRun(script, { target: this, clock: this.#clock, onProgress });
    const ended = this.#run.run();
    return { view: this.#run.view, ended };
  }

  /** The script that runs or ran last; null: none. */
  get lastRun(): RunView | null {
    return this.#run?.view ?? null;
  }

  stopRun(): void {
    this.#run?.stop();
  }

  async stop(): Promise<void> {
    this.stopRun();
    for (const cancel of this.#timers.values()) cancel();
    this.#watchers.clear();
    for (const cabinet of this.cabinets.values()) await cabinet.stop();
  }

  #follow(cabinet: WorkbenchCabinet): void {
    const { name } = cabinet;
    cabinet.traffic.onEntry = (entry) => this.#tell("traffic", { cabinet: name, entry });
    cabinet.onChange = () => {
      if (this.#watchers.size > 0) this.#once(name, togetherWithin, () => this.#tell("cabinet", cabinet.view));
    };
  }

  #compareAll(): void {
    void Promise.all([...this.cabinets.keys()].map((name) => this.compare(name)));
    this.#once("", compareEvery, () => {
      if (this.#watchers.size > 0) this.#compareAll();
    });
  }

  #record(step: Step): void {
    if (!this.#recorded) return;
    this.#recorded.push(step);
    this.#tellRecording();
  }

  #tellRecording(): void {
    this.#tell("recording", { steps: this.#recorded?.length ?? null });
  }

  #tell: Watcher = (event, data) => {
    for (const watcher of this.#watchers) watcher(event, data);
  };

  /** Unless it is about to be done already. */
  #once(name: string, ms: number, work: () => void): void {
    if (this.#timers.has(name)) return;
    const cancel = this.#clock.after(ms, () => {
      this.#timers.delete(name);
      work();
    });
    this.#timers.set(name, cancel);
  }
}
