import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import styles from "./button.module.css";
import { classes } from "./class-names.ts";

/** How much a button stands out: the one action of a screen, one beside it, a way out. */
export type ButtonKind = "primary" | "secondary" | "quiet";

/** While the promise of `onClick` is pending, or `busy`, the button takes no second tap and shows that it works. */
export function Button(props: {
  kind: ButtonKind;
  busy?: boolean;
  onClick: () => void | Promise<void>;
  children: ComponentChildren;
}) {
  const [pending, setPending] = useState(false);
  const here = useRef(true);
  useEffect(
    () => () => {
      here.current = false;
    },
    [],
  );
  const busy = pending || props.busy === true;
  const click = async () => {
    const work = props.onClick();
    if (work === undefined) return;
    setPending(true);
    try {
      await work;
    } finally {
      if (here.current) setPending(false);
    }
  };
  return (
    <button
      type="button"
      class={classes(styles.button, styles[props.kind])}
      disabled={busy}
      aria-busy={busy}
      onClick={() => void click()}
    >
      {busy && <span class={styles.wheel} aria-hidden="true" />}
      {props.children}
    </button>
  );
}

/** A way to another address that looks like a button. */
export function ButtonLink(props: {
  kind: ButtonKind;
  href: string;
  onClick?: () => void;
  children: ComponentChildren;
}) {
  return (
    <a class={classes(styles.button, styles[props.kind])} href={props.href} onClick={props.onClick}>
      {props.children}
    </a>
  );
}
