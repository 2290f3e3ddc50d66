import type { ReactNode } from "react";
import { Link } from "react-router";
import type { Queue } from "../../hub-types.ts";
import { Money } from "../../parts/money.tsx";
import type { Column } from "../../parts/paged-table.tsx";
import { Time } from "../../parts/time.tsx";
import { may, type Session, useSession } from "../../session.ts";
import { useOrdersWords } from "../orders/words.ts";
import { AssigneeChoice } from "./assignee-choice.tsx";
import { useWorkWords } from "./words.ts";
import type { WorkWords } from "./words-chinese.ts";
import type { ListName, WorkEntry } from "./work-lists.ts";
import styles from "./work-page.module.css";

type Entry = WorkEntry & { readonly said: Queue[ListName][number] };

/** The columns of a list: what is needed to decide. @param search the filters, which an order's page keeps for the next one */
export function useColumns(list: ListName, search: string): readonly Column<Entry>[] {
  const words = useWorkWords();
  const { kinds } = useOrdersWords();
  const what: Column<Entry> = {
    key: "what",
    title: words.what,
    render: ({ said }) => <What>{sayings(words)[list](said as never)}</What>,
  };
  const since: Column<Entry> = {
    key: "since",
    title: words.since,
    render: ({ since: at }) => (at === undefined ? "—" : <Time at={at} />),
  };
  const who: Column<Entry> = {
    key: "who",
    title: words.who,
    render: (entry) => <AssigneeChoice entry={entry} />,
  };
  if (list === "riders")
    return [
      {
        key: "rider",
        title: words.rider,
        render: ({ said }) => <RiderLink riderId={(said as Queue["riders"][number]).riderId} />,
      },
      what,
    ];
  if (list === "unmatchedReturns")
    return [
      {
        key: "return",
        title: words.returnTitle,
        render: ({ said, eventKey = "" }) => (
          <Link to={`/work/return?${new URLSearchParams({ key: eventKey }).toString()}`}>
            {returnName(said as Queue["unmatchedReturns"][number], words)}
          </Link>
        ),
      },
      what,
      since,
      who,
    ];
  return [
    {
      key: "order",
      title: words.order,
      render: ({ orderNo }) => <Link to={`/orders/${orderNo}${search.replace("?", "?work=1&")}`}>{orderNo}</Link>,
    },
    what,
    since,
    { key: "where", title: words.where, render: ({ about }) => about?.place },
    {
      key: "items",
      title: words.items,
      render: ({ about }) => about && [kinds[about.itemKind] ?? about.itemKind, ...about.items].join(" · "),
    },
    {
      key: "amount",
      title: words.amount,
      align: "right",
      render: ({ about }) => (about?.amount === undefined ? "—" : <Money fen={about.amount} />),
    },
    who,
  ];
}

function What({ children }: { readonly children: ReactNode }) {
  return <div className={styles.what}>{children}</div>;
}

/** A link for those who may look at riders. */
function RiderLink({ riderId }: { readonly riderId: string }) {
  const session = useSession() as Session;
  const name = riderId.replace(/^user\//, "");
  return may(session, "riders.read") ? <Link to={`/riders/${riderId}`}>{name}</Link> : name;
}

/** Where an unmatched return went in, and of which item. */
export function returnName(
  { cabinetId, slot, itemId }: Pick<Queue["unmatchedReturns"][number], "cabinetId" | "slot" | "itemId">,
  words: WorkWords,
): string {
  return words.returnInto(cabinetId, slot, itemId ?? words.noId);
}

/** What each list says of its entries. */
function sayings(words: WorkWords): { readonly [Name in ListName]: (said: Queue[Name][number]) => ReactNode } {
  return {
    review: ({ why }) => why,
    unmatchedReturns: ({ ambiguous }) => (ambiguous ? words.ambiguous : "—"),
    overdue: ({ itemId }) => [words.overdueItem, itemId].filter((part) => part !== undefined).join(" · "),
    notCollected: ({ failures, nextTryAt }) => (
      <>
        {words.failures(failures)} ·{" "}
        {nextTryAt === undefined ? (
          words.noNextTry
        ) : (
          <>
            {words.nextTry} <Time at={nextTryAt} />
          </>
        )}
      </>
    ),
    owed: () => words.byHand,
    inDoubt: ({ slot, left }) => [words.doubt(slot), ...(left === undefined ? [] : [words.riderLeft])].join(" · "),
    reported: ({ claim }) => words.claims[claim],
    objections: ({ why, text }) => (text === undefined ? why : `${why} · ${text}`),
    riders: ({ letGo, letGoInWeek, reports, refuted, pausedUntil }) => (
      <>
        {words.riderCounts(letGo, letGoInWeek, reports, refuted)}
        {pausedUntil !== undefined && (
          <>
            {" · "}
            {words.riderPaused} <Time at={pausedUntil} />
          </>
        )}
      </>
    ),
  };
}
