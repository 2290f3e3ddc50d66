import { Alert, Button } from "antd";
import type { Problem } from "../../shared/client.ts";
import { useSpeech } from "../speech.tsx";
import { useShellWords } from "../words.ts";
import styles from "./error-notice.module.css";

/** Codes whose sentence only says that there is something: what it is stands in the detail. */
const particular = ["request/invalid", "tariff/invalid"];

/**
 * Why something failed: a sentence in the reader's language, and the stable code to search for.
 * @param texts a section's own sentences by code; they go before the common ones
 */
export function ErrorNotice(props: {
  readonly problem: Problem;
  readonly texts?: Readonly<Record<string, string>>;
  readonly again?: () => void;
}) {
  const { problem, texts = {}, again } = props;
  const words = useShellWords();
  const { language } = useSpeech();
  const text = new Map(Object.entries({ ...words.problems, ...texts })).get(problem.code);
  // The hub's own sentence is English: it stands in for one that is missing, and adds what is particular.
  const detail = language === "en" || text === undefined || particular.includes(problem.code) ? problem.detail : "";
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      className={styles.notice}
      title={text ?? words.otherProblem}
      description={
        <>
          {detail && <p lang="en">{detail}</p>}
          <p>{words.code(problem.code)}</p>
        </>
      }
      action={again && <Button onClick={again}>{words.tryAgain}</Button>}
    />
  );
}
