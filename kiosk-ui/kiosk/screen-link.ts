import { problemOf } from "../shared/client.ts";
import { type Follower, follow } from "../shared/follow.ts";
import { fetchView, isPaired, isUnpaired, isWaiting, screenEvents, startPairing } from "./screen-client.ts";
import type { ScreenState, ScreenView } from "./screen-state.ts";

/** ms; how often the hub is asked whether an operator has entered the code */
const lookEvery = 3_000;
/** ms between two tries to get a pairing code */
const pause = 10_000;
/** ms; a code is replaced before it ends, so that none is entered in vain */
const renewBefore = 15_000;

/** Keeps the screen connected with the hub: paired, and then following its cabinet. */
export class ScreenLink {
  private readonly tell: (state: ScreenState) => void;
  private state: ScreenState = { kind: "connecting" };
  private follower: Follower<ScreenView> | undefined;
  private timer: number | undefined;
  private stopped = false;

  constructor(tell: (state: ScreenState) => void) {
    this.tell = tell;
    this.follow();
  }

  stop(): void {
    this.stopped = true;
    this.follower?.stop();
    window.clearTimeout(this.timer);
  }

  private follow(): void {
    this.follower = follow<ScreenView>(
      {
        address: screenEvents,
        event: "view",
        ask: fetchView,
        // Each view is whole, and the hub's clock may be set: what came last counts.
        madeAt: () => 0,
        isUrgent: ({ happenings }) => happenings.some(({ kind }) => kind === "opening"),
        hasEnded: () => false,
        changesIn: () => undefined,
        isFinal: isUnpaired,
      },
      {
        value: (view) => this.become({ kind: "showing", view, readAt: performance.now(), connected: true }),
        problem: (problem) => {
          if (isUnpaired(problem)) void this.pair();
          else this.become({ kind: "connecting" });
        },
        connected: (connected) => {
          if (this.state.kind === "showing" && this.state.connected !== connected)
            this.become({ ...this.state, connected });
        },
      },
    );
  }

  private async pair(): Promise<void> {
    try {
      const { pairingCode, validFor } = await startPairing();
      this.become({ kind: "pairing", pairingCode });
      this.lookLater(performance.now() + validFor - renewBefore);
    } catch (error) {
      if (this.state.kind === "showing") this.become({ kind: "connecting" });
      if (isPaired(problemOf(error))) {
        this.later(pause, () => this.follow());
        return;
      }
      this.later(pause, () => void this.pair());
    }
  }

  private lookLater(until: number): void {
    this.later(lookEvery, () => void this.look(until));
  }

  /** Whether an operator has entered the code. One that the hub no longer knows is replaced: others may have taken its place. */
  private async look(until: number): Promise<void> {
    try {
      await fetchView();
      this.follow();
    } catch (error) {
      const problem = problemOf(error);
      const isOver = performance.now() >= until || !isWaiting(problem);
      if (isUnpaired(problem) && isOver) void this.pair();
      else this.lookLater(until);
    }
  }

  private later(delay: number, work: () => void): void {
    window.clearTimeout(this.timer);
    if (!this.stopped) this.timer = window.setTimeout(work, delay);
  }

  private become(state: ScreenState): void {
    this.state = state;
    if (!this.stopped) this.tell(state);
  }
}
