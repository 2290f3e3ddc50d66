import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Alert, Button, Collapse } from "antd";
import { useEffect, useMemo, useState } from "react";
import { call, problemOf } from "../../../shared/client.ts";
import { tariffSentence } from "../../../shared/price.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { ToneTag } from "../../parts/tone-tag.tsx";
import { useSettled } from "../../parts/use-settled.ts";
import { keyOf } from "../../queries.ts";
import { useSpeech } from "../../speech.tsx";
import { CurveChart } from "./curve-chart.tsx";
import { DraftActs } from "./draft-acts-bar.tsx";
import { Differences, Findings } from "./findings.tsx";
import { copyOf, formMistakes } from "./plan-edit.ts";
import { PlanForm } from "./plan-form.tsx";
import type { Draft, Plan, PriceCheck, Prices } from "./price-types.ts";
import styles from "./prices.module.css";
import { useKindName, usePlaceText } from "./use-prices.ts";
import { usePriceWords } from "./words.ts";

interface EditedPlan {
  readonly key: number;
  readonly plan: Plan;
}

const hour = 3_600_000;

/** The form of a draft; what the rules say to it and its curves follow while it is changed. */
export function DraftEditor({ draft, prices }: { readonly draft: Draft; readonly prices: Prices }) {
  const words = usePriceWords();
  const [edited, setEdited] = useState<readonly EditedPlan[]>(() => draft.plans.map((plan, key) => ({ key, plan })));
  const [open, setOpen] = useState<readonly number[]>(edited.length === 1 ? [0] : []);
  const plans = useMemo(() => edited.map(({ plan }) => plan), [edited]);
  const isChanged = JSON.stringify(plans) !== JSON.stringify(draft.plans);
  useWarning(isChanged);
  const { check, error, isReadable } = useCheck(plans, draft);
  const published = usePublished(prices);
  const taken = new Set([...published, ...plans.map(({ tariff }) => tariff.version)]);
  const add = (plan: Plan) => {
    const key = Math.max(-1, ...edited.map((each) => each.key)) + 1;
    setEdited([...edited, { key, plan: copyOf(plan, taken) }]);
    setOpen([...open, key]);
  };
  return (
    <>
      {draft.basedOn !== prices.newest && <Alert type="warning" showIcon title={words.outdated} />}
      <DraftActs
        draft={draft}
        plans={plans}
        prices={prices}
        check={check}
        isChanged={isChanged}
        isReadable={isReadable}
      />
      <h2 className={styles.title}>{words.plans}</h2>
      <Collapse
        activeKey={open.map(String)}
        onChange={(keys) => setOpen(keys.map(Number))}
        items={edited.map(({ key, plan }, index) => ({
          key: String(key),
          label: <PlanHead plan={plan} index={index} check={check} />,
          children: (
            <>
              <div className={styles.halves}>
                <PlanForm
                  plan={plan}
                  published={published}
                  mistakes={check.mistakes.filter((mistake) => mistake.plan === index)}
                  onChange={(next) => setEdited(edited.map((each) => (each.key === key ? { key, plan: next } : each)))}
                />
                <div className={styles.preview}>
                  <Preview plan={plan} index={index} check={check} />
                </div>
              </div>
              <div className={styles.acts}>
                <Button onClick={() => add(plan)}>{words.copyPlan}</Button>
                {edited.length > 1 && (
                  <Button danger onClick={() => setEdited(edited.filter((each) => each.key !== key))}>
                    {words.removePlan}
                  </Button>
                )}
              </div>
            </>
          ),
        }))}
      />
      <h2 className={styles.title}>{words.findings.title}</h2>
      {error && <ErrorNotice problem={problemOf(error)} />}
      {isReadable ? <Findings check={check} /> : <Alert type="error" showIcon title={words.findings.unread} />}
      <h2 className={styles.title}>{words.differences.title}</h2>
      <Differences differences={check.differences} />
    </>
  );
}

function PlanHead(props: { readonly plan: Plan; readonly index: number; readonly check: PriceCheck }) {
  const { plan, index, check } = props;
  const words = usePriceWords();
  const { locale } = useSpeech();
  const kindName = useKindName();
  const placeText = usePlaceText();
  const count = check.mistakes.filter((mistake) => mistake.plan === index).length;
  return (
    <span className={styles.head}>
      <strong>
        {words.plan(index + 1)}: {kindName(plan.itemKind)} · {placeText(plan)}
      </strong>{" "}
      <span>{tariffSentence(plan.tariff, locale)}</span>{" "}
      {count > 0 && <ToneTag tone="bad">{words.findings.mistakes(count)}</ToneTag>}
    </span>
  );
}

function Preview(props: { readonly plan: Plan; readonly index: number; readonly check: PriceCheck }) {
  const { plan, index, check } = props;
  const words = usePriceWords();
  const curves = check.curves[index];
  const uses = check.uses[index];
  return (
    <>
      {uses !== undefined && <p>{words.uses(uses)}</p>}
      {curves && <CurveChart curves={curves} longest={plan.tariff.longestLoanHours * hour} />}
    </>
  );
}

/** What the hub says of the plans as they are now; until it has answered, what it said of those before. */
function useCheck(plans: readonly Plan[], draft: Draft) {
  const { language } = useSpeech();
  const settled = useSettled(plans);
  const isReadable = plans.every((plan) => formMistakes(plan).length === 0);
  const { data = draft.check, error } = useQuery({
    queryKey: keyOf("prices", "check", language, settled),
    queryFn: () => call("post", "/api/operator/prices/check", { body: { plans: [...settled] } }),
    enabled: isReadable && settled === plans,
    placeholderData: keepPreviousData,
  });
  return { check: data, error, isReadable };
}

/** The versions of tariffs that the price lists of today have. */
function usePublished({ inForce, planned }: Prices): ReadonlySet<string> {
  return useMemo(() => {
    const lists = [...(inForce ? [inForce] : []), ...planned];
    return new Set(lists.flatMap(({ plans }) => plans.map(({ tariff }) => tariff.version)));
  }, [inForce, planned]);
}

/** The browser asks before it leaves a page whose changes are not saved. */
function useWarning(isChanged: boolean): void {
  useEffect(() => {
    if (!isChanged) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [isChanged]);
}
