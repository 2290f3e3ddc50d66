import { uptime } from "node:os";

/** Time as it is handed in: to the order machine as `now`, to everything that waits as a timer. */
export interface Clock {
  /** Epoch milliseconds, UTC. */
  now(): number;
  /** Milliseconds of a clock that nobody sets: only differences mean something. */
  monotonic(): number;
  /** Runs `work` once after `delay` ms; the answer cancels it. */
  after(delay: number, work: () => void): () => void;
}

/** What a steady clock is made of: `now` is the wall clock here, and `monotonic` stands still while the machine is suspended. */
export interface ClockSource extends Clock {
  /** Seconds since the machine was started, those in suspension too. Nobody sets it. */
  uptime(): number;
}

/** setTimeout's limit: a longer delay would fire at once. */
const longestDelay = 2 ** 31 - 1;

export const systemClock: ClockSource = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  uptime,
  after(delay, work) {
    let left = delay;
    let timer: NodeJS.Timeout;
    const wait = () => {
      const part = Math.min(left, longestDelay);
      left -= part;
      timer = setTimeout(left > 0 ? wait : work, part);
    };
    wait();
    return () => clearTimeout(timer);
  },
};
