import { Button } from "antd";
import { type ReactNode, useId } from "react";
import styles from "./guarded.module.css";

/**
 * Acts, or why they can't be done now.
 * @param label of their buttons @param whyNot undefined: they can be done @param children the buttons that do it
 */
export function Guarded(props: {
  readonly label: string | readonly string[];
  readonly whyNot: string | undefined;
  readonly children: ReactNode;
}) {
  const id = useId();
  if (props.whyNot === undefined) return props.children;
  return (
    <span className={styles.guarded}>
      <span className={styles.buttons}>
        {[props.label].flat().map((label) => (
          <Button key={label} disabled aria-describedby={id}>
            {label}
          </Button>
        ))}
      </span>
      <small id={id}>{props.whyNot}</small>
    </span>
  );
}
