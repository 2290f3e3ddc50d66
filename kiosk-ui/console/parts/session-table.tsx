import type { ReactNode } from "react";
import type { PersonSession } from "../hub-types.ts";
import { useShellWords } from "../words.ts";
import { browserName } from "./browser-name.ts";
import { type Column, RowTable } from "./paged-table.tsx";
import { Time } from "./time.tsx";
import { ToneTag } from "./tone-tag.tsx";

/** Where a person is signed in. @param props.act a button for one session */
export function SessionTable(props: {
  readonly sessions: readonly PersonSession[];
  readonly act?: { readonly title: string; readonly render: (session: PersonSession) => ReactNode };
}) {
  const { act, sessions } = props;
  const { sessions: words } = useShellWords();
  const columns: Column<PersonSession>[] = [
    {
      key: "browser",
      title: words.browser,
      render: ({ browser, current }) => (
        <>
          <span title={browser}>{browserName(browser) ?? words.unknownBrowser}</span>{" "}
          {current && <ToneTag tone="calm">{words.current}</ToneTag>}
        </>
      ),
    },
    { key: "address", title: words.address, render: ({ address }) => address },
    { key: "startedAt", title: words.startedAt, render: ({ startedAt }) => <Time at={startedAt} plain /> },
    { key: "seenAt", title: words.seenAt, render: ({ seenAt }) => <Time at={seenAt} /> },
    ...(act === undefined ? [] : [{ key: "act", title: act.title, render: act.render }]),
  ];
  return <RowTable label={words.table} columns={columns} rowKey={({ id }) => id} rows={sessions} empty={words.none} />;
}
