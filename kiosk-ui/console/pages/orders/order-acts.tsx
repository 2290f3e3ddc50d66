import { App, Button } from "antd";
import { useState } from "react";
import type { ActView, OrderRecord } from "../../hub-types.ts";
import { may, type Session, useSession } from "../../session.ts";
import { useShellWords } from "../../words.ts";
import { ActDialog, actTitle } from "./act-dialog.tsx";
import { sorted, withActNames } from "./act-request.ts";
import styles from "./order-page.module.css";
import { useOrdersWords } from "./words.ts";

/** Every act of the domain: those that the order and the operator's role allow as buttons, the others with the reason. */
export function OrderActs({ record }: { readonly record: OrderRecord }) {
  const words = useOrdersWords();
  const { done } = useShellWords();
  const { message } = App.useApp();
  const session = useSession() as Session;
  const [chosenKey, setChosen] = useState<string>();
  const chosen = record.acts.find((act) => keyOfAct(act) === chosenKey);
  const { offered, others } = sorted(record.acts, (permission) => may(session, permission));
  return (
    <section className={styles.card} aria-label={words.acts}>
      <h2>{words.acts}</h2>
      {offered.length === 0 && <p>{words.noActs}</p>}
      <ul className={styles.acts}>
        {offered.map((act) => (
          <li key={keyOfAct(act)}>
            <Button block onClick={() => setChosen(keyOfAct(act))}>
              {actTitle(act, words)}
            </Button>
            <small>{act.does}</small>
          </li>
        ))}
      </ul>
      {others.length > 0 && (
        <details className={styles.others}>
          <summary>{words.notPossible(others.length)}</summary>
          <dl>
            {others.map((act) => (
              <div key={keyOfAct(act)}>
                <dt>{actTitle(act, words)}</dt>
                <dd>{act.why === undefined ? words.noPermission : withActNames(act.why, record.acts, words.quoted)}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
      {chosen && (
        <ActDialog
          orderNo={record.order.orderNo}
          view={chosen}
          onClose={() => setChosen(undefined)}
          onDone={() => void message.success(done)}
        />
      )}
    </section>
  );
}

function keyOfAct({ act, loanNo, objectionNo }: ActView): string {
  return `${act}/${loanNo ?? ""}/${objectionNo ?? ""}`;
}
