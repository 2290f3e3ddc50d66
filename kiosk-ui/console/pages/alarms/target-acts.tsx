import { useState } from "react";
import { useNavigate } from "react-router";
import { call } from "../../../shared/client.ts";
import { ActButton } from "../../parts/act-button.tsx";
import { SecretDialog } from "../../parts/secret-dialog.tsx";
import { changed } from "../../queries.ts";
import styles from "./alarms-page.module.css";
import { type EventType, isMail, type Target } from "./target.ts";
import { TargetFields } from "./target-fields.tsx";
import { useAlarmsWords } from "./words.ts";

/** What can be done about an address. */
export function TargetActs({ target }: { readonly target: Target }) {
  const words = useAlarmsWords();
  const navigate = useNavigate();
  const [secret, setSecret] = useState<string>();
  const { url, paused, events } = target;
  const path = { id: target.id };
  const change = async (body: { url: string; events: EventType[]; paused: boolean; reason: string }) => {
    await call("put", "/api/operator/webhooks/{id}", { path, body });
    await changed("alarms");
  };
  return (
    <div className={styles.acts}>
      <ActButton
        isPrimary
        label={words.test}
        title={words.test}
        act={async (reason) => {
          await call("post", "/api/operator/webhooks/{id}/test", { path, body: { reason } });
          await changed("alarms");
        }}
      >
        <p>{words.testText}</p>
      </ActButton>
      {!isMail(target) && (
        <ActButton<{ url: string; events: EventType[] }>
          label={words.change}
          title={words.change}
          initialValues={{ url, events }}
          act={(reason, values) => change({ ...values, paused, reason })}
        >
          <TargetFields />
        </ActButton>
      )}
      <ActButton
        label={paused ? words.resume : words.pause}
        title={paused ? words.resume : words.pause}
        act={(reason) => change({ url, events, paused: !paused, reason })}
      >
        <p>{paused ? words.resumeText : words.pauseText}</p>
      </ActButton>
      {!isMail(target) && (
        <ActButton
          label={words.renewSecret}
          title={words.renewSecret}
          act={async (reason) => {
            setSecret((await call("post", "/api/operator/webhooks/{id}/secret", { path, body: { reason } })).secret);
          }}
        >
          <p>{words.renewSecretText}</p>
        </ActButton>
      )}
      <ActButton
        isDanger
        label={words.remove}
        title={words.remove}
        act={async (reason) => {
          await call("delete", "/api/operator/webhooks/{id}", { path, body: { reason } });
          void changed("alarms");
          void navigate("/alarms");
        }}
      >
        <p>{words.removeText}</p>
      </ActButton>
      {secret !== undefined && (
        <SecretDialog
          title={words.secret}
          text={words.secretText}
          lines={[secret]}
          onClose={() => setSecret(undefined)}
        />
      )}
    </div>
  );
}
