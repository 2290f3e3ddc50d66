import { useQuery } from "@tanstack/react-query";
import { Input } from "antd";
import { useId, useState } from "react";
import { Link, useNavigate } from "react-router";
import { call, type Problem, problemOf } from "../../../shared/client.ts";
import type { Answer } from "../../hub-types.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Loading } from "../../parts/loading.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import { type Column, RowTable } from "../../parts/paged-table.tsx";
import { Time } from "../../parts/time.tsx";
import { keyOf } from "../../queries.ts";
import { riderAddress, whoIsMeant } from "./rider-address.ts";
import styles from "./riders.module.css";
import { useRidersWords } from "./words.ts";

type Conspicuous = Answer<"/api/operator/queue">["riders"][number];

/** Finds a rider, and lists those who lately let many orders go or reported much. */
export function RidersPage() {
  const words = useRidersWords();
  return (
    <>
      <PageTitle title={words.title} />
      <Finder />
      <section className={styles.section}>
        <h2>{words.conspicuous}</h2>
        <ConspicuousRiders />
      </section>
    </>
  );
}

function Finder() {
  const words = useRidersWords();
  const navigate = useNavigate();
  const id = useId();
  const [problem, setProblem] = useState<Problem>();
  const [isWrong, setWrong] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const find = async (text: string) => {
    const meant = whoIsMeant(text);
    setProblem(undefined);
    setWrong(meant === undefined);
    if (meant === undefined) return;
    setBusy(true);
    try {
      await navigate(riderAddress("riderId" in meant ? meant.riderId : await riderOf(meant.orderNo)));
    } catch (error) {
      setProblem(problemOf(error));
      setBusy(false);
    }
  };
  return (
    <search className={styles.finder}>
      <label htmlFor={id}>{words.find}</label>
      <Input.Search
        id={id}
        enterButton={words.look}
        loading={isBusy}
        status={isWrong ? "error" : ""}
        aria-describedby={`${id}-hint`}
        onSearch={(text) => void find(text)}
      />
      <p id={`${id}-hint`} role={isWrong ? "alert" : undefined} className={styles.hint}>
        {isWrong ? words.notUnderstood : words.findHint}
      </p>
      {problem && <ErrorNotice problem={problem} />}
    </search>
  );
}

async function riderOf(orderNo: string): Promise<string> {
  const { order } = await call("get", "/api/operator/orders/{orderNo}", { path: { orderNo } });
  return order.riderId;
}

function ConspicuousRiders() {
  const words = useRidersWords();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: keyOf("riders", "list"),
    queryFn: () => call("get", "/api/operator/queue", {}),
  });
  if (isPending) return <Loading />;
  if (error) return <ErrorNotice problem={problemOf(error)} again={() => void refetch()} />;
  const { columns: titles } = words;
  const columns: Column<Conspicuous>[] = [
    { key: "rider", title: titles.rider, render: ({ riderId }) => <Link to={riderAddress(riderId)}>{riderId}</Link> },
    { key: "letGo", title: titles.letGoInWeek, align: "right", render: ({ letGoInWeek }) => letGoInWeek },
    { key: "reports", title: titles.reports, align: "right", render: ({ reports }) => reports },
    { key: "refuted", title: titles.refuted, align: "right", render: ({ refuted }) => refuted },
    {
      key: "paused",
      title: titles.pausedUntil,
      render: ({ pausedUntil }) => (pausedUntil === undefined ? words.notPaused : <Time at={pausedUntil} />),
    },
  ];
  return (
    <RowTable
      label={words.conspicuous}
      columns={columns}
      rowKey={({ riderId }) => riderId}
      rows={data.riders}
      empty={words.nobodyConspicuous}
    />
  );
}
