import { useQuery } from "@tanstack/react-query";
import { Alert } from "antd";
import { Link, useLocation, useParams } from "react-router";
import { problemOf } from "../../../shared/client.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Loading } from "../../parts/loading.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import { Time } from "../../parts/time.tsx";
import { ToneTag } from "../../parts/tone-tag.tsx";
import { useSpeech } from "../../speech.tsx";
import { CabinetActs } from "./cabinet-acts.tsx";
import { CabinetFacts } from "./cabinet-facts.tsx";
import { CabinetLog } from "./cabinet-log.tsx";
import { cabinetQuery, fleetQuery } from "./cabinet-queries.ts";
import type { Cabinet } from "./cabinet-types.ts";
import styles from "./cabinets.module.css";
import { ConditionTag } from "./condition-tag.tsx";
import { CabinetSlots } from "./slot-wall.tsx";
import { VisitReasons } from "./visit-list.tsx";
import { useCabinetsWords } from "./words.ts";

/** One cabinet: its slots as it is built, what is wrong, what can be done, and what happened last. */
export function CabinetPage() {
  const { cabinetId = "" } = useParams();
  const words = useCabinetsWords();
  const { language } = useSpeech();
  const location = useLocation();
  const list = (location.state as { list?: string } | null)?.list ?? "";
  const { data, error, isPending, isPlaceholderData, refetch } = useQuery({
    ...cabinetQuery(cabinetId, language),
    // In the other language until the answer is there, so that an open dialog stays open.
    placeholderData: (shown) => (shown?.cabinetId === cabinetId ? shown : undefined),
  });
  return (
    <>
      <p>
        <Link to={`/cabinets${list}`}>{words.back}</Link>
      </p>
      <PageTitle title={data?.name ?? cabinetId}>{data && <Tags cabinet={data} />}</PageTitle>
      {isPending && <Loading />}
      {error && <ErrorNotice problem={problemOf(error)} again={() => void refetch()} />}
      {data && (
        <div aria-busy={isPlaceholderData}>
          <Notices cabinet={data} />
          <div className={styles.columns}>
            <div className={styles.column}>
              <CabinetSlots cabinet={data} />
              <Drifts drift={data.drift} />
              <CabinetFacts cabinet={data} />
              <CabinetLog cabinet={data} />
            </div>
            <div className={styles.column}>
              <CabinetActs cabinet={data} />
            </div>
          </div>
        </div>
      )}
    </>
  );
}

interface Shown {
  readonly cabinet: Cabinet;
}

function Tags({ cabinet: { cabinetId, presence, disabled, distrusted, lastSeen } }: Shown) {
  const { conditions } = useCabinetsWords();
  const known = lastSeen === undefined ? "never-seen" : presence.online ? "online" : "offline";
  return (
    <>
      <span className={styles.muted}>{cabinetId}</span>
      <ConditionTag condition={disabled ? "out-of-service" : known} />
      {distrusted && <ToneTag tone="bad">{conditions.distrusted}</ToneTag>}
    </>
  );
}

function Notices({ cabinet: { cabinetId, disabled, distrusted } }: Shown) {
  const words = useCabinetsWords();
  const { language } = useSpeech();
  const { data } = useQuery({ ...fleetQuery(language), placeholderData: (shown) => shown });
  const visit = data?.find((row) => row.cabinetId === cabinetId)?.visit ?? [];
  return (
    <>
      {disabled && (
        <Alert
          type="info"
          showIcon
          className={styles.alert}
          title={words.disabledTitle}
          description={
            <>
              {words.byOperator(disabled.actor, disabled.reason)} <Time at={disabled.since} />
            </>
          }
        />
      )}
      {distrusted && (
        <Alert
          type="error"
          showIcon
          className={styles.alert}
          title={words.distrustedTitle}
          description={
            <>
              {words.distrustedText} <Time at={distrusted.since} />
            </>
          }
        />
      )}
      {visit.length > 0 && (
        <Alert
          type="warning"
          showIcon
          className={styles.alert}
          title={words.visitTitle}
          description={<VisitReasons reasons={visit} />}
        />
      )}
    </>
  );
}

function Drifts({ drift }: Pick<Cabinet, "drift">) {
  const words = useCabinetsWords();
  return (
    <section className={styles.card} aria-label={words.drift}>
      <h2>{words.drift}</h2>
      {drift.length === 0 && <p className={styles.muted}>{words.noDrift}</p>}
      {drift.length > 0 && (
        <ul className={styles.visits}>
          {drift.map(({ code, slot, what, advice }) => (
            <li key={`${code} ${slot ?? ""} ${what}`} className={styles.visit}>
              <strong>
                {slot !== undefined && `${words.slot(slot)} · `}
                {what}
              </strong>
              <br />
              <small>{advice}</small>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
