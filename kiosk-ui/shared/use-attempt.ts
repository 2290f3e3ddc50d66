import { useState } from "preact/hooks";
import { type Problem, problemOf } from "./client.ts";

/** Something that is asked of the hub, and the problem of the last time that it failed. */
export function useAttempt(): { problem: Problem | undefined; attempt: (work: () => Promise<void>) => Promise<void> } {
  const [problem, setProblem] = useState<Problem>();
  const attempt = async (work: () => Promise<void>) => {
    setProblem(undefined);
    try {
      await work();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return { problem, attempt };
}
