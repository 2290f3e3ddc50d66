import { useEffect } from "preact/hooks";

/**
 * Looks when the screen appears, and again whenever it is shown: after a phone was locked, after another app, with the network
 * back, and where a browser shows it as it was left, with a waiting button and a stale state.
 * @param every ms after which it looks again while it is shown; undefined: never
 */
export function useLook(look: () => Promise<void>, every?: number): void {
  useEffect(() => {
    if (every === undefined) return;
    const timer = window.setInterval(() => document.visibilityState === "visible" && void look(), every);
    return () => window.clearInterval(timer);
  }, [look, every]);
  useEffect(() => {
    void look();
    const shown = (event: PageTransitionEvent) => event.persisted && void look();
    const visible = () => document.visibilityState === "visible" && void look();
    window.addEventListener("pageshow", shown);
    window.addEventListener("online", visible);
    document.addEventListener("visibilitychange", visible);
    return () => {
      window.removeEventListener("pageshow", shown);
      window.removeEventListener("online", visible);
      document.removeEventListener("visibilitychange", visible);
    };
  }, [look]);
}
