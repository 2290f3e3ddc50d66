import { useQuery } from "@tanstack/react-query";
import { App, Button } from "antd";
import { useState } from "react";
import { call, type Problem, problemOf } from "../../../shared/client.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Loading } from "../../parts/loading.tsx";
import { SessionTable } from "../../parts/session-table.tsx";
import { changed, keyOf } from "../../queries.ts";
import { useAccountWords } from "./words.ts";

/** Where the person is signed in; each session but the one of this browser can be ended. */
export function OwnSessions() {
  const { sessions: words } = useAccountWords();
  const { message } = App.useApp();
  const [problem, setProblem] = useState<Problem>();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: keyOf("account", "list", "sessions"),
    queryFn: () => call("get", "/api/operator/own/sessions", {}),
  });
  const end = async (id: string) => {
    setProblem(undefined);
    try {
      await call("delete", "/api/operator/own/sessions/{id}", { path: { id } });
      void message.success(words.ended);
    } catch (refused) {
      setProblem(problemOf(refused));
    }
    await changed("account");
  };
  return (
    <>
      <p>{words.text}</p>
      {isPending && <Loading />}
      {error && <ErrorNotice problem={problemOf(error)} again={() => void refetch()} />}
      {problem && <ErrorNotice problem={problem} />}
      {data && (
        <SessionTable
          sessions={data}
          act={{
            title: words.act,
            render: ({ id, current }) =>
              current ? null : (
                <Button danger onClick={() => void end(id)}>
                  {words.end}
                </Button>
              ),
          }}
        />
      )}
    </>
  );
}
