import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { problemOf } from "../../../shared/client.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Loading } from "../../parts/loading.tsx";
import { mapQuery } from "./cabinet-queries.ts";
import type { FleetRow, PlacedCabinet } from "./cabinet-types.ts";
import styles from "./cabinets.module.css";
import { FleetPlan } from "./fleet-plan.tsx";
import { useCabinetsWords } from "./words.ts";

// Only operators who have set a map load what draws it.
const LeafletMap = lazy(async () => ({ default: (await import("./leaflet-map.tsx")).LeafletMap }));

/** Where the cabinets are: on the map that is set, or on a plain plan. */
export function FleetMap({ rows }: { readonly rows: readonly FleetRow[] }) {
  const words = useCabinetsWords();
  const { data, error, isPending, refetch } = useQuery(mapQuery);
  if (isPending) return <Loading />;
  if (error) return <ErrorNotice problem={problemOf(error)} again={() => void refetch()} />;
  const { tiles, attribution = "", cabinets } = data;
  const placed = rows.flatMap((row): PlacedCabinet[] => {
    const point = cabinets.find(({ cabinetId }) => cabinetId === row.cabinetId);
    return point ? [{ ...row, ...point }] : [];
  });
  if (placed.length === 0) return <p>{words.noPlaces}</p>;
  const missing = rows.length - placed.length;
  return (
    <>
      {tiles === undefined ? (
        <>
          <p className={styles.note}>{words.planNote}</p>
          <FleetPlan cabinets={placed} />
        </>
      ) : (
        <Suspense fallback={<Loading />}>
          <LeafletMap cabinets={placed} tiles={tiles} attribution={attribution} />
        </Suspense>
      )}
      {missing > 0 && <p className={styles.note}>{words.withoutPlace(missing)}</p>}
    </>
  );
}
