import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { addressOf, call, problemOf } from "../../../shared/client.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { DayFilter, FilterBar, MultiFilter, SelectFilter, TextFilter } from "../../parts/filter-bar.tsx";
import { Loading } from "../../parts/loading.tsx";
import { LongTable } from "../../parts/long-table.tsx";
import { Money } from "../../parts/money.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import type { Column } from "../../parts/paged-table.tsx";
import { useNow } from "../../parts/time.tsx";
import { type Filters, useFilters } from "../../parts/use-filters.ts";
import { keyOf } from "../../queries.ts";
import styles from "./money.module.css";
import {
  type Group,
  groups,
  groupsOf,
  type Income,
  lineKey,
  type Statement,
  type StatementLine,
  statementFilters,
  statementQuery,
} from "./money-query.ts";
import { useSites } from "./use-sites.ts";
import { useMoneyWords } from "./words.ts";
import type { MoneyWords } from "./words-chinese.ts";

type StatementFilters = Filters<(typeof statementFilters)[number]>;

/** What was earned, by day, site, cabinet and item kind. */
export function StatementPage() {
  const words = useMoneyWords();
  const filters = useFilters(statementFilters);
  const query = statementQuery(filters.values, useNow());
  const { data, error, isPending, refetch } = useQuery({
    queryKey: keyOf("money", "list", "statement", query),
    queryFn: () => call("get", "/api/operator/money", { query }),
  });
  return (
    <>
      <PageTitle title={words.statement.title}>
        <Button href={addressOf("/api/operator/money.csv", {}, query)} download>
          {words.exportCsv}
        </Button>
        <Button href={addressOf("/api/operator/money.xlsx", {}, query)} download>
          {words.exportXlsx}
        </Button>
      </PageTitle>
      <StatementFilterBar filters={filters} from={query.from} to={query.to} />
      {isPending && <Loading />}
      {error && <ErrorNotice problem={problemOf(error)} again={() => void refetch()} />}
      {data && <Sums total={data.total} />}
      {data && <Lines key={JSON.stringify(query)} statement={data} by={groupsOf(filters.values)} />}
    </>
  );
}

function StatementFilterBar(props: { readonly filters: StatementFilters; readonly from: string; readonly to: string }) {
  const { filters, from, to } = props;
  const { values, set } = filters;
  const words = useMoneyWords();
  const sites = useSites();
  return (
    <FilterBar filters={filters}>
      <DayFilter label={words.from} value={from} onChange={(day) => set({ from: day })} />
      <DayFilter label={words.to} value={to} onChange={(day) => set({ to: day })} />
      <MultiFilter
        label={words.statement.by}
        value={groupsOf(values).join(",")}
        options={groups.map((value) => ({ value, label: words.groups[value] }))}
        onChange={(by) => set({ by })}
      />
      {sites.length > 0 && (
        <SelectFilter
          label={words.groups.site}
          value={values.siteId}
          options={sites.map(({ siteId, name }) => ({ value: siteId, label: name }))}
          onChange={(siteId) => set({ siteId })}
        />
      )}
      <TextFilter
        label={words.statement.cabinetId}
        value={values.cabinetId}
        onChange={(cabinetId) => set({ cabinetId })}
      />
      <SelectFilter
        label={words.groups.kind}
        value={values.itemKind}
        options={Object.entries(words.kinds).map(([value, label]) => ({ value, label }))}
        onChange={(itemKind) => set({ itemKind })}
      />
    </FilterBar>
  );
}

const amounts = ["gross", "writtenOff", "owed", "fees", "refunds", "net", "byHand"] as const;

function Sums({ total }: { readonly total: Income }) {
  const words = useMoneyWords();
  return (
    <>
      <dl className={styles.sums}>
        {amounts.map((name) => (
          <div key={name} className={name === "net" ? styles.main : undefined}>
            <dt>{words.amounts[name]}</dt>
            <dd>
              <Money fen={total[name]} />
            </dd>
          </div>
        ))}
      </dl>
      <p className={styles.note}>{words.statement.note}</p>
    </>
  );
}

function Lines({ statement, by }: { readonly statement: Statement; readonly by: readonly Group[] }) {
  const words = useMoneyWords();
  const columns: Column<StatementLine>[] = [
    ...by.map((group) => ({ key: group, title: words.groups[group], render: groupText(group, words) })),
    { key: "orders", title: words.orders, align: "right", render: ({ orders }) => orders },
    ...amounts.map((name) => ({
      key: name,
      title: words.amounts[name],
      align: "right" as const,
      render: (line: StatementLine) => <Money fen={line[name]} />,
    })),
  ];
  return <LongTable label={words.statement.title} columns={columns} rowKey={lineKey} rows={statement.lines} />;
}

function groupText(group: Group, words: MoneyWords): (line: StatementLine) => string {
  switch (group) {
    case "day":
      return ({ day = "" }) => day;
    case "site":
      return ({ siteId, siteName }) => siteName ?? siteId ?? words.noSite;
    case "cabinet":
      return ({ cabinetId = "", cabinetName }) =>
        cabinetName === undefined ? cabinetId : `${cabinetName} · ${cabinetId}`;
    case "kind":
      return ({ kind = "" }) => words.kinds[kind] ?? kind;
  }
}
