import { useQuery } from "@tanstack/react-query";
import { Segmented } from "antd";
import { call, problemOf } from "../../../shared/client.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Loading } from "../../parts/loading.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import { useFilters } from "../../parts/use-filters.ts";
import { keyOf } from "../../queries.ts";
import { OpenAlarms } from "../alarms/open-alarms.tsx";
import { Charts } from "./charts.tsx";
import styles from "./overview-page.module.css";
import { ranges } from "./series.ts";
import { Tiles } from "./tiles.tsx";
import { useOverviewWords } from "./words.ts";

/** How often the counts are asked for again, ms. */
const everySoOften = 30_000;

/** What has to be dealt with now, and how the business goes. */
export function OverviewPage() {
  const words = useOverviewWords();
  const { values, set } = useFilters(["range"]);
  const range = ranges.find((name) => name === values.range) ?? "week";
  const { data, error, isPending, refetch } = useQuery({
    queryKey: keyOf("overview", "list", "now"),
    queryFn: () => call("get", "/api/operator/overview", {}),
    refetchInterval: everySoOften,
  });
  return (
    <>
      <PageTitle title={words.title} />
      <OpenAlarms />
      {isPending && <Loading />}
      {error && <ErrorNotice problem={problemOf(error)} again={() => void refetch()} />}
      {data && <Tiles overview={data} />}
      <div className={styles.line}>
        <h2>{words.howItWent}</h2>
        <Segmented
          aria-label={words.range}
          value={range}
          options={ranges.map((name) => ({ value: name, label: words.ranges[name] }))}
          onChange={(name) => set({ range: name })}
        />
      </div>
      <Charts name={range} slots={data?.cabinets.slots} />
    </>
  );
}
