import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { Link, useLocation } from "react-router";
import { FilterBar, MultiFilter, SelectFilter, TextFilter } from "../../parts/filter-bar.tsx";
import { type Column, RowTable } from "../../parts/paged-table.tsx";
import { Time } from "../../parts/time.tsx";
import { useFilters } from "../../parts/use-filters.ts";
import { useSpeech } from "../../speech.tsx";
import { useShellWords } from "../../words.ts";
import { itemKindsQuery, sitesQuery } from "./cabinet-queries.ts";
import type { FleetRow } from "./cabinet-types.ts";
import styles from "./cabinets.module.css";
import { ConditionTag } from "./condition-tag.tsx";
import { conditions, countsOf, type FleetFilter, filtered, fleetFilters, onNoSite } from "./fleet-filter.ts";
import { useCabinetsWords } from "./words.ts";

/** So many rows are drawn at a time: the hub sends all cabinets, and a table of a thousand is slow. */
const rowsAtOnce = 50;

/** The list of cabinets with its filters and counts. */
export function FleetList({ rows }: { readonly rows: readonly FleetRow[] }) {
  const words = useCabinetsWords();
  const { nothingFits } = useShellWords();
  const [most, setMost] = useState(rowsAtOnce);
  const columns = useColumns();
  const filters = useFilters<FleetFilter>(fleetFilters);
  const shown = filtered(rows, filters.values);
  const rest = shown.length - most;
  return (
    <>
      <FleetFilters filters={filters} />
      <div className={styles.counts}>
        <p role="status">{words.counts(rows.length, shown.length)}</p>
        {countsOf(shown).map(({ condition, count }) => (
          <span key={condition}>
            <ConditionTag condition={condition} /> {count}
          </span>
        ))}
      </div>
      <RowTable
        label={words.title}
        columns={columns}
        rowKey={({ cabinetId }) => cabinetId}
        rows={shown.slice(0, most)}
        empty={rows.length === 0 ? undefined : nothingFits}
      />
      {rest > 0 && (
        <Button className={styles.more} onClick={() => setMost(most + rowsAtOnce)}>
          {words.showMore(Math.min(rest, rowsAtOnce))}
        </Button>
      )}
    </>
  );
}

function FleetFilters({ filters }: { readonly filters: ReturnType<typeof useFilters<FleetFilter>> }) {
  const words = useCabinetsWords();
  const { language } = useSpeech();
  const sites = useQuery(sitesQuery).data ?? [];
  const kinds = useQuery(itemKindsQuery).data ?? [];
  const field = (name: FleetFilter, label: string) => ({
    label,
    value: filters.values[name],
    onChange: (value: string | undefined) => filters.set({ [name]: value }),
  });
  return (
    <FilterBar filters={filters}>
      <TextFilter {...field("text", words.search)} />
      <MultiFilter
        {...field("condition", words.condition)}
        options={conditions.map((value) => ({ value, label: words.conditions[value] }))}
      />
      <SelectFilter
        {...field("visit", words.needsVisit)}
        options={Object.entries(words.visitFilters).map(([value, label]) => ({ value, label }))}
      />
      <SelectFilter
        {...field("itemKind", words.itemKind)}
        options={kinds.map(({ id, name }) => ({ value: id, label: name[language] }))}
      />
      <SelectFilter
        {...field("siteId", words.site)}
        options={[
          ...sites.map(({ siteId, name }) => ({ value: siteId, label: name })),
          { value: onNoSite, label: words.noSite },
        ]}
      />
    </FilterBar>
  );
}

function useColumns(): readonly Column<FleetRow>[] {
  const words = useCabinetsWords();
  const { search } = useLocation();
  const { columns: titles } = words;
  return [
    {
      key: "cabinet",
      title: titles.cabinet,
      render: ({ cabinetId, name }) => (
        <>
          <Link to={`/cabinets/${cabinetId}`} state={{ list: search }}>
            {name}
          </Link>
          <div className={styles.muted}>{cabinetId}</div>
        </>
      ),
    },
    { key: "condition", title: titles.condition, render: ({ condition }) => <ConditionTag condition={condition} /> },
    {
      key: "visit",
      title: titles.visit,
      render: ({ visit }) =>
        visit.length > 0 && (
          <ul className={styles.plain}>
            {visit.map(({ code, what }) => (
              <li key={code}>{what}</li>
            ))}
          </ul>
        ),
    },
    {
      key: "stock",
      title: titles.stock,
      align: "right",
      render: ({ itemsReady, slotsFree, slots }) => words.stock(itemsReady, slotsFree, slots),
    },
    {
      key: "trouble",
      title: titles.trouble,
      align: "right",
      render: ({ slotsFaulty, slotsLocked, drifts }) => words.stock(slotsFaulty, slotsLocked, drifts),
    },
    {
      key: "lastSeen",
      title: titles.lastSeen,
      render: ({ lastSeen }) => lastSeen !== undefined && <Time at={lastSeen} />,
    },
    { key: "software", title: titles.software, render: ({ software }) => software ?? words.softwareUnknown },
    { key: "place", title: titles.place, render: ({ address }) => address },
  ];
}
