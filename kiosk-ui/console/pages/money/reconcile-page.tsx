import { useMutation } from "@tanstack/react-query";
import { Alert, Button, DatePicker } from "antd";
import dayjs from "dayjs";
import { type ReactNode, useId, useState } from "react";
import { Link } from "react-router";
import { addressOf, compare, compareAsCsv, problemOf } from "../../../shared/client.ts";
import { beijingDayOf, daysLater } from "../../parts/beijing-day.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { LongTable } from "../../parts/long-table.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import type { Column } from "../../parts/paged-table.tsx";
import { useNow } from "../../parts/time.tsx";
import { type Difference, differenceKey } from "./differences.ts";
import styles from "./money.module.css";
import { useMoneyWords } from "./words.ts";

/** Where our books and the provider's do not agree, and what to do about each. Nothing here changes an order. */
export function ReconcilePage() {
  const words = useMoneyWords();
  return (
    <>
      <PageTitle title={words.reconcile.title} />
      <p className={styles.note}>{words.reconcile.note}</p>
      <OpenOrders />
      <SettledDay />
    </>
  );
}

const openPath = "/api/operator/books/reconcile-open";
const dayPath = "/api/operator/books/{day}/reconcile";

function OpenOrders() {
  const words = useMoneyWords();
  const { mutate, data, error, isPending } = useMutation({ mutationFn: () => compare(openPath, {}) });
  return (
    <Card title={words.reconcile.open} text={words.reconcile.openText}>
      <div className={styles.fields}>
        <Button type="primary" loading={isPending} onClick={() => mutate()}>
          {words.reconcile.compare}
        </Button>
      </div>
      {error && <ErrorNotice problem={problemOf(error)} />}
      {data && (
        <Differences
          rows={data.differences}
          said={words.reconcile.compared(data.compared, data.inMotion.length)}
          name="open-orders.csv"
          csv={() => compareAsCsv(openPath, {})}
        />
      )}
    </Card>
  );
}

function SettledDay() {
  const words = useMoneyWords();
  const [dayId, fileId] = [useId(), useId()];
  const now = useNow();
  const [day, setDay] = useState(() => daysLater(beijingDayOf(now), -1));
  const [file, setFile] = useState<File>();
  const { mutate, data, error, isPending, variables } = useMutation({
    mutationFn: (asked: { readonly day: string; readonly file: File }) =>
      compare(dayPath, { path: { day: asked.day }, file: asked.file }),
  });
  return (
    <Card title={words.reconcile.day} text={words.reconcile.dayText}>
      <div className={styles.fields}>
        <div className={styles.field}>
          <label htmlFor={dayId}>{words.groups.day}</label>
          <DatePicker
            id={dayId}
            allowClear={false}
            value={dayjs(day)}
            onChange={(chosen) => chosen && setDay(chosen.format("YYYY-MM-DD"))}
          />
        </div>
        <div className={styles.field}>
          <label htmlFor={fileId}>{words.reconcile.file}</label>
          <input id={fileId} type="file" accept=".csv,text/csv" onChange={({ target }) => setFile(target.files?.[0])} />
        </div>
        <Button
          type="primary"
          loading={isPending}
          disabled={file === undefined}
          onClick={() => file && mutate({ day, file })}
        >
          {words.reconcile.compareFile}
        </Button>
        <Button href={addressOf("/api/operator/books/{day}.csv", { day })} download>
          {words.reconcile.dayBook}
        </Button>
      </div>
      {error && <ErrorNotice problem={problemOf(error)} texts={words.problems} />}
      {data && variables && (
        <Differences
          rows={data}
          said={words.reconcile.comparedDay(variables.day)}
          name={`differences-${variables.day}.csv`}
          csv={() => compareAsCsv(dayPath, { path: { day: variables.day }, file: variables.file })}
        />
      )}
    </Card>
  );
}

function Card({
  title,
  text,
  children,
}: {
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}) {
  return (
    <section className={styles.card} aria-label={title}>
      <h2>{title}</h2>
      <p>{text}</p>
      {children}
    </section>
  );
}

function Differences(props: {
  readonly rows: readonly Difference[];
  readonly said: string;
  /** Of the file to download. */
  readonly name: string;
  readonly csv: () => Promise<Blob>;
}) {
  const { rows, said, name } = props;
  const words = useMoneyWords();
  const { mutate, error, isPending } = useMutation({
    mutationFn: async () => download(await props.csv(), name),
  });
  const columns: Column<Difference>[] = [
    {
      key: "order",
      title: words.reconcile.order,
      render: ({ orderNo, creditOrderNo }) =>
        orderNo === undefined ? creditOrderNo : <Link to={`/orders/${orderNo}`}>{orderNo}</Link>,
    },
    {
      key: "what",
      title: words.reconcile.what,
      render: ({ what }) => <div className={styles.text}>{words.differences[what]}</div>,
    },
    { key: "ours", title: words.reconcile.ours, render: ({ ours }) => <div className={styles.text}>{ours}</div> },
    {
      key: "theirs",
      title: words.reconcile.theirs,
      render: ({ theirs }) => <div className={styles.text}>{theirs}</div>,
    },
    {
      key: "advice",
      title: words.reconcile.advice,
      render: ({ advice }) => <div className={styles.text}>{advice}</div>,
    },
    { key: "line", title: words.reconcile.line, align: "right", render: ({ line }) => line ?? "—" },
  ];
  return (
    <>
      <div className={styles.title}>
        <Alert
          role="status"
          showIcon
          type={rows.length === 0 ? "success" : "warning"}
          title={`${said}${words.reconcile.found(rows.length)}`}
        />
        {rows.length > 0 && (
          <Button loading={isPending} onClick={() => mutate()}>
            {words.exportCsv}
          </Button>
        )}
      </div>
      {error && <ErrorNotice problem={problemOf(error)} />}
      {rows.length > 0 && (
        <LongTable label={words.reconcile.title} columns={columns} rowKey={differenceKey} rows={rows} />
      )}
    </>
  );
}

/** Gives the reader's browser a file to keep. */
function download(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
