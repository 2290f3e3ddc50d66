import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { call, problemOf } from "../../../shared/client.ts";
import type { Answer } from "../../hub-types.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Loading } from "../../parts/loading.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import { Time } from "../../parts/time.tsx";
import { keyOf } from "../../queries.ts";
import { may, useSession } from "../../session.ts";
import { RiderActs } from "./rider-acts.tsx";
import styles from "./riders.module.css";
import { useRidersWords } from "./words.ts";

type Rider = Answer<"/api/operator/riders/{kind}/{id}">;

/** What is known of one rider. Each look is kept in the audit log, so the page asks once and not again by itself. */
export function RiderPage() {
  const { kind = "", id = "" } = useParams();
  const words = useRidersWords();
  const session = useSession();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: keyOf("riders", `${kind}/${id}`),
    queryFn: () => call("get", "/api/operator/riders/{kind}/{id}", { path: { kind, id } }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <>
      <p>
        <Link to="/riders">{words.back}</Link>
      </p>
      <PageTitle title={words.rider(`${kind}/${id}`)} />
      <p className={styles.hint}>{words.lookIsKept}</p>
      {isPending && <Loading />}
      {error && <ErrorNotice problem={problemOf(error)} again={() => void refetch()} />}
      {data && <Facts rider={data} />}
      {data && typeof session !== "string" && may(session, "riders.manage") && (
        <section className={styles.section}>
          <h2>{words.actsOfRider}</h2>
          <RiderActs kind={kind} id={id} liveOrders={data.liveOrders.length} />
        </section>
      )}
    </>
  );
}

function Facts({ rider }: { readonly rider: Rider }) {
  const words = useRidersWords();
  const { riderId, liveOrders, conduct, pausedUntil } = rider;
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    [words.columns.letGo, conduct.letGo],
    [words.columns.letGoInWeek, conduct.letGoInWeek],
    [words.columns.reports, conduct.reports],
    [words.columns.refuted, conduct.refuted],
    [words.columns.pausedUntil, pausedUntil === undefined ? words.notPaused : <Time key="at" at={pausedUntil} />],
  ];
  return (
    <>
      <dl className={styles.facts}>
        {facts.map(([title, value]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <section className={styles.section}>
        <h2>{words.liveOrders(liveOrders.length)}</h2>
        <ul className={styles.orders}>
          {liveOrders.map((orderNo) => (
            <li key={orderNo}>
              <Link to={`/orders/${orderNo}`}>{orderNo}</Link>
            </li>
          ))}
        </ul>
        <Link to={`/orders?riderId=${encodeURIComponent(riderId)}`}>{words.allOrders}</Link>
      </section>
    </>
  );
}
