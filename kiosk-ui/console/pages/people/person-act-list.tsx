import { useState } from "react";
import { call } from "../../../shared/client.ts";
import type { Person, Role } from "../../hub-types.ts";
import { ActButton } from "../../parts/act-button.tsx";
import { SecretDialog } from "../../parts/secret-dialog.tsx";
import { changed } from "../../queries.ts";
import styles from "./people-page.module.css";
import { type PersonAct, personActs, whyNot } from "./person-acts.ts";
import { RoleField } from "./role-field.tsx";
import { usePeopleWords } from "./words.ts";

/** Every act on an account: what it will do, and why it can't be done where it can't. */
export function PersonActs(props: {
  readonly person: Person;
  readonly all: readonly Person[];
  readonly openSessions: number;
}) {
  const { person, all, openSessions } = props;
  const words = usePeopleWords();
  const [password, setPassword] = useState<string>();
  const perform = async (act: PersonAct, reason: string, role: Role) => {
    const path = { name: person.name };
    const body = { reason };
    if (act === "role") await call("put", "/api/operator/people/{name}/role", { path, body: { role, reason } });
    else if (act === "reset-password")
      setPassword((await call("post", "/api/operator/people/{name}/reset-password", { path, body })).oneTimePassword);
    else await call("post", `/api/operator/people/{name}/${act}`, { path, body });
    await changed("people");
  };
  return (
    <>
      <ul className={styles.acts}>
        {personActs.map((act) => {
          const reason = whyNot(act, person, all, openSessions);
          return (
            <li key={act} className={styles.act}>
              <p>{words.effects[act]}</p>
              {reason === undefined ? (
                <ActButton<{ role: Role }>
                  label={words.acts[act]}
                  title={`${words.acts[act]} · ${person.name}`}
                  isDanger={act === "lock" || act === "reset-second-factor"}
                  initialValues={{ role: person.role }}
                  act={(why, { role }) => perform(act, why, role)}
                >
                  <p>{words.effects[act]}</p>
                  {act === "role" && <RoleField />}
                </ActButton>
              ) : (
                <p className={styles.whyNot}>
                  {words.acts[act]} — {words.whyNot[reason]}
                </p>
              )}
            </li>
          );
        })}
      </ul>
      {password !== undefined && (
        <SecretDialog
          title={words.oneTimePassword}
          text={words.oneTimePasswordText(person.name)}
          lines={[password]}
          onClose={() => setPassword(undefined)}
        />
      )}
    </>
  );
}
