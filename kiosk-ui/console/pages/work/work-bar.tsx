import { Link, useSearchParams } from "react-router";
import { type Session, useSession } from "../../session.ts";
import { useQueue } from "./queue-query.ts";
import { useWorkWords } from "./words.ts";
import { around, entriesOf, fitting, listOf, searchOf, type WorkFilters, workFilters } from "./work-lists.ts";
import styles from "./work-page.module.css";

/** Above an order that was opened from the work list: where it stands there, and the way to the next one. */
export function WorkBar({ orderNo }: { readonly orderNo: string }) {
  const words = useWorkWords();
  const { name: me } = useSession() as Session;
  const [parameters] = useSearchParams();
  const { data } = useQueue();
  const filters: WorkFilters = Object.fromEntries(
    workFilters.flatMap((name) => {
      const value = parameters.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
  if (!data) return null;
  const list = listOf(filters, data);
  const { place, count, previous, next } = around(fitting(entriesOf(data, list), filters, me), orderNo);
  const addressOf = (other: string) => `/orders/${other}?${parameters.toString()}`;
  return (
    <nav className={styles.bar} aria-label={words.title}>
      <Link to={`/work${searchOf(filters)}`}>{words.back}</Link>
      <span>{words.list[list]}</span>
      <span role="status">
        {place === undefined ? `${words.doneHere} ${words.left(count)}` : words.position(place, count)}
      </span>
      {previous !== undefined && <Link to={addressOf(previous)}>{words.previous}</Link>}
      {next !== undefined && <Link to={addressOf(next)}>{words.next}</Link>}
    </nav>
  );
}
