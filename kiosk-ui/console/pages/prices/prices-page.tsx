import { Alert, Button } from "antd";
import { Link } from "react-router";
import { call, callPage, problemOf } from "../../../shared/client.ts";
import { ActButton } from "../../parts/act-button.tsx";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Facts } from "../../parts/facts.tsx";
import { Loading } from "../../parts/loading.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import { type Column, PagedTable, RowTable } from "../../parts/paged-table.tsx";
import { Time } from "../../parts/time.tsx";
import { type Tone, ToneTag } from "../../parts/tone-tag.tsx";
import { changed, keyOf } from "../../queries.ts";
import { type ListState, listState } from "./draft-acts.ts";
import { Guarded } from "./guarded.tsx";
import { ItemKindsPart } from "./item-kinds-part.tsx";
import { ImportDraft, NewDraft } from "./new-draft.tsx";
import { PlanTable } from "./plan-table.tsx";
import type { DraftHead, PriceListHead, Prices } from "./price-types.ts";
import styles from "./prices.module.css";
import { useActorText, useDrafts, useEditor, usePrices } from "./use-prices.ts";
import { WithdrawButton } from "./withdraw-button.tsx";
import { usePriceWords } from "./words.ts";

/** All prices: those in force, those to come, drafts and the history. */
export function PricesPage() {
  const words = usePriceWords();
  const { mayEdit } = useEditor();
  const { data, error, isPending, refetch } = usePrices();
  return (
    <>
      <PageTitle title={words.title}>
        <Guarded label={[words.newDraft, words.import]} obstacle={mayEdit ? undefined : "may-not-edit"}>
          {data && <NewDraft label={words.newDraft} plans={data.inForce?.plans} newest={data.newest} isPrimary />}
          <ImportDraft />
        </Guarded>
        <Button href="/api/operator/prices/export" download>
          {words.export}
        </Button>
      </PageTitle>
      {isPending && <Loading />}
      {error && <ErrorNotice problem={problemOf(error)} again={() => void refetch()} />}
      {data && (
        <>
          <InForce prices={data} />
          <Planned prices={data} />
          <h2 className={styles.title}>{words.drafts}</h2>
          <Drafts />
          <h2 className={styles.title}>{words.history}</h2>
          <History prices={data} />
          <h2 className={styles.title}>{words.kinds.title}</h2>
          <ItemKindsPart />
          <h2 className={styles.title}>{words.rule}</h2>
          <Rule needsAnother={data.needsAnother} />
        </>
      )}
    </>
  );
}

function InForce({ prices: { inForce } }: { readonly prices: Prices }) {
  const words = usePriceWords();
  if (!inForce) return <Alert type="warning" showIcon title={words.noneInForce} />;
  return (
    <section className={styles.part} aria-labelledby="in-force">
      <h2 id="in-force" className={styles.title}>
        {words.inForce}
      </h2>
      <ListFacts list={inForce} />
      <PlanTable label={words.inForce} plans={inForce.plans} />
      <Link to={`lists/${inForce.number}`}>{words.details}</Link>
    </section>
  );
}

function ListFacts({ list }: { readonly list: PriceListHead }) {
  const words = usePriceWords();
  const actorText = useActorText();
  const confirmedBy = list.confirmedBy && actorText(list.confirmedBy);
  return (
    <Facts
      facts={[
        [words.columns.list, <Link to={`lists/${list.number}`}>{words.list(list.number)}</Link>],
        [words.facts.effectiveAt, <Time at={list.effectiveAt} />],
        [words.facts.publishedBy, words.by(actorText(list.publishedBy), confirmedBy)],
        [words.facts.reason, list.reason],
      ]}
    />
  );
}

function Planned({ prices: { planned } }: { readonly prices: Prices }) {
  const words = usePriceWords();
  if (planned.length === 0) return null;
  return (
    <section className={styles.part} aria-labelledby="planned">
      <h2 id="planned" className={styles.title}>
        {words.planned}
      </h2>
      {planned.map((list) => (
        <div key={list.number} className={styles.card}>
          <ListFacts list={list} />
          <PlanTable label={words.list(list.number)} plans={list.plans} />
          <WithdrawButton number={list.number} />
        </div>
      ))}
    </section>
  );
}

function Drafts() {
  const words = usePriceWords();
  const actorText = useActorText();
  const { data, error, isPending, refetch } = useDrafts();
  if (isPending) return <Loading />;
  if (error) return <ErrorNotice problem={problemOf(error)} again={() => void refetch()} />;
  const columns: readonly Column<DraftHead>[] = [
    { key: "id", title: words.columns.draft, render: ({ id }) => <Link to={`drafts/${id}`}>{id}</Link> },
    {
      key: "state",
      title: words.columns.state,
      render: ({ proposal }) => (
        <ToneTag tone={proposal ? "warn" : "calm"}>{proposal ? words.proposedState : words.draftState}</ToneTag>
      ),
    },
    { key: "purpose", title: words.columns.purpose, render: ({ purpose }) => purpose },
    {
      key: "changed",
      title: words.columns.changed,
      render: ({ changedAt, changedBy }) => (
        <>
          {actorText(changedBy)} · <Time at={changedAt} />
        </>
      ),
    },
  ];
  return <RowTable label={words.drafts} columns={columns} rows={data} rowKey={({ id }) => id} empty={words.noDraft} />;
}

const tones: Readonly<Record<ListState, Tone>> = {
  "in-force": "good",
  planned: "calm",
  replaced: "off",
  withdrawn: "off",
};

/** Where a price list stands, as a word. */
export function ListStateTag({ list, prices }: { readonly list: PriceListHead; readonly prices: Prices }) {
  const words = usePriceWords();
  const state = listState(list, prices);
  return <ToneTag tone={tones[state]}>{words.listStates[state]}</ToneTag>;
}

function History({ prices }: { readonly prices: Prices }) {
  const words = usePriceWords();
  const actorText = useActorText();
  const columns: readonly Column<PriceListHead>[] = [
    {
      key: "number",
      title: words.columns.list,
      render: ({ number }) => <Link to={`lists/${number}`}>{words.list(number)}</Link>,
    },
    { key: "state", title: words.columns.state, render: (list) => <ListStateTag list={list} prices={prices} /> },
    {
      key: "effectiveAt",
      title: words.columns.effectiveAt,
      render: ({ effectiveAt }) => <Time at={effectiveAt} />,
    },
    {
      key: "by",
      title: words.columns.publishedBy,
      render: ({ publishedBy, confirmedBy }) => words.by(actorText(publishedBy), confirmedBy && actorText(confirmedBy)),
    },
    { key: "reason", title: words.columns.reason, render: ({ reason }) => reason },
  ];
  return (
    <PagedTable
      label={words.history}
      columns={columns}
      rowKey={({ number }) => String(number)}
      queryKey={keyOf("prices", "list", "history")}
      load={(before) =>
        callPage("/api/operator/prices/lists", { query: { ...(before !== undefined && { before }), limit: "20" } })
      }
      rowsOf={(lists) => lists}
    />
  );
}

function Rule({ needsAnother }: { readonly needsAnother: boolean }) {
  const words = usePriceWords();
  const { mayPublish } = useEditor();
  const label = needsAnother ? words.ruleOff : words.ruleOn;
  return (
    <div className={styles.rule}>
      <p>{needsAnother ? words.ruleTwo : words.ruleOne}</p>
      <Guarded label={label} obstacle={mayPublish ? undefined : "may-not-publish"}>
        <ActButton
          label={label}
          title={words.ruleTitle}
          act={async (reason) => {
            await call("put", "/api/operator/prices/settings", { body: { needsAnother: !needsAnother, reason } });
            await changed("prices");
          }}
        >
          <p>{needsAnother ? words.ruleOne : words.ruleTwo}</p>
        </ActButton>
      </Guarded>
    </div>
  );
}
