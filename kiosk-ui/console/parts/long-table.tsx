import { Button } from "antd";
import { type ComponentProps, useState } from "react";
import { useShellWords } from "../words.ts";
import styles from "./long-table.module.css";
import { RowTable } from "./paged-table.tsx";

/** Rows that are shown at first: drawing thousands takes a phone seconds. */
const shownAtFirst = 100;

/** A table that is here as a whole: its first rows, and all of them when asked for. */
export function LongTable<Row extends object>(props: ComponentProps<typeof RowTable<Row>>) {
  const { rows } = props;
  const { showAll } = useShellWords();
  const [isLong, setLong] = useState(false);
  return (
    <>
      <RowTable {...props} rows={isLong ? rows : rows.slice(0, shownAtFirst)} />
      {!isLong && rows.length > shownAtFirst && (
        <Button className={styles.more} onClick={() => setLong(true)}>
          {showAll(rows.length)}
        </Button>
      )}
    </>
  );
}
