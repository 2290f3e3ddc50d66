import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { call, problemOf } from "../../../shared/client.ts";
import type { Person } from "../../hub-types.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Loading } from "../../parts/loading.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import { SessionTable } from "../../parts/session-table.tsx";
import { Time } from "../../parts/time.tsx";
import { ToneTag } from "../../parts/tone-tag.tsx";
import { keyOf } from "../../queries.ts";
import { useSession } from "../../session.ts";
import { useShellWords } from "../../words.ts";
import { peopleQuery } from "./account-list.tsx";
import styles from "./people-page.module.css";
import { PersonActs } from "./person-act-list.tsx";
import { PersonTags } from "./person-tags.tsx";
import { nameOf } from "./token-state.ts";
import { usePeopleWords } from "./words.ts";

/** One person: what is known, what can be done, where the person is signed in. */
export function PersonPage() {
  const { name = "" } = useParams();
  const words = usePeopleWords();
  const people = useQuery(peopleQuery);
  const person = people.data?.find((one) => one.name === name);
  return (
    <>
      <p>
        <Link to="/people">{words.back}</Link>
      </p>
      <PageTitle title={name} />
      {people.isPending && <Loading />}
      {people.error && <ErrorNotice problem={problemOf(people.error)} again={() => void people.refetch()} />}
      {people.data && !person && <p>{words.unknownPerson}</p>}
      {people.data && person && <Known person={person} all={people.data} />}
    </>
  );
}

function Known({ person, all }: { readonly person: Person; readonly all: readonly Person[] }) {
  const words = usePeopleWords();
  const sessions = useQuery({
    queryKey: keyOf("people", person.name, "sessions"),
    queryFn: () => call("get", "/api/operator/people/{name}/sessions", { path: { name: person.name } }),
  });
  return (
    <>
      <Facts person={person} />
      <section className={styles.section}>
        <h2>{words.actsOfPerson}</h2>
        <PersonActs person={person} all={all} openSessions={sessions.data?.length ?? 0} />
      </section>
      <section className={styles.section}>
        <h2>{words.sessionsOfPerson}</h2>
        {sessions.isPending && <Loading />}
        {sessions.error && <ErrorNotice problem={problemOf(sessions.error)} again={() => void sessions.refetch()} />}
        {sessions.data && <SessionTable sessions={sessions.data} />}
      </section>
      <p>
        <Link to={`/audit?about=account&id=${person.name}`}>{words.audit}</Link>
      </p>
    </>
  );
}

function Facts({ person }: { readonly person: Person }) {
  const words = usePeopleWords();
  const { roles } = useShellWords();
  const session = useSession();
  const isSelf = typeof session !== "string" && session.name === person.name;
  const { columns: titles } = words;
  const { role, secondFactor, signedInAt, createdAt, createdBy } = person;
  return (
    <dl className={styles.facts}>
      <div>
        <dt>{titles.role}</dt>
        <dd>{roles[role]}</dd>
      </div>
      <div>
        <dt>{titles.state}</dt>
        <dd>
          <PersonTags person={person} /> {isSelf && <ToneTag tone="calm">{words.you}</ToneTag>}
        </dd>
      </div>
      <div>
        <dt>{titles.secondFactor}</dt>
        <dd>{secondFactor ? words.on : words.off}</dd>
      </div>
      <div>
        <dt>{titles.signedInAt}</dt>
        <dd>{signedInAt === undefined ? words.never : <Time at={signedInAt} />}</dd>
      </div>
      <div>
        <dt>{titles.createdAt}</dt>
        <dd>
          <Time at={createdAt} plain />
        </dd>
      </div>
      <div>
        <dt>{titles.createdBy}</dt>
        <dd>{nameOf(createdBy)}</dd>
      </div>
    </dl>
  );
}
