import { useQuery } from "@tanstack/react-query";
import { call, problemOf } from "../../../shared/client.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Loading } from "../../parts/loading.tsx";
import { Time } from "../../parts/time.tsx";
import { keyOf } from "../../queries.ts";
import { useSpeech } from "../../speech.tsx";
import styles from "./alarms-page.module.css";
import { useAlarmsWords } from "./words.ts";

/** As often as the hub looks; ms. */
const everySoOften = 60_000;

/** What is wrong now. @param props.saysWhereNone on the page of alarms; elsewhere there is nothing to see then */
export function OpenAlarms({ saysWhereNone = false }: { readonly saysWhereNone?: boolean }) {
  const words = useAlarmsWords();
  const { language } = useSpeech();
  const { data, error, isPending, refetch } = useQuery({
    // The hub says them in the reader's language.
    queryKey: keyOf("alarms", "list", "open", language),
    queryFn: () => call("get", "/api/operator/alarms", { query: { state: "open", limit: "100" } }),
    refetchInterval: everySoOften,
  });
  if (isPending) return saysWhereNone && <Loading />;
  if (data === undefined) return <ErrorNotice problem={problemOf(error)} again={() => void refetch()} />;
  if (data.length === 0) return saysWhereNone && <p>{words.allWell}</p>;
  return (
    <ul className={styles.open} aria-label={words.now}>
      {data.map(({ id, title, text, raisedAt }) => (
        <li key={id} className={styles.alarm}>
          <strong>{title}</strong>
          <p>{text}</p>
          <Time at={raisedAt} />
        </li>
      ))}
    </ul>
  );
}
