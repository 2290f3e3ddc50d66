import { useQuery } from "@tanstack/react-query";
import { DatePicker, Form } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useState } from "react";
import { call, problemOf } from "../../../shared/client.ts";
import type { Answer, Role } from "../../hub-types.ts";
import { ActButton } from "../../parts/act-button.tsx";
import { endOfDay } from "../../parts/beijing-day.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Loading } from "../../parts/loading.tsx";
import { type Column, RowTable } from "../../parts/paged-table.tsx";
import { SecretDialog } from "../../parts/secret-dialog.tsx";
import { Time, useNow } from "../../parts/time.tsx";
import { type Tone, ToneTag } from "../../parts/tone-tag.tsx";
import { changed, keyOf } from "../../queries.ts";
import { useShellWords } from "../../words.ts";
import { NameField } from "./name-field.tsx";
import styles from "./people-page.module.css";
import { RoleField } from "./role-field.tsx";
import { nameOf, type TokenState, tokenState } from "./token-state.ts";
import { usePeopleWords } from "./words.ts";

type ApiToken = Answer<"/api/operator/api-tokens">[number];

const tones: Readonly<Record<TokenState, Tone>> = { valid: "good", ended: "off", revoked: "off" };

/** All API tokens, those that ended too. */
export function TokenList() {
  const words = usePeopleWords();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: keyOf("people", "list", "tokens"),
    queryFn: () => call("get", "/api/operator/api-tokens", {}),
  });
  return (
    <section>
      <div className={styles.title}>
        <h2>{words.tokens}</h2>
        <MakeToken />
      </div>
      {isPending && <Loading />}
      {error && <ErrorNotice problem={problemOf(error)} again={() => void refetch()} />}
      {data && <TokenTable tokens={data} />}
    </section>
  );
}

function TokenTable({ tokens }: { readonly tokens: readonly ApiToken[] }) {
  const words = usePeopleWords();
  const { roles } = useShellWords();
  const now = useNow();
  const { columns: titles } = words;
  const columns: Column<ApiToken>[] = [
    { key: "name", title: titles.name, render: ({ name }) => name },
    { key: "role", title: titles.role, render: ({ role }) => roles[role] },
    {
      key: "state",
      title: titles.state,
      render: (token) => {
        const state = tokenState(token, now);
        return <ToneTag tone={tones[state]}>{words.tokenStates[state]}</ToneTag>;
      },
    },
    { key: "endsAt", title: titles.endsAt, render: ({ endsAt }) => <Time at={endsAt} /> },
    { key: "usedOn", title: titles.usedOn, render: ({ usedOn }) => usedOn ?? words.never },
    { key: "createdBy", title: titles.createdBy, render: ({ createdBy }) => nameOf(createdBy) },
    {
      key: "act",
      title: titles.act,
      render: (token) => tokenState(token, now) === "valid" && <Revoke token={token} />,
    },
  ];
  return (
    <RowTable label={words.tokens} columns={columns} rowKey={({ id }) => id} rows={tokens} empty={words.noTokens} />
  );
}

function Revoke({ token: { id, name } }: { readonly token: ApiToken }) {
  const words = usePeopleWords();
  return (
    <ActButton
      isDanger
      label={words.revoke}
      title={words.revoke}
      act={async (reason) => {
        await call("delete", "/api/operator/api-tokens/{id}", { path: { id }, body: { reason } });
        await changed("people");
      }}
    >
      <p>{words.revokeText(name)}</p>
    </ActButton>
  );
}

function MakeToken() {
  const words = usePeopleWords();
  const [token, setToken] = useState<string>();
  return (
    <>
      <ActButton<{ name: string; role: Role; endsAt: Dayjs }>
        label={words.makeToken}
        title={words.makeToken}
        initialValues={{ name: "", role: "viewer", endsAt: dayjs().add(1, "year") }}
        act={async (reason, { name, role, endsAt: day }) => {
          const body = { name, role, endsAt: endOfDay(day.format("YYYY-MM-DD")), reason };
          setToken((await call("post", "/api/operator/api-tokens", { body })).token);
          void changed("people");
        }}
      >
        <NameField />
        <RoleField />
        <Form.Item
          name="endsAt"
          label={words.endsAtLabel}
          extra={words.endsAtHint}
          rules={[{ required: true, message: words.endsAtMissing }]}
        >
          <DatePicker minDate={dayjs()} maxDate={dayjs().add(2, "year")} allowClear={false} />
        </Form.Item>
      </ActButton>
      {token !== undefined && (
        <SecretDialog title={words.token} text={words.tokenText} lines={[token]} onClose={() => setToken(undefined)} />
      )}
    </>
  );
}
