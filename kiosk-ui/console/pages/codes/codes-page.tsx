import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { call, problemOf } from "../../../shared/client.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { FilterBar, TextFilter } from "../../parts/filter-bar.tsx";
import { Loading } from "../../parts/loading.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import { type Column, RowTable } from "../../parts/paged-table.tsx";
import { useFilters } from "../../parts/use-filters.ts";
import { keyOf } from "../../queries.ts";
import { useShellWords } from "../../words.ts";
import { type CabinetRow, matching } from "./code-rows.ts";
import styles from "./codes.module.css";
import { useCodesWords } from "./words.ts";

/** Rows that are shown; a search narrows down what is more. */
const mostRows = 100;

/** The cabinets, each with a way to its codes. */
export function CodesPage() {
  const words = useCodesWords();
  const { count } = useShellWords();
  const filters = useFilters(["text"]);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: keyOf("cabinets", "list", "fleet"),
    queryFn: () => call("get", "/api/operator/fleet", {}),
  });
  const columns: Column<CabinetRow>[] = [
    {
      key: "cabinet",
      title: words.cabinet,
      render: ({ cabinetId, name }) => <Link to={`/codes/${cabinetId}`}>{name}</Link>,
    },
    { key: "id", title: words.cabinetId, render: ({ cabinetId }) => cabinetId },
    { key: "address", title: words.address, render: ({ address }) => address },
    { key: "slots", title: words.slots, align: "right", render: ({ slots }) => slots },
  ];
  const rows = matching(data ?? [], filters.values.text);
  return (
    <>
      <PageTitle title={words.title} />
      <FilterBar filters={filters}>
        <TextFilter label={words.search} value={filters.values.text} onChange={(text) => filters.set({ text })} />
      </FilterBar>
      {isPending && <Loading />}
      {error && <ErrorNotice problem={problemOf(error)} again={() => void refetch()} />}
      {data && (
        <>
          <p role="status">{count(rows.length, false)}</p>
          <RowTable
            label={words.title}
            columns={columns}
            rowKey={({ cabinetId }) => cabinetId}
            rows={rows.slice(0, mostRows)}
          />
          {rows.length > mostRows && <p className={styles.note}>{words.more(mostRows)}</p>}
        </>
      )}
    </>
  );
}
