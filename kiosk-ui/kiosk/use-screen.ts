import { useEffect, useState } from "preact/hooks";
import { ScreenLink } from "./screen-link.ts";
import type { ScreenState } from "./screen-state.ts";

/** What the screen knows, for as long as the page stands. */
export function useScreen(): ScreenState {
  const [state, setState] = useState<ScreenState>({ kind: "connecting" });
  useEffect(() => {
    const link = new ScreenLink(setState);
    return () => link.stop();
  }, []);
  return state;
}

/** `performance.now` of this second. */
export function useMonotonic(): number {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(performance.now()), 1000);
    return () => window.clearInterval(timer);
  }, []);
  return Math.max(now, 0);
}
