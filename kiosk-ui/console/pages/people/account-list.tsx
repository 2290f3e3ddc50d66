import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { call, problemOf } from "../../../shared/client.ts";
import type { Person, Role } from "../../hub-types.ts";
import { ActButton } from "../../parts/act-button.tsx";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Loading } from "../../parts/loading.tsx";
import { type Column, RowTable } from "../../parts/paged-table.tsx";
import { SecretDialog } from "../../parts/secret-dialog.tsx";
import { Time } from "../../parts/time.tsx";
import { ToneTag } from "../../parts/tone-tag.tsx";
import { changed, keyOf } from "../../queries.ts";
import { useShellWords } from "../../words.ts";
import { NameField } from "./name-field.tsx";
import styles from "./people-page.module.css";
import { PersonTags } from "./person-tags.tsx";
import { RoleField } from "./role-field.tsx";
import { usePeopleWords } from "./words.ts";

/** How everybody is asked for: the list and the page of a person share it. */
export const peopleQuery = {
  queryKey: keyOf("people", "list", "accounts"),
  queryFn: () => call("get", "/api/operator/people", {}),
};

/** All accounts; a person's page has what can be done. */
export function AccountList() {
  const words = usePeopleWords();
  const { data, error, isPending, refetch } = useQuery(peopleQuery);
  return (
    <section>
      <div className={styles.title}>
        <h2>{words.accounts}</h2>
        <AddPerson />
      </div>
      {isPending && <Loading />}
      {error && <ErrorNotice problem={problemOf(error)} again={() => void refetch()} />}
      {data && <AccountTable people={data} />}
    </section>
  );
}

function AccountTable({ people }: { readonly people: readonly Person[] }) {
  const words = usePeopleWords();
  const { roles } = useShellWords();
  const { columns: titles } = words;
  const columns: Column<Person>[] = [
    { key: "name", title: titles.name, render: ({ name }) => <Link to={`/people/${name}`}>{name}</Link> },
    { key: "role", title: titles.role, render: ({ role }) => roles[role] },
    { key: "state", title: titles.state, render: (person) => <PersonTags person={person} /> },
    {
      key: "secondFactor",
      title: titles.secondFactor,
      render: ({ secondFactor }) => (
        <ToneTag tone={secondFactor ? "good" : "off"}>{secondFactor ? words.on : words.off}</ToneTag>
      ),
    },
    {
      key: "signedInAt",
      title: titles.signedInAt,
      render: ({ signedInAt }) => (signedInAt === undefined ? words.never : <Time at={signedInAt} />),
    },
  ];
  return <RowTable label={words.accounts} columns={columns} rowKey={({ name }) => name} rows={people} />;
}

function AddPerson() {
  const words = usePeopleWords();
  const [made, setMade] = useState<{ readonly name: string; readonly password: string }>();
  return (
    <>
      <ActButton<{ name: string; role: Role }>
        isPrimary
        label={words.addPerson}
        title={words.addPerson}
        initialValues={{ name: "", role: "viewer" }}
        act={async (reason, { name, role }) => {
          const { oneTimePassword } = await call("post", "/api/operator/people", { body: { name, role, reason } });
          setMade({ name, password: oneTimePassword });
          void changed("people");
        }}
      >
        <NameField />
        <RoleField />
      </ActButton>
      {made && (
        <SecretDialog
          title={words.oneTimePassword}
          text={words.oneTimePasswordText(made.name)}
          lines={[made.password]}
          onClose={() => setMade(undefined)}
        />
      )}
    </>
  );
}
