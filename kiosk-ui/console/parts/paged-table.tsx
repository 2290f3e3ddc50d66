import { type QueryKey, useQuery } from "@tanstack/react-query";
import { Button, Empty, Table } from "antd";
import type { ReactNode } from "react";
import { useLocation, useNavigate, useSearchParams } from "react-router";
import { type Page, problemOf } from "../../shared/client.ts";
import { useShellWords } from "../words.ts";
import { ErrorNotice } from "./error-notice.tsx";
import { Loading } from "./loading.tsx";
import styles from "./paged-table.module.css";
import { pageParameter } from "./use-filters.ts";
import { useIsPhone } from "./use-media.ts";

export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  readonly render: (row: Row) => ReactNode;
  /** Numbers stand at the right. */
  readonly align?: "right";
}

interface TableProps<Row> {
  /** What the table holds, for a reader who does not see it. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  /** What is said where there is no row. */
  readonly empty?: string;
}

/** A table; on a phone a list of cards, whose heading is the first column. */
export function RowTable<Row extends object>(props: TableProps<Row> & { readonly rows: readonly Row[] }) {
  const { label, columns, rowKey, rows } = props;
  const words = useShellWords();
  const isPhone = useIsPhone();
  if (rows.length === 0)
    return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={props.empty ?? words.nothing} />;
  if (isPhone) return <Cards {...props} />;
  return (
    <Table<Row>
      aria-label={label}
      size="middle"
      pagination={false}
      scroll={{ x: "max-content" }}
      rowKey={rowKey}
      dataSource={rows}
      columns={columns.map(({ key, title, render, align }) => ({
        key,
        title,
        align,
        render: (_: unknown, row: Row) => render(row),
      }))}
    />
  );
}

function Cards<Row>({ label, columns, rowKey, rows }: TableProps<Row> & { readonly rows: readonly Row[] }) {
  const [head, ...others] = columns;
  return (
    <ul className={styles.cards} aria-label={label}>
      {rows.map((row) => (
        <li key={rowKey(row)} className={styles.card}>
          <div className={styles.head}>{head?.render(row)}</div>
          <dl className={styles.facts}>
            {others.map(({ key, title, render }) => (
              <Fact key={key} title={title} value={render(row)} />
            ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}

/** A line of a card; there is none where the cell of a table would be empty. */
function Fact({ title, value }: { readonly title: string; readonly value: ReactNode }) {
  if (value === undefined || value === null || value === false || value === "") return null;
  return (
    <div>
      <dt>{title}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/**
 * A list of the hub, page by page, over its header `Link`. Which page is shown stands in the address, so that the back button
 * leads to the page before.
 * @param props.load asks for the page that `before` names, the first one where it is undefined: `callPage`
 */
export function PagedTable<Answer, Row extends object>(
  props: TableProps<Row> & {
    /** Of `keyOf`; the page is added to it. */
    readonly queryKey: QueryKey;
    readonly load: (before: string | undefined) => Promise<Page<Answer>>;
    readonly rowsOf: (answer: Answer) => readonly Row[];
    /** What stands above the rows of the first page, such as their number. */
    readonly above?: (answer: Answer) => ReactNode;
  },
) {
  const words = useShellWords();
  const [parameters] = useSearchParams();
  const before = parameters.get(pageParameter) ?? undefined;
  const { data, error, isPending, refetch } = useQuery({
    queryKey: [...props.queryKey, before],
    queryFn: () => props.load(before),
    placeholderData: (shown) => shown,
  });
  if (isPending) return <Loading />;
  if (data === undefined) return <ErrorNotice problem={problemOf(error)} again={() => void refetch()} />;
  return (
    <>
      {error && <ErrorNotice problem={problemOf(error)} again={() => void refetch()} />}
      {props.above?.(data.answer)}
      <RowTable {...props} rows={props.rowsOf(data.answer)} empty={props.empty ?? words.nothingFits} />
      <Pager before={before} next={data.next} />
    </>
  );
}

function Pager({ before, next }: { readonly before: string | undefined; readonly next: string | undefined }) {
  const words = useShellWords();
  const navigate = useNavigate();
  const location = useLocation();
  if (before === undefined && next === undefined) return null;
  // How many pages of this list the back button has behind it.
  const depth = (location.state as { depth?: number } | null)?.depth ?? 0;
  const go = (to: string | undefined, deeper: number) => {
    const parameters = new URLSearchParams(location.search);
    if (to === undefined) parameters.delete(pageParameter);
    else parameters.set(pageParameter, to);
    void navigate({ search: parameters.toString() }, { state: { depth: deeper } });
  };
  return (
    <nav className={styles.pager} aria-label={words.pages}>
      {before !== undefined && <Button onClick={() => go(undefined, 0)}>{words.firstPage}</Button>}
      {before !== undefined && depth > 0 && <Button onClick={() => void navigate(-1)}>{words.previousPage}</Button>}
      {next !== undefined && <Button onClick={() => go(next, depth + 1)}>{words.nextPage}</Button>}
    </nav>
  );
}
