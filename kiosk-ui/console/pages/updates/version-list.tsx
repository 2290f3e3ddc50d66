import { problemOf } from "../../../shared/client.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Loading } from "../../parts/loading.tsx";
import { type Column, RowTable } from "../../parts/paged-table.tsx";
import { type VersionCount, versionsOf } from "./bridge-versions.ts";
import { useFleet } from "./update-queries.ts";
import styles from "./updates.module.css";
import { useUpdatesWords } from "./words.ts";

/** Which versions of the bridge run in the fleet. */
export function VersionList() {
  const words = useUpdatesWords();
  const titles = words.columns;
  const { data, error, isPending, refetch } = useFleet();
  const columns: Column<VersionCount>[] = [
    { key: "version", title: titles.version, render: ({ version }) => version ?? words.unknownVersion },
    { key: "cabinets", title: titles.cabinets, align: "right", render: ({ cabinets }) => String(cabinets) },
    { key: "online", title: titles.online, align: "right", render: ({ online }) => String(online) },
  ];
  return (
    <section className={styles.section} aria-labelledby="versions">
      <h2 id="versions">{words.versions}</h2>
      <p className={styles.note}>{words.versionsText}</p>
      {isPending && <Loading />}
      {error && <ErrorNotice problem={problemOf(error)} again={() => void refetch()} />}
      {data && (
        <RowTable
          label={words.versions}
          columns={columns}
          rowKey={({ version }) => version ?? ""}
          rows={versionsOf(data)}
        />
      )}
    </section>
  );
}
