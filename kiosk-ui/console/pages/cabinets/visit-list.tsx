import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { problemOf } from "../../../shared/client.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Loading } from "../../parts/loading.tsx";
import { RowTable } from "../../parts/paged-table.tsx";
import { useSpeech } from "../../speech.tsx";
import { visitsQuery } from "./cabinet-queries.ts";
import type { VisitReason } from "./cabinet-types.ts";
import styles from "./cabinets.module.css";
import { ConditionTag } from "./condition-tag.tsx";
import { useCabinetsWords } from "./words.ts";

/** The cabinets that need a visit, the most urgent first, with what to do there. */
export function VisitList() {
  const words = useCabinetsWords();
  const { language } = useSpeech();
  const { data, error, isPending, refetch } = useQuery({
    ...visitsQuery(language),
    placeholderData: (shown) => shown,
  });
  const { columns: titles } = words;
  return (
    <>
      {isPending && <Loading />}
      {error && <ErrorNotice problem={problemOf(error)} again={() => void refetch()} />}
      {data && (
        <RowTable
          label={words.views.visits}
          empty={words.noVisits}
          rows={data}
          rowKey={({ cabinetId }) => cabinetId}
          columns={[
            {
              key: "cabinet",
              title: titles.cabinet,
              render: ({ cabinetId, name }) => (
                <Link to={`/cabinets/${cabinetId}`} state={{ list: "?view=visits" }}>
                  {name}
                </Link>
              ),
            },
            { key: "visit", title: titles.visit, render: ({ visit }) => <VisitReasons reasons={visit} /> },
            {
              key: "condition",
              title: titles.condition,
              render: ({ condition }) => <ConditionTag condition={condition} />,
            },
            { key: "place", title: titles.place, render: ({ address }) => address },
          ]}
        />
      )}
    </>
  );
}

/** Why somebody has to go there, and what to do. */
export function VisitReasons({ reasons }: { readonly reasons: readonly VisitReason[] }) {
  return (
    <ul className={styles.visits}>
      {reasons.map(({ code, what, advice }) => (
        <li key={code} className={styles.visit}>
          <strong>{what}</strong>
          <br />
          <small>{advice}</small>
        </li>
      ))}
    </ul>
  );
}
