import styles from "./skeleton.module.css";

/** What stands where a screen will be. @param props.label for who can't see it */
export function Skeleton({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label}>
      {["a", "b", "c", "d", "e"].map((line) => (
        <span key={line} class={styles.line} />
      ))}
    </div>
  );
}
