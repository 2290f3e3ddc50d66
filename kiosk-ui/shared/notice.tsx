import type { ComponentChildren } from "preact";
import { classes } from "./class-names.ts";
import styles from "./notice.module.css";

export type NoticeTone = "calm" | "good" | "warn" | "bad";

/** A fact beside what a screen is about. @param props.role `alert` where it is the answer to a tap */
export function Notice(props: { tone: NoticeTone; role?: "alert" | "status"; children: ComponentChildren }) {
  return (
    <div class={classes(styles.notice, styles[props.tone])} role={props.role}>
      {props.children}
    </div>
  );
}
