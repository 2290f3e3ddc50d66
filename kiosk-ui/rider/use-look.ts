import { useEffect } from "preact/hooks";

/**
 * Looks when the screen appears, and again when a browser shows it as it was left, as some do on the way back: with a waiting
 * button and a stale state.
 */
export function useLook(look: () => Promise<void>): void {
  useEffect(() => {
    void look();
    const shown = (event: PageTransitionEvent) => event.persisted && void look();
    window.addEventListener("pageshow", shown);
    return () => window.removeEventListener("pageshow", shown);
  }, [look]);
}
