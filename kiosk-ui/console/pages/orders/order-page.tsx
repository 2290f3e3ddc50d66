import { useQuery } from "@tanstack/react-query";
import { Alert } from "antd";
import { Link, useLocation, useParams } from "react-router";
import { call, problemOf } from "../../../shared/client.ts";
import type { OrderRecord } from "../../hub-types.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Loading } from "../../parts/loading.tsx";
import { Money } from "../../parts/money.tsx";
import { OrderStateTag } from "../../parts/order-state-tag.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import { Time } from "../../parts/time.tsx";
import { ToneTag } from "../../parts/tone-tag.tsx";
import { keyOf } from "../../queries.ts";
import { may, useSession } from "../../session.ts";
import { useSpeech } from "../../speech.tsx";
import { AssigneeChoice } from "../work/assignee-choice.tsx";
import { WorkBar } from "../work/work-bar.tsx";
import { withActNames } from "./act-request.ts";
import { OrderActs } from "./order-acts.tsx";
import { OrderLoans } from "./order-loans.tsx";
import { OrderMoney } from "./order-money.tsx";
import styles from "./order-page.module.css";
import { OrderTimeline } from "./order-timeline.tsx";
import { useOrdersWords } from "./words.ts";

/** One order: what it is, why it waits, what it costs, how it came about, and what can be done. */
export function OrderPage() {
  const { orderNo = "" } = useParams();
  const words = useOrdersWords();
  const { language } = useSpeech();
  const location = useLocation();
  const list = (location.state as { list?: string } | null)?.list ?? "";
  const isWork = new URLSearchParams(location.search).has("work");
  // The hub says what happened in the reader's language.
  const { data, error, isPending, isPlaceholderData, refetch } = useQuery({
    queryKey: keyOf("orders", orderNo, language),
    queryFn: () => call("get", "/api/operator/orders/{orderNo}", { path: { orderNo } }),
    // In the other language until the answer is there, so that an open dialog stays open.
    placeholderData: (shown) => (shown?.order.orderNo === orderNo ? shown : undefined),
  });
  return (
    <>
      {isWork ? (
        <WorkBar orderNo={orderNo} />
      ) : (
        <p>
          <Link to={`/orders${list}`}>{words.back}</Link>
        </p>
      )}
      <PageTitle title={words.orderTitle(orderNo)}>{data && <Tags record={data} />}</PageTitle>
      {isPending && <Loading />}
      {error && <ErrorNotice problem={problemOf(error)} again={() => void refetch()} />}
      {data && (
        <>
          <Review record={data} />
          <div className={styles.columns} aria-busy={isPlaceholderData}>
            <div className={styles.column}>
              <Facts record={data} />
              <OrderLoans record={data} />
              <OrderMoney record={data} />
              <Objections record={data} />
              <OrderTimeline audit={data.audit} />
            </div>
            <div className={styles.column}>
              <OrderActs record={data} />
              <Pending record={data} />
            </div>
          </div>
        </>
      )}
    </>
  );
}

interface Shown {
  readonly record: OrderRecord;
}

function Tags({ record: { order, review } }: Shown) {
  const words = useOrdersWords();
  return (
    <>
      <OrderStateTag state={order.state} />
      {review && <ToneTag tone="bad">{words.inReview}</ToneTag>}
    </>
  );
}

function Review({ record: { review, acts } }: Shown) {
  const words = useOrdersWords();
  if (!review) return null;
  return (
    <Alert
      type="warning"
      showIcon
      className={styles.review}
      title={words.reviewTitle(review.why)}
      description={
        <>
          <p>{withActNames(review.advice, acts, words.quoted)}</p>
          <p>
            {words.reviewSince} <Time at={review.since} />
          </p>
        </>
      }
    />
  );
}

/** A link for those who may look at riders. */
function RiderName({ riderId }: { readonly riderId: string }) {
  const session = useSession();
  const name = riderId.replace(/^user\//, "");
  if (typeof session === "string" || !may(session, "riders.read")) return name;
  return <Link to={`/riders/${riderId}`}>{name}</Link>;
}

function Facts({ record: { order, assignee } }: Shown) {
  const words = useOrdersWords();
  const { itemKind = "power-bank", credit, endedAt } = order;
  const facts = [
    [words.created, <Time key="" at={order.createdAt} />],
    [words.cabinet, order.place.name],
    [words.itemKind, words.kinds[itemKind] ?? itemKind],
    [words.rider, <RiderName key="" riderId={order.riderId} />],
    [words.creditOrderNo, credit?.orderNo ?? words.none],
    [words.due, <Time key="" at={order.expiresAt} />],
    ...(endedAt === undefined ? [] : [[words.ended, <Time key="" at={endedAt} />] as const]),
    [words.tariff, order.tariff.version],
    [words.deposit, <Money key="" fen={order.deposit} />],
    [words.assignee, <AssigneeChoice key="" entry={{ orderNo: order.orderNo, assignee }} />],
  ] as const;
  return (
    <section className={styles.card} aria-label={words.facts}>
      <h2>{words.facts}</h2>
      <dl className={styles.facts}>
        {facts.map(([title, value]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Objections({ record: { order } }: Shown) {
  const words = useOrdersWords();
  if (!order.objections) return null;
  return (
    <section className={styles.card} aria-label={words.objections}>
      <h2>{words.objections}</h2>
      <ul className={styles.effects}>
        {order.objections.map(({ objectionNo, kind, text, at, decision }) => (
          <li key={objectionNo}>
            {words.nthObjection(objectionNo)} · {words.objectionKinds[kind]} · <Time at={at} />
            {text !== undefined && <q>{text}</q>} {decision ? words.outcomes[decision.outcome] : words.undecided}
            {decision?.answer !== undefined && <q>{decision.answer}</q>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What the hub will do by itself; nothing while the order is in review. */
function Pending({ record: { effects } }: Shown) {
  const words = useOrdersWords();
  if (effects.length === 0) return null;
  return (
    <section className={styles.card} aria-label={words.pending}>
      <h2>{words.pending}</h2>
      <ul className={styles.effects}>
        {effects.map(({ type, says, dueAt }) => (
          <li key={`${type} ${says}`}>
            {says} <Time at={dueAt} />
          </li>
        ))}
      </ul>
    </section>
  );
}
