/** Time as it is handed in: to the order machine as `now`, to everything that waits as a timer. */
export interface Clock {
  /** Epoch milliseconds, UTC. */
  now(): number;
  /** Milliseconds of a clock that nobody sets: only differences mean something. */
  monotonic(): number;
  /** Runs `work` once after `delay` ms; the answer cancels it. */
  after(delay: number, work: () => void): () => void;
}

/** setTimeout's limit: a longer delay would fire at once. */
const longestDelay = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
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
