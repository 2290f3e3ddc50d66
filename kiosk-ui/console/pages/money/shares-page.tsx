import { useQuery } from "@tanstack/react-query";
import { Button, DatePicker, Form, InputNumber, Select } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { addressOf, call, problemOf } from "../../../shared/client.ts";
import type { Answer } from "../../hub-types.ts";
import { ActButton } from "../../parts/act-button.tsx";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { DayFilter, FilterBar } from "../../parts/filter-bar.tsx";
import { Loading } from "../../parts/loading.tsx";
import { Money } from "../../parts/money.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import { type Column, RowTable } from "../../parts/paged-table.tsx";
import { Time, useNow } from "../../parts/time.tsx";
import { useFilters } from "../../parts/use-filters.ts";
import { changed, keyOf } from "../../queries.ts";
import { may, useSession } from "../../session.ts";
import styles from "./money.module.css";
import { basisPointsOf, daysOf, percentOf } from "./money-query.ts";
import { type Site, useSites } from "./use-sites.ts";
import { useMoneyWords } from "./words.ts";

type Shares = Answer<"/api/operator/money/shares">;
type Share = Answer<"/api/operator/money/site-shares">[number];

const dayNames = ["from", "to"] as const;

/** What is due to the owners of sites, and what was agreed with them. */
export function SharesPage() {
  const words = useMoneyWords();
  const filters = useFilters(dayNames);
  const query = daysOf(filters.values, useNow());
  const { data, error, isPending, refetch } = useQuery({
    queryKey: keyOf("money", "list", "shares", query),
    queryFn: () => call("get", "/api/operator/money/shares", { query }),
  });
  return (
    <>
      <PageTitle title={words.shares.title}>
        <Button href={addressOf("/api/operator/money/shares.csv", {}, query)} download>
          {words.exportCsv}
        </Button>
        <Button href={addressOf("/api/operator/money/shares.xlsx", {}, query)} download>
          {words.exportXlsx}
        </Button>
      </PageTitle>
      <FilterBar filters={filters}>
        <DayFilter label={words.from} value={query.from} onChange={(from) => filters.set({ from })} />
        <DayFilter label={words.to} value={query.to} onChange={(to) => filters.set({ to })} />
      </FilterBar>
      {isPending && <Loading />}
      {error && <ErrorNotice problem={problemOf(error)} again={() => void refetch()} />}
      {data && <Due shares={data} />}
      <Agreed />
    </>
  );
}

function Due({ shares: { lines, total } }: { readonly shares: Shares }) {
  const words = useMoneyWords();
  const columns: Column<Shares["lines"][number]>[] = [
    { key: "site", title: words.groups.site, render: ({ siteId, siteName }) => siteName ?? siteId },
    { key: "owner", title: words.shares.owner, render: ({ owner }) => owner ?? "—" },
    {
      key: "percent",
      title: words.shares.percent,
      align: "right",
      render: ({ basisPoints }) =>
        basisPoints.length === 0 ? words.shares.none : basisPoints.map((one) => `${percentOf(one)}%`).join(" → "),
    },
    { key: "orders", title: words.orders, align: "right", render: ({ orders }) => orders },
    { key: "net", title: words.amounts.net, align: "right", render: ({ net }) => <Money fen={net} /> },
    { key: "share", title: words.shares.share, align: "right", render: ({ share }) => <Money fen={share} /> },
    { key: "kept", title: words.shares.kept, align: "right", render: ({ kept }) => <Money fen={kept} /> },
  ];
  return (
    <>
      <dl className={styles.sums}>
        <div>
          <dt>{words.amounts.net}</dt>
          <dd>
            <Money fen={total.net} />
          </dd>
        </div>
        <div className={styles.main}>
          <dt>{words.shares.share}</dt>
          <dd>
            <Money fen={total.share} />
          </dd>
        </div>
        <div>
          <dt>{words.shares.kept}</dt>
          <dd>
            <Money fen={total.kept} />
          </dd>
        </div>
      </dl>
      <p className={styles.note}>{words.shares.note}</p>
      <RowTable
        label={words.shares.title}
        columns={columns}
        rowKey={({ siteId }) => siteId}
        rows={lines}
        empty={words.shares.noLines}
      />
    </>
  );
}

function Agreed() {
  const words = useMoneyWords();
  const session = useSession();
  const sites = useSites();
  const { data, error, refetch } = useQuery({
    queryKey: keyOf("money", "list", "site-shares"),
    queryFn: () => call("get", "/api/operator/money/site-shares", {}),
  });
  if (error) return <ErrorNotice problem={problemOf(error)} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const names = new Map(sites.map(({ siteId, name }) => [siteId, name]));
  const rows = data.toSorted((one, other) => (keyOfShare(one) < keyOfShare(other) ? -1 : 1));
  const columns: Column<Share>[] = [
    { key: "site", title: words.groups.site, render: ({ siteId }) => names.get(siteId) ?? siteId },
    { key: "from", title: words.shares.from, render: ({ from }) => from },
    {
      key: "percent",
      title: words.shares.percent,
      align: "right",
      render: ({ basisPoints }) => `${percentOf(basisPoints)}%`,
    },
    { key: "added", title: words.shares.added, render: ({ addedAt }) => <Time at={addedAt} /> },
  ];
  return (
    <section>
      <div className={styles.title}>
        <h2>{words.shares.agreed}</h2>
        {typeof session === "object" && may(session, "shares.edit") && sites.length > 0 && <AddShare sites={sites} />}
      </div>
      {sites.length === 0 && <p className={styles.note}>{words.shares.noSites}</p>}
      <RowTable
        label={words.shares.agreed}
        columns={columns}
        rowKey={keyOfShare}
        rows={rows}
        empty={words.shares.noneAgreed}
      />
    </section>
  );
}

interface NewShare {
  readonly siteId: string | undefined;
  readonly from: Dayjs;
  readonly percent: number | undefined;
}

function AddShare({ sites }: { readonly sites: readonly Site[] }) {
  const words = useMoneyWords();
  return (
    <ActButton<NewShare>
      label={words.shares.add}
      isPrimary
      title={words.shares.add}
      initialValues={{ siteId: undefined, from: dayjs(), percent: undefined }}
      problemTexts={words.problems}
      act={async (reason, { siteId = "", from, percent = 0 }) => {
        await call("post", "/api/operator/money/site-shares/{siteId}", {
          path: { siteId },
          body: { from: from.format("YYYY-MM-DD"), basisPoints: basisPointsOf(percent), reason },
        });
        await changed("money");
      }}
    >
      <p className={styles.note}>{words.shares.addNote}</p>
      <Form.Item
        name="siteId"
        label={words.groups.site}
        rules={[{ required: true, message: words.shares.siteMissing }]}
      >
        <Select options={sites.map(({ siteId, name }) => ({ value: siteId, label: name }))} />
      </Form.Item>
      <Form.Item name="from" label={words.shares.from} rules={[{ required: true, message: words.shares.fromMissing }]}>
        <DatePicker />
      </Form.Item>
      <Form.Item
        name="percent"
        label={words.shares.percent}
        rules={[{ required: true, message: words.shares.percentMissing }]}
      >
        <InputNumber min={0} max={100} precision={2} suffix="%" />
      </Form.Item>
    </ActButton>
  );
}

function keyOfShare({ siteId, from }: Share): string {
  return `${siteId}/${from}`;
}
