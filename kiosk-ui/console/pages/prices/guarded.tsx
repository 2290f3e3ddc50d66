import { Button } from "antd";
import { type ReactNode, useId } from "react";
import type { Obstacle } from "./draft-acts.ts";
import styles from "./prices.module.css";
import { usePriceWords } from "./words.ts";

/** Acts, or why they can't be done now. @param label of their buttons @param children the buttons that do it */
export function Guarded(props: {
  readonly label: string | readonly string[];
  readonly obstacle: Obstacle | undefined;
  readonly children: ReactNode;
}) {
  const words = usePriceWords();
  const id = useId();
  if (props.obstacle === undefined) return props.children;
  return (
    <span className={styles.guarded}>
      <span className={styles.buttons}>
        {[props.label].flat().map((label) => (
          <Button key={label} disabled aria-describedby={id}>
            {label}
          </Button>
        ))}
      </span>
      <small id={id}>{words.whyNot[props.obstacle]}</small>
    </span>
  );
}
