import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { Link, useParams } from "react-router";
import { addressOf, call, problemOf } from "../../../shared/client.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Facts } from "../../parts/facts.tsx";
import { Loading } from "../../parts/loading.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import { Time } from "../../parts/time.tsx";
import { keyOf } from "../../queries.ts";
import { useSpeech } from "../../speech.tsx";
import { listState } from "./draft-acts.ts";
import { Differences, Findings } from "./findings.tsx";
import { Guarded } from "./guarded.tsx";
import { NewDraft } from "./new-draft.tsx";
import { PlanSummary } from "./plan-summary.tsx";
import type { Prices } from "./price-types.ts";
import styles from "./prices.module.css";
import { ListStateTag } from "./prices-page.tsx";
import { useActorText, useEditor, usePrices } from "./use-prices.ts";
import { WithdrawButton } from "./withdraw-button.tsx";
import { usePriceWords } from "./words.ts";

/** A published price list: who published it, what it says, and who lends by it. */
export function ListPage() {
  const words = usePriceWords();
  const { language } = useSpeech();
  const { number = "" } = useParams();
  const prices = usePrices();
  const list = useQuery({
    queryKey: keyOf("prices", number, language),
    queryFn: () => call("get", "/api/operator/prices/lists/{number}", { path: { number } }),
    placeholderData: (shown) => shown,
  });
  const error = list.error ?? prices.error;
  return (
    <>
      <Link to="/prices">{words.back}</Link>
      <PageTitle title={words.list(Number(number))} />
      {error && <ErrorNotice problem={problemOf(error)} texts={words.problems} again={() => void list.refetch()} />}
      {!error && (list.isPending || prices.isPending) && <Loading />}
      {list.data && prices.data && <Shown list={list.data} prices={prices.data} />}
    </>
  );
}

type List = Awaited<ReturnType<typeof call<"/api/operator/prices/lists/{number}", "get">>>;

function Shown({ list, prices }: { readonly list: List; readonly prices: Prices }) {
  const words = usePriceWords();
  const actorText = useActorText();
  const { mayEdit } = useEditor();
  const state = listState(list, prices);
  const address = addressOf("/api/operator/prices/export", {}, { number: list.number });
  return (
    <>
      <Facts
        facts={[
          [words.columns.state, <ListStateTag list={list} prices={prices} />],
          [words.facts.effectiveAt, <Time at={list.effectiveAt} />],
          [words.facts.publishedAt, <Time at={list.publishedAt} />],
          [words.facts.publishedBy, actorText(list.publishedBy)],
          [words.facts.confirmedBy, list.confirmedBy && actorText(list.confirmedBy)],
          [words.facts.reason, list.reason],
          [
            words.facts.withdrawn,
            list.withdrawn && (
              <>
                {actorText(list.withdrawn.by)} · <Time at={list.withdrawn.at} /> · {list.withdrawn.reason}
              </>
            ),
          ],
        ]}
      />
      <div className={styles.acts}>
        <Button href={address} download>
          {words.export}
        </Button>
        <Guarded label={words.newDraftOf} obstacle={mayEdit ? undefined : "may-not-edit"}>
          <NewDraft label={words.newDraftOf} plans={list.plans} newest={prices.newest} />
        </Guarded>
        {state === "planned" && <WithdrawButton number={list.number} />}
      </div>
      {(state === "in-force" || state === "planned") && <Findings check={list.check} />}
      {state === "planned" && (
        <>
          <h2 className={styles.title}>{words.differences.title}</h2>
          <Differences differences={list.check.differences} />
        </>
      )}
      <h2 className={styles.title}>{words.plans}</h2>
      {list.plans.map((plan, index) => (
        <PlanSummary
          key={JSON.stringify(plan)}
          plan={plan}
          curves={list.check.curves[index]}
          uses={state === "in-force" || state === "planned" ? list.check.uses[index] : undefined}
        />
      ))}
    </>
  );
}
