import { Skeleton } from "antd";
import { useShellWords } from "../words.ts";
import styles from "./loading.module.css";

/** Stands where something is on its way. */
export function Loading() {
  const { loading } = useShellWords();
  return (
    <div role="status" aria-label={loading} className={styles.loading}>
      <Skeleton active title={false} paragraph={{ rows: 4 }} />
    </div>
  );
}
