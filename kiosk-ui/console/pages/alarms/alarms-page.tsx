import { callPage } from "../../../shared/client.ts";
import type { Answer } from "../../hub-types.ts";
import { PageTitle } from "../../parts/page-title.tsx";
import { type Column, PagedTable } from "../../parts/paged-table.tsx";
import { Time } from "../../parts/time.tsx";
import { ToneTag } from "../../parts/tone-tag.tsx";
import { keyOf } from "../../queries.ts";
import { may, useSession } from "../../session.ts";
import { useSpeech } from "../../speech.tsx";
import styles from "./alarms-page.module.css";
import { OpenAlarms } from "./open-alarms.tsx";
import { TargetList } from "./target-list.tsx";
import { useAlarmsWords } from "./words.ts";

type Alarm = Answer<"/api/operator/alarms">[number];

/** What is wrong now, who is told of it, and what was wrong before. */
export function AlarmsPage() {
  const words = useAlarmsWords();
  const session = useSession();
  return (
    <>
      <PageTitle title={words.title} />
      <section className={styles.now}>
        <h2>{words.now}</h2>
        <OpenAlarms saysWhereNone />
      </section>
      {typeof session !== "string" && may(session, "webhooks.manage") && <TargetList />}
      <History />
    </>
  );
}

function History() {
  const words = useAlarmsWords();
  const { language } = useSpeech();
  const columns: Column<Alarm>[] = [
    {
      key: "what",
      title: words.what,
      render: ({ title, text }) => (
        <div className={styles.what}>
          {title}
          <br />
          <small>{text}</small>
        </div>
      ),
    },
    { key: "raisedAt", title: words.raisedAt, render: ({ raisedAt }) => <Time at={raisedAt} /> },
    {
      key: "clearedAt",
      title: words.clearedAt,
      render: ({ clearedAt }) =>
        clearedAt === undefined ? <ToneTag tone="bad">{words.stillOpen}</ToneTag> : <Time at={clearedAt} />,
    },
  ];
  return (
    <section className={styles.section}>
      <h2>{words.before}</h2>
      <PagedTable
        label={words.before}
        columns={columns}
        rowKey={({ id }) => id}
        queryKey={keyOf("alarms", "list", "all", language)}
        load={(before) => callPage("/api/operator/alarms", { query: { before } })}
        rowsOf={(alarms) => alarms}
        empty={words.noAlarms}
      />
    </section>
  );
}
