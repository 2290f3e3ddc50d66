import { useQuery } from "@tanstack/react-query";
import { Checkbox, Form, Input } from "antd";
import type { ReactNode } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import { call, problemOf } from "../../../shared/client.ts";
import type { Answer, Queue } from "../../hub-types.ts";
import { ActButton } from "../../parts/act-button.tsx";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Loading } from "../../parts/loading.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import { type Column, RowTable } from "../../parts/paged-table.tsx";
import { Time } from "../../parts/time.tsx";
import { changed, keyOf } from "../../queries.ts";
import { may, type Session, useSession } from "../../session.ts";
import { useOrdersWords } from "../orders/words.ts";
import { AssigneeChoice } from "./assignee-choice.tsx";
import { useQueue } from "./queue-query.ts";
import { useWorkWords } from "./words.ts";
import styles from "./work-page.module.css";

type UnmatchedReturn = Queue["unmatchedReturns"][number];
type Candidate = Answer<"/api/operator/unmatched-events/{key}/candidates">[number];

/** One unmatched return: the orders that it may have ended, and the decision. */
export function ReturnPage() {
  const words = useWorkWords();
  const [parameters] = useSearchParams();
  const { data, error, refetch } = useQueue();
  const key = parameters.get("key") ?? "";
  const found = data?.unmatchedReturns.find((one) => one.key === key);
  return (
    <>
      <p>
        <Link to="/work?list=unmatchedReturns">{words.back}</Link>
      </p>
      <PageTitle title={words.returnTitle} />
      {!data && !error && <Loading />}
      {error && <ErrorNotice problem={problemOf(error)} again={() => void refetch()} />}
      {data && !found && <p>{words.goneReturn}</p>}
      {found && <Return found={found} />}
    </>
  );
}

function Return({ found }: { readonly found: UnmatchedReturn }) {
  const words = useWorkWords();
  const session = useSession() as Session;
  const { key } = found;
  const { data, error, refetch } = useQuery({
    queryKey: keyOf("orders", "list", "candidates", key),
    queryFn: () => call("get", "/api/operator/unmatched-events/{key}/candidates", { path: { key } }),
  });
  return (
    <>
      <section className={styles.card} aria-label={words.returnFacts}>
        <dl className={styles.facts}>
          <Fact title={words.cabinet}>{found.cabinetId}</Fact>
          <Fact title={words.slotName}>{found.slot}</Fact>
          <Fact title={words.item}>{found.itemId ?? words.noId}</Fact>
          <Fact title={words.at}>
            <Time at={found.since} />
          </Fact>
          <Fact title={words.who}>
            <AssigneeChoice entry={{ ...found, eventKey: key }} />
          </Fact>
        </dl>
        {may(session, "orders.decide") && <Decisions found={found} />}
      </section>
      <h2>{words.candidates}</h2>
      {error && <ErrorNotice problem={problemOf(error)} again={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data && <Candidates found={found} candidates={data} />}
    </>
  );
}

function Fact({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Candidates(props: { readonly found: UnmatchedReturn; readonly candidates: readonly Candidate[] }) {
  const words = useWorkWords();
  const { loanState: stateTitle, loanStates, nthItem } = useOrdersWords();
  const session = useSession() as Session;
  const assign = useAssign(props.found);
  const columns: readonly Column<Candidate>[] = [
    {
      key: "order",
      title: words.order,
      render: ({ about, loanNo }) => (
        <>
          <Link to={`/orders/${about.orderNo}`}>{about.orderNo}</Link> · {nthItem(loanNo)}
        </>
      ),
    },
    {
      key: "item",
      title: words.item,
      render: ({ about, item }) => [...about.items, words.match[item]].join(" · "),
    },
    {
      key: "state",
      title: stateTitle,
      render: ({ loanState }) => (loanStates as Readonly<Record<string, string>>)[loanState] ?? loanState,
    },
    {
      key: "opened",
      title: words.openedAt,
      render: ({ openedAt }) => (openedAt === undefined ? "—" : <Time at={openedAt} />),
    },
    { key: "where", title: words.where, render: ({ about }) => about.place },
    { key: "rider", title: words.rider, render: ({ about }) => about.riderId.replace(/^user\//, "") },
  ];
  const act: Column<Candidate> = {
    key: "act",
    title: words.decide,
    render: ({ about: { orderNo }, loanNo, item }) => (
      <ActButton<{ itemIdDiffers?: boolean }>
        label={words.assign}
        title={`${words.assign} · ${orderNo}`}
        problemTexts={words.problems}
        act={(reason, { itemIdDiffers }) =>
          assign({ orderNo, loanNo, reason, ...(itemIdDiffers && { itemIdDiffers }) })
        }
      >
        <p>{words.assignDoes}</p>
        {item === "other" && <OtherItem />}
      </ActButton>
    ),
  };
  return (
    <RowTable
      label={words.candidates}
      rows={props.candidates}
      rowKey={({ about, loanNo }) => `${about.orderNo}/${loanNo}`}
      columns={may(session, "orders.decide") ? [...columns, act] : columns}
      empty={words.noCandidates}
    />
  );
}

function OtherItem() {
  const words = useWorkWords();
  return (
    <Form.Item name="itemIdDiffers" valuePropName="checked">
      <Checkbox>{words.otherItem}</Checkbox>
    </Form.Item>
  );
}

/** Says whose return it was, and goes back to the list. */
function useAssign({ key }: UnmatchedReturn) {
  const navigate = useNavigate();
  return async (body: { orderNo: string; loanNo: number; reason: string; itemIdDiffers?: boolean }) => {
    await call("post", "/api/operator/unmatched-events/{key}/assign", { path: { key }, body });
    await navigate("/work?list=unmatchedReturns");
    await changed("orders");
  };
}

/** For what is none of the candidates. */
function Decisions({ found }: { readonly found: UnmatchedReturn }) {
  const words = useWorkWords();
  const navigate = useNavigate();
  const assign = useAssign(found);
  return (
    <div className={styles.decisions}>
      <ActButton<{ orderNo: string; loanNo: string; itemIdDiffers?: boolean }>
        label={words.assignOther}
        title={words.assignOther}
        problemTexts={words.problems}
        initialValues={{ orderNo: "", loanNo: "1" }}
        act={(reason, { orderNo, loanNo, itemIdDiffers }) =>
          assign({ orderNo: orderNo.trim(), loanNo: Number(loanNo), reason, ...(itemIdDiffers && { itemIdDiffers }) })
        }
      >
        <p>{words.assignDoes}</p>
        <Form.Item
          name="orderNo"
          label={words.orderNo}
          rules={[{ required: true, whitespace: true, message: words.orderNoMissing }]}
        >
          <Input inputMode="numeric" autoComplete="off" />
        </Form.Item>
        <Form.Item name="loanNo" label={words.loanNo}>
          <Input type="number" min={1} max={100} />
        </Form.Item>
        <OtherItem />
      </ActButton>
      <ActButton
        label={words.dismiss}
        title={words.dismiss}
        problemTexts={words.problems}
        act={async (reason) => {
          await call("post", "/api/operator/unmatched-events/{key}/dismiss", {
            path: { key: found.key },
            body: { reason },
          });
          await navigate("/work?list=unmatchedReturns");
          await changed("orders");
        }}
      >
        <p>{words.dismissDoes}</p>
      </ActButton>
    </div>
  );
}
