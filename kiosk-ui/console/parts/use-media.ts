import { useSyncExternalStore } from "react";

/** Whether a media query matches, now and after each change. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = matchMedia(query);
      media.addEventListener("change", changed);
      return () => media.removeEventListener("change", changed);
    },
    () => matchMedia(query).matches,
  );
}

/** Whether the window is as narrow as a phone: tables become cards, and the menu a drawer. */
export function useIsPhone(): boolean {
  return useMedia("(max-width: 767px)");
}
