import { useEffect, useRef, useState } from "preact/hooks";

/** ms without a touch and without a happening after which the cabinet counts as idle */
const idleAfter = 60_000;

/** Whether the cabinet is idle. @param busy something happens now @param now of `performance.now` */
export function useIdle(busy: boolean, now: number): { readonly idle: boolean; readonly wake: () => void } {
  const last = useRef(now);
  const [, setWoken] = useState(0);
  const wake = () => {
    last.current = performance.now();
    setWoken((count) => (count + 1) % 1000);
  };
  useEffect(() => {
    const touched = () => {
      last.current = performance.now();
    };
    window.addEventListener("pointerdown", touched);
    window.addEventListener("keydown", touched);
    return () => {
      window.removeEventListener("pointerdown", touched);
      window.removeEventListener("keydown", touched);
    };
  }, []);
  if (busy) last.current = Math.max(last.current, now);
  return { idle: now - last.current >= idleAfter, wake };
}
