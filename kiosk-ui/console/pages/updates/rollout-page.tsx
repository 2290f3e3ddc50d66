import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { problemOf } from "../../../shared/client.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { FilterBar, MultiFilter } from "../../parts/filter-bar.tsx";
import { Loading } from "../../parts/loading.tsx";
import { LongTable } from "../../parts/long-table.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import type { Column } from "../../parts/paged-table.tsx";
import { Time } from "../../parts/time.tsx";
import { useFilters } from "../../parts/use-filters.ts";
import { useShellWords } from "../../words.ts";
import { versionIn } from "./bridge-versions.ts";
import { Progress, UpdateStateTag } from "./progress.tsx";
import { RolloutActs } from "./rollout-acts.tsx";
import { RolloutFacts } from "./rollout-facts.tsx";
import { RolloutHistory } from "./rollout-history.tsx";
import { type RolloutRow, rowsOf, updateStates } from "./rollout-rows.ts";
import { releasesQuery, rolloutQuery, useFleet } from "./update-queries.ts";
import type { RolloutView } from "./update-types.ts";
import styles from "./updates.module.css";
import { useUpdatesWords } from "./words.ts";
import type { UpdatesWords } from "./words-chinese.ts";

/** One rollout: how each of its cabinets stands, and what can be done. */
export function RolloutPage() {
  const words = useUpdatesWords();
  const { rolloutId = "" } = useParams();
  const { data, error, isPending, refetch } = useQuery(rolloutQuery(rolloutId));
  return (
    <>
      <Link to="/updates">{words.back}</Link>
      <PageTitle title={data ? words.rollout(data.version) : words.title} />
      {isPending && <Loading />}
      {error && <ErrorNotice problem={problemOf(error)} texts={words.problems} again={() => void refetch()} />}
      {data && <Shown rollout={data} />}
    </>
  );
}

function Shown({ rollout }: { readonly rollout: RolloutView }) {
  const fleet = useFleet();
  const rows = rowsOf(rollout, fleet.data ?? []);
  return (
    <>
      <RolloutFacts rollout={rollout} />
      <RolloutActs rollout={rollout} />
      <Cabinets rows={rows} version={rollout.version} />
      <RolloutHistory acts={rollout.acts} />
    </>
  );
}

function Cabinets({ rows, version }: { readonly rows: readonly RolloutRow[]; readonly version: string }) {
  const words = useUpdatesWords();
  const { nothingFits } = useShellWords();
  const filters = useFilters(["state"]);
  const columns = useColumns(version);
  const chosen = filters.values.state?.split(",");
  const shown = chosen ? rows.filter(({ state }) => chosen.includes(state)) : rows;
  return (
    <section className={styles.section} aria-labelledby="cabinets">
      <h2 id="cabinets">{words.cabinets}</h2>
      <Progress rows={rows} />
      <FilterBar filters={filters}>
        <MultiFilter
          label={words.state}
          value={filters.values.state}
          onChange={(state) => filters.set({ state })}
          options={updateStates.map((value) => ({ value, label: words.states[value] }))}
        />
      </FilterBar>
      <LongTable
        label={words.cabinets}
        columns={columns}
        rowKey={({ cabinetId }) => cabinetId}
        rows={shown}
        empty={rows.length === 0 ? words.noCabinets : nothingFits}
      />
    </section>
  );
}

function useColumns(version: string): readonly Column<RolloutRow>[] {
  const words = useUpdatesWords();
  const titles = words.columns;
  const size = useQuery(releasesQuery).data?.find((release) => release.version === version)?.size;
  return [
    {
      key: "cabinet",
      title: titles.cabinet,
      render: ({ cabinetId, name }) => (
        <>
          <Link to={`/cabinets/${cabinetId}`}>{name ?? cabinetId}</Link>
          {name !== undefined && <div className={styles.muted}>{cabinetId}</div>}
        </>
      ),
    },
    { key: "state", title: titles.state, render: ({ state }) => <UpdateStateTag state={state} /> },
    {
      key: "reason",
      title: titles.reason,
      render: (row) => {
        const text = whyText(row, size, words);
        return text !== undefined && <div className={styles.why}>{text}</div>;
      },
    },
    {
      key: "running",
      title: titles.running,
      render: ({ software }) => (software === undefined ? words.unknownVersion : versionIn(software)),
    },
    {
      key: "changedAt",
      title: titles.changedAt,
      render: ({ changedAt }) => changedAt !== undefined && <Time at={changedAt} />,
    },
  ];
}

/** Why a cabinet is in its state, or how far it is. @param size bytes of the archive, where it is known */
function whyText(row: RolloutRow, size: number | undefined, words: UpdatesWords): string | undefined {
  const { state, reason, received } = row;
  if (reason !== undefined) return words.reasons[reason] ?? reason;
  if (state === "ready") return words.readyText;
  const isKnown = state === "downloading" && received !== undefined && size !== undefined;
  return isKnown ? words.received(Math.floor((received / size) * 100)) : undefined;
}
