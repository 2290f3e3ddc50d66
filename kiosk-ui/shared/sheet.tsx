import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import styles from "./sheet.module.css";

/** What can have the focus in a sheet. */
const focusable = "a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), summary";

/** A dialog over the page, which keeps the focus. Escape, a tap beside it and the close button end it. */
export function Sheet(props: { title: string; closeLabel: string; onClose: () => void; children: ComponentChildren }) {
  const { title, closeLabel, onClose, children } = props;
  const sheet = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    const { overflow } = document.documentElement.style;
    document.documentElement.style.overflow = "hidden";
    sheet.current?.focus();
    return () => {
      document.documentElement.style.overflow = overflow;
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      onClose();
    } else if (event.key === "Tab" && sheet.current) {
      keepFocus(event, sheet.current);
    }
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a way out for pointers, beside the button and Escape
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard has Escape
    <div class={styles.back} onClick={(event) => event.target === event.currentTarget && onClose()}>
      <div
        ref={sheet}
        class={styles.sheet}
        role="dialog"
        aria-modal="true"
        aria-label={title}
        tabIndex={-1}
        onKeyDown={onKeyDown}
      >
        <div class={styles.head}>
          <h2 class={styles.title}>{title}</h2>
          <button type="button" class={styles.close} onClick={onClose}>
            {closeLabel}
          </button>
        </div>
        {children}
      </div>
    </div>
  );
}

/** From the last thing to the first, and back. */
function keepFocus(event: KeyboardEvent, sheet: HTMLElement): void {
  const all = [...sheet.querySelectorAll<HTMLElement>(focusable)];
  const first = all[0];
  const last = all[all.length - 1];
  const active = document.activeElement;
  const leaves = event.shiftKey ? active === first || active === sheet : active === last;
  if (!leaves || first === undefined || last === undefined) return;
  event.preventDefault();
  (event.shiftKey ? last : first).focus();
}

/** Whether a sheet is open. It has an entry in the history, so that the device's back button closes it and stays on the page. */
export function useSheet(): { isOpen: boolean; open: () => void; close: () => void } {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const left = () => setOpen(false);
    window.addEventListener("popstate", left);
    return () => window.removeEventListener("popstate", left);
  }, []);
  const open = () => {
    window.history.pushState({ sheet: true }, "");
    setOpen(true);
  };
  return { isOpen, open, close: () => window.history.back() };
}
