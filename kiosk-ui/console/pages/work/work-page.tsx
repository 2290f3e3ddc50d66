import { Link } from "react-router";
import { problemOf } from "../../../shared/client.ts";
import type { Queue } from "../../hub-types.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { FilterBar, SelectFilter } from "../../parts/filter-bar.tsx";
import { Loading } from "../../parts/loading.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import { RowTable } from "../../parts/paged-table.tsx";
import { useFilters } from "../../parts/use-filters.ts";
import { type Session, useSession } from "../../session.ts";
import { useQueue } from "./queue-query.ts";
import { useWorkWords } from "./words.ts";
import { useColumns } from "./work-columns.tsx";
import {
  codesOf,
  entriesOf,
  fitting,
  type ListName,
  listNames,
  listOf,
  searchOf,
  type WorkFilters,
  workFilters,
} from "./work-lists.ts";
import styles from "./work-page.module.css";

/** What waits for an operator, list by list, the oldest first. */
export function WorkPage() {
  const words = useWorkWords();
  const { data, error, isPending, isPlaceholderData, refetch } = useQueue();
  return (
    <>
      <PageTitle title={words.title} />
      {isPending && <Loading />}
      {error && <ErrorNotice problem={problemOf(error)} again={() => void refetch()} />}
      <div aria-busy={isPlaceholderData}>{data && <Lists queue={data} />}</div>
    </>
  );
}

function Lists({ queue }: { readonly queue: Queue }) {
  const words = useWorkWords();
  const { name: me } = useSession() as Session;
  const filters = useFilters(workFilters);
  const list = listOf(filters.values, queue);
  const all = entriesOf(queue, list);
  const shown = fitting(all, filters.values, me);
  return (
    <>
      <ListMenu queue={queue} chosen={list} />
      {list !== "riders" && (
        <FilterBar filters={{ ...filters, isAny: isNarrowed(filters.values), clear: () => filters.set(unset) }}>
          {list === "review" && (
            <SelectFilter
              label={words.code}
              value={filters.values.code}
              onChange={(code) => filters.set({ code })}
              options={codesOf(all).map(({ code, why, count }) => ({
                value: code,
                label: words.codeCount(why, count),
              }))}
            />
          )}
          <SelectFilter
            label={words.who}
            value={filters.values.who}
            onChange={(who) => filters.set({ who })}
            options={Object.entries(words.whoOf).map(([value, label]) => ({ value, label }))}
          />
        </FilterBar>
      )}
      {queue.counts[list] > all.length && <p>{words.onlyOldest(all.length, queue.counts[list])}</p>}
      <RowTable
        label={words.list[list]}
        rows={shown}
        rowKey={({ id }) => id}
        columns={useColumns(list, searchOf({ ...filters.values, list }))}
        empty={words.empty}
      />
    </>
  );
}

const unset = { code: undefined, who: undefined };

function isNarrowed({ code, who }: WorkFilters): boolean {
  return code !== undefined || who !== undefined;
}

/** Every list with how much waits in it. */
function ListMenu({ queue, chosen }: { readonly queue: Queue; readonly chosen: ListName }) {
  const words = useWorkWords();
  return (
    <nav aria-label={words.lists}>
      <ul className={styles.lists}>
        {listNames.map((name) => (
          <li key={name}>
            <Link
              to={searchOf({ list: name })}
              className={name === chosen ? styles.chosen : styles.list}
              aria-current={name === chosen ? "page" : undefined}
            >
              {words.list[name]} <strong>{queue.counts[name]}</strong>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
