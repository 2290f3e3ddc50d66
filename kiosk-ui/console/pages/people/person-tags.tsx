import type { Person } from "../../hub-types.ts";
import { ToneTag } from "../../parts/tone-tag.tsx";
import styles from "./people-page.module.css";
import { usePeopleWords } from "./words.ts";

/** Whether a person can sign in. */
export function PersonTags({ person: { lockedAt, mustChangePassword } }: { readonly person: Person }) {
  const words = usePeopleWords();
  return (
    <span className={styles.tags}>
      {lockedAt === undefined ? (
        <ToneTag tone="good">{words.active}</ToneTag>
      ) : (
        <ToneTag tone="bad">{words.locked}</ToneTag>
      )}
      {mustChangePassword && <ToneTag tone="warn">{words.mustChangePassword}</ToneTag>}
    </span>
  );
}
