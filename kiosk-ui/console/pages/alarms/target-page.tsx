import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { problemOf } from "../../../shared/client.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Loading } from "../../parts/loading.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import { ToneTag } from "../../parts/tone-tag.tsx";
import styles from "./alarms-page.module.css";
import { DeliveryList } from "./delivery-list.tsx";
import { isMail, shownAddress, type Target } from "./target.ts";
import { TargetActs } from "./target-acts.tsx";
import { Events, targetsQuery } from "./target-list.tsx";
import { useAlarmsWords } from "./words.ts";

/** One address: what it is told, what can be done, and what was sent to it. */
export function TargetPage() {
  const { id = "" } = useParams();
  const words = useAlarmsWords();
  const { data, error, isPending, refetch } = useQuery(targetsQuery);
  const target = data?.find((one) => one.id === id);
  return (
    <>
      <p>
        <Link to="/alarms">{words.back}</Link>
      </p>
      {isPending && <Loading />}
      {error && <ErrorNotice problem={problemOf(error)} again={() => void refetch()} />}
      {data && !target && <PageTitle title={words.unknownTarget} />}
      {target && (
        <>
          <PageTitle title={shownAddress(target)} />
          <Facts target={target} />
          <TargetActs target={target} />
          <DeliveryList id={target.id} />
        </>
      )}
    </>
  );
}

function Facts({ target }: { readonly target: Target }) {
  const words = useAlarmsWords();
  const titles = words.columns;
  return (
    <dl className={styles.facts}>
      <div>
        <dt>{titles.kind}</dt>
        <dd>{isMail(target) ? words.mail : words.webhook}</dd>
      </div>
      <div>
        <dt>{titles.state}</dt>
        <dd>
          <ToneTag tone={target.paused ? "off" : "good"}>{target.paused ? words.paused : words.active}</ToneTag>
        </dd>
      </div>
      <div>
        <dt>{titles.pending}</dt>
        <dd>{target.pending}</dd>
      </div>
      <div>
        <dt>{titles.events}</dt>
        <dd>
          <Events target={target} />
        </dd>
      </div>
    </dl>
  );
}
