import type { VirtualTime } from "./virtual-time.ts";

/** There is one set of timers in a process: who comes second waits here until the first is done. */
let queue: Promise<unknown> = Promise.resolve();

/**
 * Puts the process's timers under virtual time while `work` runs, for libraries that take no clock (mqtt.js: keepalive
 * and time-outs). Two such works of one process take turns.
 */
export function underVirtualTimers<Value>(time: VirtualTime, work: () => Promise<Value>): Promise<Value> {
  const result = queue.then(() => withVirtualTimers(time, work));
  queue = result.catch(() => {});
  return result;
}

async function withVirtualTimers<Value>(time: VirtualTime, work: () => Promise<Value>): Promise<Value> {
  const { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, clearImmediate } = globalThis;
  const handle = (cancel: () => void) => {
    const timer = { cancel, ref: () => timer, unref: () => timer, hasRef: () => true };
    return timer;
  };
  const clear = (timer: { cancel?: () => void } | undefined) => timer?.cancel?.();
  const later = (run: (...args: unknown[]) => void, delay = 0, ...args: unknown[]) =>
    handle(time.after(delay, () => run(...args)));
  const repeatedly = (run: (...args: unknown[]) => void, period = 0, ...args: unknown[]) => {
    const again = () => {
      timer.cancel = time.after(Math.max(1, period), () => {
        again();
        run(...args);
      });
    };
    const timer = handle(() => {});
    again();
    return timer;
  };
  Object.assign(globalThis, {
    setTimeout: later,
    clearTimeout: clear,
    setInterval: repeatedly,
    clearInterval: clear,
    setImmediate: (run: (...args: unknown[]) => void, ...args: unknown[]) => later(run, 0, ...args),
    clearImmediate: clear,
  });
  try {
    return await work();
  } finally {
    Object.assign(globalThis, { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, clearImmediate });
  }
}
