import { once } from "node:events";
import { createServer } from "node:net";

/**
 * Each of the workers that run tests side by side has a range of its own, below the ports that the system itself gives to
 * connections, and below those of the smoke run; above 10080, which `fetch` refuses.
 */
const rangeSize = 2475;
const ranges = 4;
const lowest = 10_100 + (Number(process.env["VITEST_POOL_ID"] ?? 0) % ranges) * rangeSize;

// Never the same ones again soon: what was killed, and starts again, finds its own still free.
let next = Math.floor(Math.random() * rangeSize);

/** Ports in a row that nobody listens to. @returns the first of them */
export async function freePorts(count: number): Promise<number> {
  for (;;) {
    if (next + count > rangeSize) next = 0;
    const first = lowest + next;
    next += count;
    const free = await Promise.all(Array.from({ length: count }, (_, index) => isFree(first + index)));
    if (free.every(Boolean)) return first;
  }
}

export function freePort(): Promise<number> {
  return freePorts(1);
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer().listen(port, "127.0.0.1");
  try {
    await once(probe, "listening");
  } catch {
    return false;
  }
  probe.close();
  await once(probe, "close");
  return true;
}
