import { useEffect, useRef, useState } from "preact/hooks";
import { type OrderTask, taskIn } from "./order-task.ts";

/** What the rider is about to do, by the page's address, and how to end it. */
export function useTask(): [task: OrderTask | undefined, endTask: () => void] {
  const [hash, setHash] = useState(window.location.hash);
  const shown = useRef(hash);
  useEffect(() => {
    const changed = () => setHash(window.location.hash);
    window.addEventListener("hashchange", changed);
    return () => window.removeEventListener("hashchange", changed);
  }, []);
  useEffect(() => {
    if (shown.current === hash) return;
    shown.current = hash;
    // Another screen in the same document: whoever hears or tabs through it begins at its beginning.
    window.scrollTo(0, 0);
    document.querySelector("main")?.focus();
  }, [hash]);
  const endTask = () => {
    // Replaced, so that the phone's back button does not lead to it again; set at once, so that nothing flashes up between.
    window.location.replace("#");
    setHash("");
  };
  return [taskIn(hash), endTask];
}
