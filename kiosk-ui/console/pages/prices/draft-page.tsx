import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { call, problemOf } from "../../../shared/client.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Facts } from "../../parts/facts.tsx";
import { Loading } from "../../parts/loading.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import { Time } from "../../parts/time.tsx";
import { keyOf } from "../../queries.ts";
import { useSpeech } from "../../speech.tsx";
import { DraftEditor } from "./draft-editor.tsx";
import { Differences, Findings } from "./findings.tsx";
import { PlanSummary } from "./plan-summary.tsx";
import type { Draft, Prices } from "./price-types.ts";
import styles from "./prices.module.css";
import { ProposalNotice } from "./proposal-notice.tsx";
import { useActorText, useEditor, usePrices } from "./use-prices.ts";
import { usePriceWords } from "./words.ts";

/** A draft of prices: edited, published, or confirmed by a second admin. */
export function DraftPage() {
  const words = usePriceWords();
  const { language } = useSpeech();
  const { id = "" } = useParams();
  const prices = usePrices();
  const draft = useQuery({
    queryKey: keyOf("prices", `draft/${id}`, language),
    queryFn: () => call("get", "/api/operator/prices/drafts/{id}", { path: { id } }),
    placeholderData: (shown) => shown,
    // What is being edited is not replaced by a look at another window.
    refetchOnWindowFocus: false,
  });
  const error = draft.error ?? prices.error;
  return (
    <>
      <Link to="/prices">{words.back}</Link>
      <PageTitle title={words.draft(id)} />
      {error && <ErrorNotice problem={problemOf(error)} texts={words.problems} again={() => void draft.refetch()} />}
      {!error && (draft.isPending || prices.isPending) && <Loading />}
      {!error && draft.data && prices.data && <Shown draft={draft.data} prices={prices.data} />}
    </>
  );
}

function Shown({ draft, prices }: { readonly draft: Draft; readonly prices: Prices }) {
  const words = usePriceWords();
  const actorText = useActorText();
  const { mayEdit } = useEditor();
  const isEdited = mayEdit && draft.proposal === undefined;
  return (
    <>
      <Facts
        facts={[
          [words.facts.purpose, draft.purpose],
          [
            words.facts.changedAt,
            <>
              {actorText(draft.changedBy)} · <Time at={draft.changedAt} />
            </>,
          ],
          [words.facts.basedOn, draft.basedOn === 0 ? words.nothingBefore : words.list(draft.basedOn)],
        ]}
      />
      {draft.proposal && <ProposalNotice draft={draft} prices={prices} />}
      {isEdited ? <DraftEditor key={draft.revision} draft={draft} prices={prices} /> : <ReadOnly draft={draft} />}
    </>
  );
}

function ReadOnly({ draft: { plans, check } }: { readonly draft: Draft }) {
  const words = usePriceWords();
  return (
    <>
      <h2 className={styles.title}>{words.findings.title}</h2>
      <Findings check={check} />
      <h2 className={styles.title}>{words.differences.title}</h2>
      <Differences differences={check.differences} />
      <h2 className={styles.title}>{words.plans}</h2>
      {plans.map((plan, index) => (
        <PlanSummary key={JSON.stringify(plan)} plan={plan} curves={check.curves[index]} uses={check.uses[index]} />
      ))}
    </>
  );
}
