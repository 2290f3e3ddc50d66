import { useState } from "react";
import { call } from "../../../shared/client.ts";
import { ActButton } from "../../parts/act-button.tsx";
import { changed } from "../../queries.ts";
import styles from "./riders.module.css";
import { saveFile } from "./save-file.ts";
import { useRidersWords } from "./words.ts";

/** What operators may do about a rider: each says what it does before it is done. */
export function RiderActs(props: { readonly kind: string; readonly id: string; readonly liveOrders: number }) {
  const { kind, id, liveOrders } = props;
  const words = useRidersWords();
  const [erased, setErased] = useState<number>();
  const path = { kind, id };
  const title = (act: string) => `${act} · ${kind}/${id}`;
  const { endSessions, exportAll, erase } = words.acts;
  if (erased !== undefined) return <p role="status">{words.erased(erased)}</p>;
  return (
    <ul className={styles.acts}>
      <li>
        <p>{endSessions.text}</p>
        <ActButton
          label={endSessions.label}
          title={title(endSessions.label)}
          act={(reason) => call("post", "/api/operator/riders/{kind}/{id}/end-sessions", { path, body: { reason } })}
        >
          <p>{endSessions.text}</p>
        </ActButton>
      </li>
      <li>
        <p>{exportAll.text}</p>
        <ActButton
          label={exportAll.label}
          title={title(exportAll.label)}
          act={async (reason) => {
            const found = await call("post", "/api/operator/riders/{kind}/{id}/export", { path, body: { reason } });
            saveFile(`rider-${id}.json`, JSON.stringify(found, null, 1));
          }}
        >
          <p>{exportAll.text}</p>
        </ActButton>
      </li>
      <li>
        <p>{erase.text}</p>
        {liveOrders > 0 ? (
          <p className={styles.hint}>{words.eraseNotNow}</p>
        ) : (
          <ActButton
            label={erase.label}
            title={title(erase.label)}
            isDanger
            act={async (reason) => {
              const { orders } = await call("post", "/api/operator/riders/{kind}/{id}/erase", {
                path,
                body: { reason },
              });
              setErased(orders);
              await changed("orders", "audit");
            }}
          >
            <p>{erase.text}</p>
          </ActButton>
        )}
      </li>
    </ul>
  );
}
