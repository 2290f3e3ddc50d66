import { monitorEventLoopDelay } from "node:perf_hooks";
import { answerParent } from "../simulators/fleet/answering.ts";

// Loaded into a program before its own code: answers what only the process itself can tell.

/** `delay`: how late the event loop was since the last time that this was asked. */
export type ProbeQuestion = "memory" | "delay";
/** Bytes that are resident after a collection, or the 99th percentile of the delays in ms. */
export type ProbeAnswer = number;

/** ms; the histogram holds it too. */
const resolution = 2;
const delays = monitorEventLoopDelay({ resolution });
delays.enable();

function answer(question: ProbeQuestion): ProbeAnswer {
  switch (question) {
    case "memory":
      globalThis.gc?.();
      return process.memoryUsage.rss();
    case "delay": {
      const delay = Math.max(0, delays.percentile(99) / 1e6 - resolution);
      delays.reset();
      return delay;
    }
  }
}

answerParent(answer);
// The program must not live for whoever measures it alone.
process.channel?.unref();
