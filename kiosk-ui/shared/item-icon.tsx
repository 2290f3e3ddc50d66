import { classes } from "./class-names.ts";
import styles from "./item-icon.module.css";
import type { OrderView } from "./rider-types.ts";

type Icon = OrderView["itemKind"]["icon"];

/** Lines in a square of 24. */
const paths: Record<Icon, string> = {
  "power-bank":
    "M8 5h8a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2zM10 5V3h4v2M12.75 9L10 13.5h4L11.25 18",
  umbrella:
    "M3 13a9 9 0 0 1 18 0c-1.5-1.6-4.5-1.6-6 0-1.5-1.6-4.5-1.6-6 0-1.5-1.6-4.5-1.6-6 0zM12 12v6.5a2.25 2.25 0 0 0 4.5 0M12 4V2.5",
  clothes: "M8.5 4L3 7l2 4.5L7 11v9h10v-9l2 .5L21 7l-5.5-3a3.5 3.5 0 0 1-7 0z",
  toy: "M7.5 8.5a2.5 2.5 0 1 1 2.6-3.6h3.8a2.5 2.5 0 1 1 2.6 3.6c.6 1 1 2.2 1 3.5a5.5 5.5 0 0 1-11 0c0-1.3.4-2.5 1-3.5zM9.8 10.5v.01M14.2 10.5v.01M10.5 14c.9.7 2.1.7 3 0M9 17l-1.5 4M15 17l1.5 4",
  box: "M12 3l8.5 4.5v9L12 21l-8.5-4.5v-9zM3.5 7.5L12 12l8.5-4.5M12 12v9",
};

/** What is lent, as a picture beside its name. */
export function ItemIcon({ icon, look }: { icon: Icon; look?: string | undefined }) {
  return (
    <svg class={classes(styles.icon, look)} viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[icon]} />
    </svg>
  );
}
