import { useQuery } from "@tanstack/react-query";
import { App, Form, Input } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { call, problemOf } from "../../../shared/client.ts";
import { ActButton } from "../../parts/act-button.tsx";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Loading } from "../../parts/loading.tsx";
import { type Column, RowTable } from "../../parts/paged-table.tsx";
import { SecretDialog } from "../../parts/secret-dialog.tsx";
import { ToneTag } from "../../parts/tone-tag.tsx";
import { changed, keyOf } from "../../queries.ts";
import styles from "./alarms-page.module.css";
import { alarmEvents, type EventType, isMail, mailUrl, shownAddress, type Target } from "./target.ts";
import { TargetFields } from "./target-fields.tsx";
import { useAlarmsWords } from "./words.ts";

/** How the addresses are asked for: the list and the page of one share it. */
export const targetsQuery = {
  queryKey: keyOf("alarms", "list", "targets"),
  queryFn: () => call("get", "/api/operator/webhooks", {}),
};

/** Who is told of alarms, and of what happens. */
export function TargetList() {
  const words = useAlarmsWords();
  const { data, error, isPending, refetch } = useQuery(targetsQuery);
  const titles = words.columns;
  const columns: Column<Target>[] = [
    {
      key: "address",
      title: titles.address,
      render: (target) => (
        <Link to={`/alarms/targets/${target.id}`} className={styles.address}>
          {shownAddress(target)}
        </Link>
      ),
    },
    { key: "kind", title: titles.kind, render: (target) => (isMail(target) ? words.mail : words.webhook) },
    { key: "events", title: titles.events, render: (target) => <Events target={target} /> },
    {
      key: "state",
      title: titles.state,
      render: ({ paused }) => <ToneTag tone={paused ? "off" : "good"}>{paused ? words.paused : words.active}</ToneTag>,
    },
    { key: "pending", title: titles.pending, align: "right", render: ({ pending }) => String(pending) },
  ];
  return (
    <section className={styles.section}>
      <div className={styles.title}>
        <h2>{words.targets}</h2>
        <div className={styles.acts}>
          <AddMail />
          <AddWebhook />
        </div>
      </div>
      <p>{words.targetsText}</p>
      {isPending && <Loading />}
      {error && <ErrorNotice problem={problemOf(error)} again={() => void refetch()} />}
      {data && (
        <RowTable label={words.targets} columns={columns} rowKey={({ id }) => id} rows={data} empty={words.noTargets} />
      )}
    </section>
  );
}

/** What an address is told. */
export function Events({ target: { events } }: { readonly target: Target }) {
  const words = useAlarmsWords();
  const names = events.map((event) => words.events[event]);
  return <div className={styles.what}>{names.length === 0 ? words.allEvents : names.join(words.comma)}</div>;
}

function AddMail() {
  const words = useAlarmsWords();
  const { message } = App.useApp();
  return (
    <ActButton<{ address: string }>
      isPrimary
      label={words.addMail}
      title={words.addMail}
      initialValues={{ address: "" }}
      act={async (reason, { address }) => {
        const body = { url: mailUrl(address), events: [...alarmEvents], reason };
        await call("post", "/api/operator/webhooks", { body });
        void message.info(words.mailAdded);
        await changed("alarms");
      }}
    >
      <Form.Item
        name="address"
        label={words.mailAddress}
        rules={[{ required: true, type: "email", message: words.mailAddressMissing }]}
      >
        <Input autoFocus inputMode="email" autoCapitalize="none" />
      </Form.Item>
    </ActButton>
  );
}

function AddWebhook() {
  const words = useAlarmsWords();
  const [secret, setSecret] = useState<string>();
  return (
    <>
      <ActButton<{ url: string; events: EventType[] }>
        label={words.addWebhook}
        title={words.addWebhook}
        initialValues={{ url: "", events: [] }}
        act={async (reason, { url, events }) => {
          const made = await call("post", "/api/operator/webhooks", { body: { url: url.trim(), events, reason } });
          setSecret(made.secret);
          void changed("alarms");
        }}
      >
        <TargetFields />
      </ActButton>
      {secret !== undefined && (
        <SecretDialog
          title={words.secret}
          text={words.secretText}
          lines={[secret]}
          onClose={() => setSecret(undefined)}
        />
      )}
    </>
  );
}
