import { Button } from "antd";
import { Link } from "react-router";
import { addressOf, callPage } from "../../../shared/client.ts";
import type { Answer } from "../../hub-types.ts";
import { DayFilter, FilterBar, SelectFilter, TextFilter } from "../../parts/filter-bar.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import { type Column, PagedTable } from "../../parts/paged-table.tsx";
import { Time } from "../../parts/time.tsx";
import { type Filters, useFilters } from "../../parts/use-filters.ts";
import { keyOf } from "../../queries.ts";
import { actFacts } from "./act-facts.ts";
import { auditQuery, filterNames, subjects } from "./audit-filter.ts";
import styles from "./audit-page.module.css";
import { useAuditWords } from "./words.ts";

type AuditEntry = Answer<"/api/operator/audit">[number];
type AuditFilters = Filters<(typeof filterNames)[number]>;

/** Who did what, when, why and from where. */
export function AuditPage() {
  const words = useAuditWords();
  const filters = useFilters(filterNames);
  const query = auditQuery(filters.values);
  const titles = words.columns;
  const columns: Column<AuditEntry>[] = [
    { key: "at", title: titles.at, render: ({ at }) => <Time at={at} /> },
    { key: "actor", title: titles.actor, render: ({ actor }) => words.actor(actor) },
    { key: "act", title: titles.act, render: ({ act }) => words.acts[act.what] ?? act.what },
    { key: "about", title: titles.about, render: (entry) => <About entry={entry} /> },
    { key: "reason", title: titles.reason, render: ({ reason }) => <div className={styles.reason}>{reason}</div> },
    { key: "address", title: titles.address, render: ({ address }) => address },
    { key: "details", title: titles.details, render: ({ act }) => <Details act={act} /> },
  ];
  return (
    <>
      <PageTitle title={words.title}>
        <Button href={addressOf("/api/operator/audit.csv", {}, query)} download>
          {words.exportCsv}
        </Button>
      </PageTitle>
      <AuditFilterBar filters={filters} />
      <PagedTable
        label={words.title}
        columns={columns}
        rowKey={({ id }) => id}
        queryKey={keyOf("audit", "list", query)}
        load={(before) => callPage("/api/operator/audit", { query: { ...query, before } })}
        rowsOf={(entries) => entries}
      />
    </>
  );
}

function AuditFilterBar({ filters }: { readonly filters: AuditFilters }) {
  const words = useAuditWords();
  const { values, set } = filters;
  const acts = Object.entries(words.acts).map(([value, label]) => ({ value, label }));
  return (
    <FilterBar filters={filters}>
      <DayFilter label={words.from} value={values.from} onChange={(from) => set({ from })} />
      <DayFilter label={words.to} value={values.to} onChange={(to) => set({ to })} />
      <SelectFilter label={words.columns.act} value={values.act} options={acts} onChange={(act) => set({ act })} />
      <TextFilter label={words.actorFilter} value={values.actor} onChange={(actor) => set({ actor })} />
      <SelectFilter
        label={words.columns.about}
        value={values.about ?? (values.id === undefined ? undefined : "order")}
        options={subjects.map((value) => ({ value, label: words.subjects[value] }))}
        onChange={(about) => set({ about })}
      />
      <TextFilter label={words.idFilter} value={values.id} onChange={(id) => set({ id })} />
    </FilterBar>
  );
}

/** What an act concerns, as links into the console. */
function About({ entry: { cabinetId, act } }: { readonly entry: AuditEntry }) {
  const { orderNo, riderId, name } = act as { orderNo?: string; riderId?: string; name?: string };
  return (
    <>
      {orderNo !== undefined && <Link to={`/orders/${orderNo}`}>{orderNo}</Link>}
      {cabinetId !== undefined && <Link to={`/cabinets/${cabinetId}`}>{cabinetId}</Link>}
      {riderId !== undefined && <Link to={`/riders/${riderId}`}>{riderId}</Link>}
      {name}
    </>
  );
}

function Details({ act }: { readonly act: AuditEntry["act"] }) {
  const words = useAuditWords();
  const facts = actFacts(act);
  if (facts.length === 0) return null;
  return (
    <details className={styles.details}>
      <summary>{words.show}</summary>
      <dl className={styles.facts}>
        {facts.map(({ name, text }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
