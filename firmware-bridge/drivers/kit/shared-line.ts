import { Duplex } from "node:stream";
import type { Clock } from "../../../platform/clock.ts";

/** A question of one protocol waits until nothing of another one was on the line for so long; ms. */
const quiet = 50;

/**
 * One line for two protocols, as on an RS-485 bus with two kinds of boards. Each gets an end of its own that hears everything;
 * to its decoder the frames of the other are garbage. What one writes waits while the other is at work. They take turns, so that
 * one with many questions does not keep the other waiting beyond its time-out. An end that is destroyed takes the line and the
 * other end along.
 */
export function shareLine(line: Duplex, clock: Clock): readonly [Duplex, Duplex] {
  const bus = new Bus(line, clock);
  return [bus.end(), bus.end()];
}

/** What an end wants to write. */
interface Turn {
  readonly end: End;
  readonly bytes: Uint8Array;
  readonly done: () => void;
}

class Bus {
  readonly #line: Duplex;
  readonly #clock: Clock;
  readonly #ends: End[] = [];
  /** First come, first served: an end has one write in it at most. */
  readonly #turns: Turn[] = [];
  /** Whose bytes were the last on the line, and when, on the monotonic clock. */
  #speaker: End | undefined;
  #busyAt = Number.NEGATIVE_INFINITY;

  constructor(line: Duplex, clock: Clock) {
    this.#line = line;
    this.#clock = clock;
    line.on("data", (bytes: Uint8Array) => {
      this.#busyAt = clock.monotonic();
      for (const end of this.#ends) end.push(bytes);
    });
    for (const event of ["error", "close", "end"]) line.on(event, () => this.#close());
  }

  end(): Duplex {
    const end = new End(
      (bytes, done) => this.#queue({ end, bytes, done }),
      () => this.#close(),
    );
    end.on("error", () => {});
    this.#ends.push(end);
    return end;
  }

  #queue(turn: Turn): void {
    this.#turns.push(turn);
    if (this.#turns.length === 1) this.#serve(turn);
  }

  #serve(turn: Turn): void {
    const left = this.#speaker === turn.end ? 0 : this.#busyAt + quiet - this.#clock.monotonic();
    if (left > 0) {
      this.#clock.after(left, () => this.#serve(turn));
      return;
    }
    this.#speaker = turn.end;
    this.#busyAt = this.#clock.monotonic();
    this.#line.write(turn.bytes);
    this.#turns.shift();
    const [next] = this.#turns;
    if (next) this.#serve(next);
    // Its end may have more to write: behind the other one's.
    turn.done();
  }

  #close(): void {
    this.#line.destroy();
    for (const end of this.#ends) end.destroy();
  }
}

class End extends Duplex {
  readonly #forward: (bytes: Uint8Array, done: () => void) => void;
  readonly #closed: () => void;

  constructor(forward: (bytes: Uint8Array, done: () => void) => void, closed: () => void) {
    super();
    this.#forward = forward;
    this.#closed = closed;
  }

  override _read(): void {}

  override _write(bytes: Uint8Array, _encoding: string, done: () => void): void {
    this.#forward(bytes, done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#closed();
    done(error);
  }
}
