import { useQuery } from "@tanstack/react-query";
import { Segmented } from "antd";
import { problemOf } from "../../../shared/client.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Loading } from "../../parts/loading.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import { useFilters } from "../../parts/use-filters.ts";
import { may, type Session, useSession } from "../../session.ts";
import { useSpeech } from "../../speech.tsx";
import { fleetQuery } from "./cabinet-queries.ts";
import styles from "./cabinets.module.css";
import { FleetList } from "./fleet-list.tsx";
import { FleetMap } from "./fleet-map.tsx";
import { NewCabinet } from "./new-cabinet.tsx";
import { SiteList } from "./site-list.tsx";
import { VisitList } from "./visit-list.tsx";
import { useCabinetsWords } from "./words.ts";

const views = ["list", "map", "visits", "sites"] as const;
type View = (typeof views)[number];

/** All cabinets: as a list, on a map, those that need a visit; and the sites. Which of them stands in the address. */
export function FleetPage() {
  const words = useCabinetsWords();
  const { language } = useSpeech();
  const session = useSession() as Session;
  const { values, set } = useFilters(["view"]);
  const view: View = views.find((one) => one === values.view) ?? "list";
  const { data, error, isPending, refetch } = useQuery({
    ...fleetQuery(language),
    placeholderData: (shown) => shown,
  });
  return (
    <>
      <PageTitle title={words.title}>
        {data && may(session, "cabinets.manage") && <NewCabinet ids={data.map(({ cabinetId }) => cabinetId)} />}
      </PageTitle>
      <div className={styles.bar}>
        <Segmented<View>
          aria-label={words.view}
          value={view}
          options={views.map((value) => ({ value, label: words.views[value] }))}
          onChange={(chosen) => set({ view: chosen === "list" ? undefined : chosen })}
        />
      </div>
      {isPending && <Loading />}
      {error && <ErrorNotice problem={problemOf(error)} again={() => void refetch()} />}
      {data && view === "list" && <FleetList rows={data} />}
      {data && view === "map" && <FleetMap rows={data} />}
      {view === "visits" && <VisitList />}
      {view === "sites" && <SiteList />}
    </>
  );
}
