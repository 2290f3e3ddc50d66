import { useEffect } from "preact/hooks";

/**
 * Looks when the screen appears, and again whenever it is shown: after a phone was locked, after another app, and where a
 * browser shows it as it was left, with a waiting button and a stale state.
 */
export function useLook(look: () => Promise<void>): void {
  useEffect(() => {
    void look();
    const shown = (event: PageTransitionEvent) => event.persisted && void look();
    const visible = () => document.visibilityState === "visible" && void look();
    window.addEventListener("pageshow", shown);
    document.addEventListener("visibilitychange", visible);
    return () => {
      window.removeEventListener("pageshow", shown);
      document.removeEventListener("visibilitychange", visible);
    };
  }, [look]);
}
